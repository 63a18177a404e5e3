import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { freshView, type Pane } from '@/view/viewState';
import { ctImage, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { tableProfile } from '../../material/iccProfile';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';

const ROOT = '1.2.826.0.1.3680043.10.1.311';
const SIDE = 96;

const SIZE = { '00280010': ['US', SIDE], '00280011': ['US', SIDE] } as const;

const grey = (signed: boolean) => {
  const pixels = Buffer.alloc(2 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++)
    pixels.writeInt16LE(((i % SIDE) * 17 + Math.floor(i / SIDE) * 5) % 2000, 2 * i);
  return {
    ...SIZE,
    '00280103': ['US', signed ? 1 : 0],
    '00281050': ['DS', '600'],
    '00281051': ['DS', '900'],
    '7FE00010': ['OW', pixels],
  } as const;
};

function colour(): Attributes {
  const pixels = Buffer.from(Array.from({ length: 3 * SIDE * SIDE }, (_, i) => (i * 7) % 251));
  return {
    ...SIZE,
    '00280002': ['US', 3],
    '00280004': ['CS', 'RGB'],
    '00280006': ['US', 0],
    '00280100': ['US', 8],
    '00280101': ['US', 8],
    '00280102': ['US', 7],
    '7FE00010': ['OW', pixels],
  };
}

const without = (from: Attributes, ...tags: readonly string[]): Attributes =>
  Object.fromEntries(Object.entries(from).filter(([tag]) => !tags.includes(tag)));

/** What is opened: its attributes, and how the link asks for it. */
const CASES: readonly {
  readonly name: string;
  readonly needsEngine?: true;
  readonly more: Attributes;
  readonly pane?: Omit<Pane, 'study' | 'series' | 'at'>;
}[] = [
  { name: 'as it is', more: grey(true) },
  { name: 'no window of its own', more: without(grey(true), '00281050', '00281051') },
  { name: 'MONOCHROME1', more: { ...grey(false), '00280004': ['CS', 'MONOCHROME1'] } },
  { name: 'oblong pixels', more: { ...grey(true), '00280030': ['DS', '1.3\\0.7'] } },
  {
    name: 'window, zoom, middle, turn and mirror of the link',

    more: grey(true),
    pane: {
      window: { center: 900, width: 333, curve: 'SIGMOID' },
      zoom: 2.37,
      centre: [0.31, 0.62],
      rotationDeg: 90,
      mirrored: true,
      inverted: true,
    },
  },
  { name: 'colour', more: colour() },
  {
    name: 'a shutter',
    needsEngine: true,
    more: {
      ...grey(true),
      '00181600': ['CS', 'CIRCULAR'],
      '00181610': ['IS', '48\\48'],
      '00181612': ['IS', '30'],
    },
  },
  {
    name: 'an overlay',
    needsEngine: true,
    more: {
      ...grey(true),
      '60000010': ['US', SIDE],
      '60000011': ['US', SIDE],
      '60000040': ['CS', 'G'],
      '60000050': ['SS', Buffer.from(Int16Array.of(1, 1).buffer)],
      '60000100': ['US', 1],
      '60000102': ['US', 0],
      '60003000': ['OW', Buffer.alloc((SIDE * SIDE) / 8, 0x0f)],
    },
  },
  {
    name: 'a colour profile',
    needsEngine: true,
    more: { ...colour(), '00282000': ['OB', tableProfile()] },
  },
];

const earlyCanvas = (page: Page) =>
  page.evaluate(
    () => document.querySelector<HTMLCanvasElement>('canvas[data-layer="early"]')?.toDataURL() ?? '',
  );

/** Every frame in which a picture that stood is gone. */
const watchGaps = (page: Page) =>
  page.addInitScript(() => {
    const gaps: string[] = [];
    Object.assign(window, { gaps });
    let wasShown = false;
    const look = () => {
      const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
      const isShown = pane?.dataset['state'] === 'shown';
      if (wasShown && !isShown) gaps.push(`${pane?.dataset['state']} after a picture`);
      wasShown ||= isShown;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

test("the first picture stands before the engine is there, and is the engine's own, byte for byte", async ({
  page,
}, info) => {
  test.slow();
  const folder = info.outputPath('files');
  mkdirSync(folder, { recursive: true });
  CASES.forEach(({ more }, at) => {
    const uids = { study: `${ROOT}.${at}`, series: `${ROOT}.${at}.1`, sop: `${ROOT}.${at}.1.1` };
    writeFileSync(join(folder, `${at}.dcm`), writeDicom(ctImage(uids, more)));
  });
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await watchGaps(page);
  const engine = { release: (): void => undefined };
  await page.route(/\/assets\/engine/, async (route) => {
    await new Promise<void>((resolve) => {
      engine.release = resolve;
    });
    await route.continue();
  });
  const archive = await viewer.archiveId();
  for (const [at, { name, needsEngine = false, pane }] of CASES.entries())
    await test.step(name, async () => {
      const study = toStudyUid(`${ROOT}.${at}`);
      const series = toSeriesUid(`${ROOT}.${at}.1`);
      const sop = toSopUid(`${ROOT}.${at}.1.1`);
      if (!study || !series || !sop) throw new Error('no UIDs');
      const view = { ...freshView(study), panes: [{ study, series, at: { sop, frame: 1 }, ...pane }] };
      const asked = page.waitForRequest(/\/assets\/engine/);
      await page.goto('about:blank');
      await page.goto(`${companion.url}/#${encodeLink({ archive, view, marks: [] })}`);
      if (needsEngine) {
        await asked;
        await expect.poll(async () => (await inspect.panes(page))[0]?.state).toBe('loading');
        expect(await earlyCanvas(page), 'no picture without what belongs to it').toBe('');
        engine.release();
        await viewer.shown();
        return;
      }
      await viewer.shown();
      await asked;
      const before = await earlyCanvas(page);
      expect(before.length, 'the early picture').toBeGreaterThan(1000);
      expect(await viewer.pane().getAttribute('data-sop')).toBe(sop);
      const [early] = await inspect.panes(page);
      engine.release();
      await expect.poll(() => earlyCanvas(page)).toBe('');
      const after = await viewer.still();
      expect(`data:image/png;base64,${after.toString('base64')}` === before, 'the same picture').toBe(true);
      expect(early).toEqual((await inspect.panes(page))[0]);
      expect(await page.evaluate(() => (window as unknown as { gaps: string[] }).gaps)).toEqual([]);
    });
  await companion.stop();
});

/** Canvases that the page made, on the page or not, as far as they are still there. */
const watchCanvases = (page: Page) =>
  page.addInitScript(() => {
    const made: WeakRef<HTMLCanvasElement>[] = [];
    const create = document.createElement.bind(document);
    document.createElement = (...all: Parameters<typeof create>) => {
      const element = create(...all);
      if (element instanceof HTMLCanvasElement) made.push(new WeakRef(element));
      return element;
    };
    const held = () =>
      made.flatMap((each) => {
        const canvas = each.deref();
        return canvas ? [canvas.width * canvas.height] : [];
      });
    Object.assign(window, { held });
  });

test('of the canvases as large as the pane one is held once the engine shows its picture', async ({
  page,
}, info) => {
  const folder = info.outputPath('files');
  mkdirSync(folder, { recursive: true });
  const uids = { study: `${ROOT}.3`, series: `${ROOT}.3.1`, sop: `${ROOT}.3.1.1` };
  writeFileSync(join(folder, 'image.dcm'), writeDicom(ctImage(uids, grey(true))));
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await watchCanvases(page);
  await viewer.openStudy(uids.study);
  await expect.poll(async () => (await inspect.panes(page)).length).toBe(1);
  await expect(page.locator('canvas[data-layer="early"]')).toHaveCount(0);
  await viewer.still();
  const { width, height } = (await viewer.picture().boundingBox()) ?? { width: 0, height: 0 };
  const commands = await page.context().newCDPSession(page);
  await expect
    .poll(async () => {
      await commands.send('HeapProfiler.collectGarbage');
      const held = await page.evaluate(() => (window as unknown as { held: () => number[] }).held());
      return held.filter((pixels) => pixels > (width * height) / 4).length;
    })
    .toBe(1);
  await companion.stop();
});

/** Slices of a series, and how they are numbered from foot to head. */
const SLICES = 20;
const NUMBERED: readonly {
  readonly name: string;
  readonly number: (place: number) => number;
  /** Which place from the feet is held for the first, from 1. */
  readonly foretold: number;
}[] = [
  { name: 'from foot to head', number: (place) => place, foretold: 1 },
  { name: 'from head to foot', number: (place) => SLICES + 1 - place, foretold: 1 },
  // Numbers 1 and 20 lie in the middle.
  { name: 'from the middle', number: (place) => ((place + 9) % SLICES) + 1, foretold: 10 },
];

test('a series opens by the description of one object; what the whole one says otherwise takes the picture off', async ({
  page,
}, info) => {
  const folder = info.outputPath('files');
  mkdirSync(folder, { recursive: true });
  NUMBERED.forEach(({ number }, at) => {
    for (let place = 1; place <= SLICES; place++) {
      const uids = { study: `${ROOT}.2${at}`, series: `${ROOT}.2${at}.1`, sop: `${ROOT}.2${at}.1.${place}` };
      const more = {
        ...grey(true),
        '00200013': ['IS', String(number(place))],
        '00200032': ['DS', `0\\0\\${place * 2}`],
        '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
      } as const;
      writeFileSync(join(folder, `${at}-${place}.dcm`), writeDicom(ctImage(uids, more)));
    }
  });
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await watchGaps(page);
  type Answer = 'truth' | 'refusal' | 'contradiction';
  const whole: { answer?: (as: Answer) => void } = {};
  await page.route(/\/series\/[\d.]+\/metadata/, async (route) => {
    const answer = await new Promise<Answer>((resolve) => {
      whole.answer = resolve;
    });
    if (answer === 'refusal') return route.fulfill({ status: 403 });
    if (answer === 'truth') return route.continue();
    const got = await route.fetch();
    const body = (await got.text())
      .replaceAll('"600"', '"40"')
      .replaceAll(/"Value":\[600\]/g, '"Value":[40]');
    return route.fulfill({ response: got, body });
  });
  const engine = { release: (): void => undefined };
  await page.route(/\/assets\/engine/, async (route) => {
    await new Promise<void>((resolve) => {
      engine.release = resolve;
    });
    await route.continue();
  });
  const open = async (at: number, foretold: number) => {
    const asked = page.waitForRequest(/\/series\/[\d.]+\/metadata/);
    const engineAsked = page.waitForRequest(/\/assets\/engine/);
    await page.goto('about:blank');
    await page.goto(`${companion.url}/?StudyInstanceUIDs=${ROOT}.2${at}`);
    await viewer.shown();
    expect(await viewer.pane().getAttribute('data-sop')).toBe(`${ROOT}.2${at}.1.${foretold}`);
    expect((await earlyCanvas(page)).length, 'the early picture').toBeGreaterThan(1000);
    // Which of how many it is, nobody knows yet.
    await expect(viewer.slice).toHaveText('');
    await Promise.all([asked, engineAsked]);
  };
  const gaps = () => page.evaluate(() => (window as unknown as { gaps: string[] }).gaps);
  for (const [at, { name, foretold }] of NUMBERED.entries())
    await test.step(name, async () => {
      await open(at, foretold);
      whole.answer?.('truth');
      await expect(viewer.slice).toHaveText(`1 / ${SLICES}`);
      engine.release();
      await expect.poll(() => earlyCanvas(page)).toBe('');
      await viewer.shown();
      await expect(viewer.pane()).toHaveAttribute('data-sop', `${ROOT}.2${at}.1.1`);
      expect((await inspect.view(page)).panes[0]?.at).toBeUndefined();
      if (foretold === 1) expect(await gaps()).toEqual([]);
    });
  for (const [answer, state] of [
    ['refusal', /unreachable|refused|failed/],
    ['contradiction', 'unverified'],
  ] as const)
    await test.step(`a series that answers by a ${answer}`, async () => {
      await open(0, 1);
      whole.answer?.(answer);
      await expect.poll(() => earlyCanvas(page)).toBe('');
      // Said at once, and with the engine likewise.
      await expect(viewer.pane()).toHaveAttribute('data-state', state);
      engine.release();
      await expect(page.locator('[data-picture="0"]')).toHaveCount(1);
      await expect(viewer.pane()).toHaveAttribute('data-state', state);
    });
  await companion.stop();
});

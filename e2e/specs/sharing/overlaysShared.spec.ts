import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { OVER_PEAK, writeOverPeak } from '../../material/overPeak';
import { PEAK, writePeak } from '../../material/peak';
import { SEGMENTS_OVER_PEAK, writeSegmentsOverPeak } from '../../material/segmentsOverPeak';
import { RoomPage } from '../../pages/room';
import { GuestPage, ShareDialog } from '../../pages/sharing';

const ADA = 'Dr Ada Demo';
const BEN = 'Dr Ben Demo';
/** Stored images with segments, beside two planes with another series over them. */
const STORED = 0;
const FUSED = [1, 2];

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no UID');
  return value;
};
const study = must(toStudyUid(PEAK.study));
const series = must(toSeriesUid(PEAK.series));
const segments = {
  study,
  series: must(toSeriesUid(SEGMENTS_OVER_PEAK.series)),
  sop: must(toSopUid(SEGMENTS_OVER_PEAK.sop)),
};
const layers = [
  { study, series: must(toSeriesUid(OVER_PEAK.series)), colours: 'rainbow' as const, opacity: 0.35 },
];

const VIEW = {
  view: {
    studies: [study] as const,
    grid: { rows: 2, columns: 2 },
    active: STORED,
    panes: [
      { study, series },
      { study, series, cut: { plane: 'axial' as const }, layers },
      { study, series, cut: { plane: 'sagittal' as const }, layers },
      null,
    ],
    crosses: [{ study, frame: PEAK.frame, atLps: PEAK.atLps }],
    overlays: [{ ...segments, opacity: 0.75, hidden: [2] }],
  },
  marks: [],
};

interface Canvases {
  /** What the view says of what is laid over, and whether all of it is here. */
  readonly said: unknown;
  readonly isWhole: boolean;
  /** RGBA of each canvas, as text of one byte a character: equal ones are equal pictures. */
  readonly pixels: readonly string[];
  /** How many pixels of the segments' canvas have anything. */
  readonly covered: number;
}

/** What lies on the canvases of a page, once it stands. */
async function canvasesOf(page: Page): Promise<Canvases> {
  const panes = await inspect.panes(page);
  const view = await inspect.view(page);
  const planes = FUSED.map((pane) => panes[pane]?.cut);
  const isWhole = planes.every(
    (cut) =>
      cut !== undefined &&
      !cut.isWaiting &&
      cut.had === cut.images &&
      cut.layer?.state === 'shown' &&
      cut.layer.had === cut.layer.images,
  );
  const pixels = await page.evaluate(
    (wanted) =>
      wanted.map((selector) => {
        const canvas = document.querySelector<HTMLCanvasElement>(selector);
        const context = canvas && !canvas.hidden ? canvas.getContext('2d') : undefined;
        if (!canvas || !context) return '';
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let text = `${canvas.width} x ${canvas.height} `;
        for (let at = 0; at < data.length; at += 8192)
          text += String.fromCharCode(...data.subarray(at, at + 8192));
        return text;
      }),
    [
      `[data-pane="${STORED}"] canvas[data-layer="overlays"]`,
      ...FUSED.map((pane) => `[data-pane="${pane}"] canvas[data-layer="cut"]`),
    ],
  );
  const [first = ''] = pixels;
  let covered = 0;
  for (let at = first.length - 1; at > 20; at -= 4) if (first.charCodeAt(at) > 0) covered++;
  return {
    said: {
      overlays: view.overlays,
      layers: FUSED.map((pane) => view.panes[pane]?.layers),
      at: panes[STORED]?.sopUid,
      crosses: view.crosses,
    },
    isWhole,
    pixels,
    covered,
  };
}

/** Both show the same on all canvases, whole; the result is what that is. */
async function expectSame(one: Page, other: Page): Promise<Canvases> {
  let mine: Canvases | undefined;
  await expect(async () => {
    mine = await canvasesOf(one);
    const theirs = await canvasesOf(other);
    expect(mine.isWhole && theirs.isWhole).toBe(true);
    expect(theirs.said).toEqual(mine.said);
    expect(theirs.covered).toBe(mine.covered);
    // A message with both pictures in it would be megabytes long.
    expect(theirs.pixels.map((text, at) => text === mine?.pixels[at])).toEqual([true, true, true]);
  }).toPass({ timeout: 30_000 });
  return must(mine);
}

test('segments and a series over planes are the same for a guest and for who looks along, and follow', async ({
  page,
  colleague,
  browser,
  guard,
  folder,
}) => {
  test.setTimeout(180_000);
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  for (const write of [writePeak, writeOverPeak, writeSegmentsOverPeak]) write(data);
  const companion = await startCompanion({ data, noSamples: true, demoLogin: true });
  const ada = new RoomPage(page, companion.url);
  await ada.open(`${companion.url}/#/view/main/${study}`, ADA);
  await ada.viewer.goTo(VIEW);
  for (const pane of [STORED, ...FUSED]) await ada.viewer.shown(pane);
  // The image in the middle of both boxes.
  await expect.poll(async () => (await canvasesOf(page)).covered).toBe(0);
  await page
    .getByTestId('overlays')
    .getByRole('button', { name: /Go to the middle of 1 / })
    .click();
  await expect.poll(async () => (await canvasesOf(page)).covered).toBeGreaterThan(5_000);

  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  await dialog.close();
  const context = await browser.newContext({ viewport: page.viewportSize() });
  await guard.watch(context);
  const third = await context.newPage();
  const guest = new GuestPage(third);
  await guest.open(link);
  const { height = 0 } = (await guest.banner.boundingBox()) ?? {};
  const { width, height: whole } = page.viewportSize() ?? { width: 0, height: 0 };
  await third.setViewportSize({ width, height: whole + height });
  const sent = await expectSame(page, third);
  expect(sent.said).toMatchObject({
    overlays: [{ opacity: 0.75, hidden: [2] }],
    layers: [[{ colours: 'rainbow', opacity: 0.35 }], [{ colours: 'rainbow', opacity: 0.35 }]],
  });
  await context.close();

  const room = await ada.start();
  const ben = new RoomPage(colleague, companion.url);
  await ben.open(room, BEN);
  await ben.stands('together.following');
  await expectSame(page, colleague);

  // What the hand does with them is seen there.
  const list = page.getByTestId('overlays');
  await list.getByRole('button', { name: /^Show 2 / }).click();
  await expect.poll(async () => (await canvasesOf(page)).covered).toBeGreaterThan(sent.covered);
  const both = await expectSame(page, colleague);
  await list.getByText('Outline').click();
  await ada.viewer.pane(1).click();
  const opacity = page.getByRole('slider', { name: en['fuse.opacity'], exact: true });
  const opacityIs = (opacity: number) =>
    expect.poll(async () => (await inspect.view(page)).panes[1]?.layers).toMatchObject([{ opacity }]);
  await opacity.focus();
  // One after the other at once: each is a step of undo by itself.
  for (let press = 0; press < 2; press++) await page.keyboard.press('ArrowRight');
  await opacityIs(0.45);
  await page.keyboard.press('Control+z');
  await opacityIs(0.4);
  await expect.poll(async () => (await canvasesOf(page)).covered).toBeLessThan(both.covered / 2);
  const outlined = await expectSame(page, colleague);
  expect(outlined.said).toMatchObject({ overlays: [{ outline: true }], layers: [[{ opacity: 0.4 }], [{}]] });
  await companion.stop();
});

import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { decodeLink } from '@/view/link/codec';
import { freshView, type ViewState } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { seeded } from '../../harness/machine';
import { ctPhantom, cube } from '../../material/phantom';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

type Gesture =
  | { readonly key: string }
  | { readonly wheel: number; readonly isZoom: boolean }
  | { readonly button: 'left' | 'right' | 'middle'; readonly by: readonly [dx: number, dy: number] };

const KEYS = [
  ...['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'ArrowRight', 'PageDown', 'ArrowDown', '.'],
  ...['r', 'f', 'v', 'x', 'g', 'y', '0', '9', '8', '1', '2', '3', '4', '7', 'w', 'p', 'z', 's', 'Escape'],
];

/** Keys, turns of the wheel and drags with each button, as they come. */
function script(count: number, dice: () => number): readonly Gesture[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(dice() * all.length)] as T;
  // Never so near that it is a click: the right button's opens a menu.
  const far = () => (dice() < 0.5 ? -1 : 1) * Math.round(10 + dice() * 30);
  return Array.from({ length: count }, () => {
    const kind = dice();
    if (kind < 0.5) return { key: pick(KEYS) };
    if (kind < 0.75) return { wheel: pick([-300, -100, 100, 100, 200]), isZoom: dice() < 0.25 };
    return { button: pick(['left', 'right', 'middle'] as const), by: [far(), far()] as const };
  });
}

async function gesture(page: Page, [x, y]: readonly [number, number], what: Gesture): Promise<void> {
  const { mouse, keyboard } = page;
  if ('key' in what) await keyboard.press(what.key);
  else if ('wheel' in what) {
    if (what.isZoom) await keyboard.down('Control');
    await mouse.wheel(0, what.wheel);
    // Playwright does not wait for the page to hear of it.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    if (what.isZoom) await keyboard.up('Control');
  } else {
    const { button, by } = what;
    await mouse.down({ button });
    await mouse.move(x + by[0], y + by[1]);
    await mouse.up({ button });
    await mouse.move(x, y);
  }
}

/** Notes every frame in which the pane shows another picture than a view that has stood for two frames asks for. */
const watchTruth = (page: Page) =>
  page.addInitScript(() => {
    const seen = { lies: [] as string[], compared: 0, early: 0 };
    Object.assign(window, { seen });
    let [before, last]: (ViewState | undefined)[] = [];
    const look = () => {
      const view = window.isocenter?.view();
      const status = window.isocenter?.panes()[0];
      const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
      if (view && view === last && last === before && pane?.dataset['state'] === 'shown') {
        seen.compared++;
        const { at, window: asked } = view.panes[0] ?? {};
        const said = [pane.dataset['sop'], asked && JSON.stringify(status?.window)].join(' ');
        const wanted = [at?.sop ?? status?.sopUid, asked && JSON.stringify(asked)].join(' ');
        if (said !== wanted) seen.lies.push(`${said} instead of ${wanted}`);
      }
      if (window.isocenter && !document.querySelector('[data-picture="0"] canvas')) seen.early++;
      [before, last] = [last, view];
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

/** Numbers to a millionth: sums of the same steps in another order. */
const rounded = (view: ViewState): unknown =>
  JSON.parse(JSON.stringify(view), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );

/**
 * Waits until the image that the gestures so far lead to is the one on the screen, as a reader does who marks it. Where no picture is,
 * nothing is waited for: what marks one does that in its turn.
 */
const arrived = (page: Page) =>
  page.waitForFunction(() => {
    const asked = window.isocenter?.view().panes[0]?.at?.sop;
    const { state, frames = 0, sopUid } = window.isocenter?.panes()[0] ?? {};
    return state !== 'shown' || (frames > 0 && (asked === undefined || sopUid === asked));
  });

const middleOf = async (viewer: Viewer): Promise<readonly [number, number]> => {
  const box = await viewer.pane().boundingBox();
  if (!box) throw new Error('no pane');
  return [box.x + box.width / 2, box.y + box.height / 2];
};

test('what the hand does before the engine is there leads to the same view as later', async ({
  page,
  colleague,
  companion,
  faults,
}) => {
  test.slow();
  const { study, series } = await ctPhantom(companion.dicomWeb);
  const gestures = script(200, seeded(11));
  const ends: { view: unknown; canvas: Buffer }[] = [];
  for (const isEarly of [true, false])
    await test.step(isEarly ? 'from the moment the page answers' : 'when all is there', async () => {
      // Each in a profile of its own: what one leaves behind is not offered to the other.
      const each = isEarly ? page : colleague;
      const viewer = new Viewer(each, faults.url);
      await watchTruth(each);
      faults.clear();
      if (isEarly) {
        faults.rule({ path: /\/assets\/engine/, fault: { kind: 'delay', ms: 2_000 } });
        faults.rule({ path: /\/metadata/, fault: { kind: 'delay', ms: 1_200 } });
      }
      await each.goto(`${faults.url}/?StudyInstanceUIDs=${study}`);
      await viewer.pane().waitFor();
      if (!isEarly) {
        await viewer.shown();
        await viewer.loaded(viewer.thumbOf(series));
      }
      const at = await middleOf(viewer);
      await each.mouse.move(...at);
      for (const one of gestures) {
        // What is starred is the image on the screen, which stands there until the next picture of the page.
        if ('key' in one && one.key === 'y') await arrived(each);
        await gesture(each, at, one);
      }
      await viewer.shown();
      await viewer.loaded(viewer.thumbOf(series));
      const canvas = await viewer.still();
      ends.push({ view: rounded(await inspect.view(each)), canvas });
      const { lies, compared, early } = await each.evaluate(
        () => (window as unknown as { seen: { lies: string[]; compared: number; early: number } }).seen,
      );
      expect(lies).toEqual([]);
      expect(compared).toBeGreaterThan(50);
      if (isEarly) expect(early, 'frames before the engine').toBeGreaterThan(20);
    });
  const [before, then] = ends;
  expect(before?.view).toEqual(then?.view);
  expect(before?.canvas.equals(then?.canvas ?? Buffer.of())).toBe(true);
});

test('what is drawn and pressed before the engine is there is done in its order; on a picture that waits nothing is drawn, and the star is its own', async ({
  page,
  companion,
}) => {
  const { study, sops } = await ctPhantom(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  const [x, y] = await middleOf(viewer);
  const drag = async (dx: number, dy: number) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 4 });
    await page.mouse.up();
  };
  // What needs no engine is done at once.
  await page.keyboard.press('2');
  expect((await inspect.view(page)).panes[0]?.window).toBeDefined();
  await page.keyboard.press('0');
  expect((await inspect.view(page)).panes[0]?.window).toBeUndefined();
  // A window that a button takes back, and a turn, likewise.
  await drag(40, 30);
  expect((await inspect.view(page)).panes[0]?.window).toBeDefined();
  await page.getByRole('toolbar').getByRole('button', { name: en['action.reset'], exact: true }).click();
  await page.keyboard.press('r');
  expect((await inspect.view(page)).panes[0]).not.toHaveProperty('window');
  expect((await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
  // A length is kept.
  await viewer.tool('length').click();
  await drag(60, 0);
  await expect(viewer.pane()).toContainText(en['state.engineLate']);
  // A menu opens where it was asked for, at once.
  await page.mouse.click(x + 30, y + 30, { button: 'right' });
  const menu = page.getByRole('menu', { name: en['action.menu'] });
  await expect(menu.getByRole('menuitemcheckbox', { name: en['tool.window'], exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  expect(await inspect.measurements(page)).toEqual([]);
  // The picture waits for the length: what is drawn now would not be put on what is seen; a star is, at once.
  await page.mouse.wheel(0, 300);
  await expect(viewer.pane()).toContainText(en['state.engineLate.behind']);
  await page.getByRole('toolbar').getByRole('button', { name: en['action.keyImage'], exact: true }).click();
  const starred = async () => (await inspect.view(page)).keyImages?.map(({ sop }) => sop);
  expect(await starred()).toEqual([sops[0]]);
  // By key likewise.
  await page.keyboard.press('y');
  expect(await starred()).toBeUndefined();
  await page.keyboard.press('y');
  await drag(-70, 40);
  // A link that is open then leads to what is seen when all that waited is done.
  await page.getByTestId('share').click();
  const field = page.getByRole('dialog').getByRole('textbox', { name: /link/i });
  const shared = async () => {
    const link = decodeLink((await field.inputValue()).split('#')[1] ?? '');
    return link.ok ? link.view.panes[0] : undefined;
  };
  await expect.poll(async () => (await shared())?.rotationDeg).toBe(90);
  expect((await shared())?.at).toBeUndefined();
  engine.release();
  await viewer.shown();
  await expect.poll(async () => (await shared())?.at).toBeDefined();
  await expect.poll(shared).toHaveProperty('at', (await inspect.view(page)).panes[0]?.at);
  await page.keyboard.press('Escape');
  await expect.poll(() => inspect.measurements(page)).toHaveLength(1);
  const { panes } = await inspect.view(page);
  expect(panes[0]?.window).toBeUndefined();
  expect(panes[0]?.rotationDeg).toBe(90);
  expect(await starred()).toEqual([sops[0]]);
  expect(sops.slice(1)).toContain(panes[0]?.at?.sop);
  const [length, ...others] = await inspect.measurements(page);
  expect(length?.pointsPx).toHaveLength(2);
  expect(others).toEqual([]);
});

test('that the tools are on their way is said to who did something that waits for them, in words @phone', async ({
  page,
  companion,
}) => {
  const { study, sops } = await ctPhantom(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await page.clock.install();
  await viewer.openStudy(study);
  await asked;
  const warning = viewer.pane().getByTestId('warnings');
  // Where nobody did anything, or it is done already, nothing is missing.
  await page.clock.fastForward(20_000);
  await page.keyboard.press('r');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(sops[1]);
  await page.clock.fastForward(20_000);
  await expect(viewer.pane()).not.toContainText(en['state.engineLate']);
  await expect(warning).toHaveCount(0);
  await page.keyboard.press('l');
  const [x, y] = await middleOf(viewer);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await page.mouse.up();
  await expect(viewer.pane()).toContainText(en['state.engineLate']);
  // Whole words beside the name, not an icon alone.
  const isRead = () =>
    warning.evaluate((button) => {
      const room = button.querySelector('span')?.getBoundingClientRect();
      const boxes = [...button.querySelectorAll('[data-text]')].map((one) => one.getBoundingClientRect());
      return boxes.some((of) => room && of.width > 60 && of.bottom <= room.bottom && of.right <= room.right);
    });
  await expect.poll(isRead).toBe(true);
  engine.release();
  await expect.poll(() => inspect.measurements(page)).toHaveLength(1);
  expect((await inspect.panes(page))[0]?.sopUid).toBe(sops[1]);
  await expect(viewer.pane()).not.toContainText(en['state.engineLate']);
});

test('an engine that is lost leaves nothing that does nothing; tried again, the view is as it was', async ({
  page,
  companion,
}) => {
  const { study, seriesAsStored } = await cube(companion.dicomWeb);
  const [first, second] = seriesAsStored.map(({ series }) => toSeriesUid(series));
  const [studyUid, gone] = [toStudyUid(study), toSopUid('1.2.3.4')];
  if (!first || !second || !studyUid || !gone) throw new Error('no cube');
  const viewer = new Viewer(page, companion.url);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  const view = {
    ...freshView(studyUid),
    grid: { rows: 1, columns: 3 },
    panes: [
      { study: studyUid, series: first },
      { study: studyUid, series: second },
      // Of what is not there only the engine tells.
      { study: studyUid, series: second, at: { sop: gone, frame: 1 } },
    ],
  };
  await viewer.openLink({ view, marks: [] });
  await asked;
  const [x, y] = await middleOf(viewer);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 200);
  await page.keyboard.press('x');
  // A pane that has no picture before the engine says what it waits for.
  await expect(viewer.pane(1)).toContainText(en['state.engineLate.cover']);
  engine.lose();
  const notice = page.getByRole('alert').filter({ hasText: en['viewer.noEngine'] });
  await expect(notice).toBeVisible();
  await test.step('it hides no words of a picture', async () => {
    const over = await notice.boundingBox();
    const words = page.locator(
      '[data-pane] [data-part], [data-pane] [data-testid="slice"], [data-pane] [role="img"][class*="scale"]',
    );
    expect(await words.count()).toBeGreaterThan(4);
    for (const one of await words.all()) {
      const box = await one.boundingBox();
      if (!over || !box || box.width === 0) continue;
      const isBeside = box.x >= over.x + over.width || box.x + box.width <= over.x;
      const isClear = isBeside || box.y >= over.y + over.height || box.y + box.height <= over.y;
      expect(isClear, (await one.textContent()) ?? '').toBe(true);
    }
  });
  await test.step('what cannot be served is off, and says why', async () => {
    const off = en['viewer.noEngine.off'];
    for (const name of [en['tool.length'], en['action.play'], en['action.undo']])
      await expect(
        page.getByRole('toolbar').getByRole('button', { name, exact: true }),
        name,
      ).toHaveAccessibleDescription(off);
    await expect(page.getByTestId('save')).toBeDisabled();
    // What can be shown without it is, in each pane, and only looked at.
    for (const pane of [0, 1]) await expect(viewer.pane(pane)).toHaveAttribute('data-state', 'shown');
    await expect(viewer.pane(2)).toHaveAttribute('data-state', 'failed');
    await expect(viewer.pane(2)).toContainText(en['fault.no-engine']);
    const before = await inspect.view(page);
    await page.mouse.click(x, y, { button: 'right' });
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitemcheckbox', { name: en['action.invert'] })).toBeEnabled();
    await expect(menu.getByText(off).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    await expect(page.getByRole('status').filter({ hasText: off })).toBeVisible();
    for (const key of ['Space', 'Delete', 'Control+z', 'Control+s']) await page.keyboard.press(key);
    expect(await inspect.view(page)).toEqual(before);
    await page.keyboard.press('r');
    expect((await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
    await page.keyboard.press('r');
    // What shows nothing can be done nothing to.
    await viewer.pane(2).click({ position: { x: 20, y: 20 } });
    const inThird = await inspect.view(page);
    for (const key of ['r', 'End', '2']) await page.keyboard.press(key);
    expect(await inspect.view(page)).toEqual(inThird);
    await viewer.pane(0).click({ position: { x: 20, y: 20 } });
  });
  await test.step('tried again while the page is not served: the picture stays, and the words', async () => {
    await page.route('**/config.json', (route) => route.abort());
    const looked = page.waitForRequest('**/config.json');
    await viewer.pane(2).getByRole('button', { name: en['common.retry'] }).click();
    await looked;
    await expect(notice).toBeVisible();
    await expect(viewer.pane(0)).toHaveAttribute('data-state', 'shown');
    await page.unroute('**/config.json');
  });
  await test.step('tried again once it is served: the view as it was, and nothing that was asked of what was off', async () => {
    const before = await inspect.view(page);
    await page.unroute(/\/assets\/engine/);
    const anew = page.waitForEvent('load');
    await notice.getByRole('button', { name: en['common.retry'] }).click();
    await anew;
    await viewer.shown(1);
    await expect.poll(async () => (await inspect.panes(page))[0]?.index).toBe(2);
    expect(await inspect.view(page)).toEqual(before);
    expect(before.panes[0]).toMatchObject({ inverted: true, rotationDeg: 180 });
  });
});

test('studies that were left before the engine came take nothing from the one that is open', async ({
  page,
  companion,
  worklist,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  const { study: other } = await cube(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  const engine = await holdEngine(page);
  await worklist.open();
  for (const next of [study, other, study]) {
    if (await viewer.pane().isVisible())
      await page.getByRole('button', { name: en['action.back'], exact: true }).click();
    await page.locator(`[data-study="${next}"]`).first().dblclick();
    await viewer.shown();
  }
  engine.release();
  await expect(page.locator('[data-picture="0"] canvas')).not.toHaveCount(0);
  await viewer.shown();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

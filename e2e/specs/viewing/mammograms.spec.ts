import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { mammograms } from '@/i18n/en/mammograms';
import { expect, test } from '../../fixtures/fixtures';
import { axeFindings } from '../../harness/axe';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { MAMMOGRAMS, writeMammograms } from '../../material/mammograms';
import { Viewer } from '../../pages/viewer';

const { rightCc, leftCc, rightMlo, leftMlo, spot, contradicting, before } = MAMMOGRAMS;
const FOUR = [rightCc, leftCc, rightMlo, leftMlo].map(({ sop }) => sop);

async function open(page: Page, folder: string, study: string): Promise<Viewer> {
  writeMammograms(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  return viewer;
}

const sops = async (page: Page) => (await inspect.view(page)).panes.map((pane) => pane?.at?.sop);
const step = (page: Page) => page.getByTestId('breast-step');

/** What is painted in a pane: its picture's edges, the square in it and the grey at its chest wall, CSS pixels of the page. */
interface Seen {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly square: { readonly left: number; readonly right: number; readonly top: number };
  readonly atLeft: number;
  readonly atRight: number;
}

const look = (page: Page): Promise<readonly (Seen | undefined)[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-pane]')].map((pane): Seen | undefined => {
      const [canvas] = [...pane.querySelectorAll('canvas')].sort((a, b) => b.width - a.width);
      if (!canvas || canvas.width === 0) return undefined;
      const { width, height } = canvas;
      const box = canvas.getBoundingClientRect();
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (!context) return undefined;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const grey = (x: number, y: number) => data[4 * (y * width + x)] ?? 0;
      // The square is 178 of 255, the breast 102, a letter 255: its edges are thin.
      const isIn = (x: number, y: number) =>
        x >= 0 && y >= 0 && x < width && y < height && Math.abs(grey(x, y) - 178) < 8;
      const goesOn = (x: number, y: number, dx: number, dy: number) =>
        [3, 6, 9].every((by) => isIn(x + by * dx, y + by * dy));
      const isSquare = (x: number, y: number) =>
        isIn(x, y) &&
        (goesOn(x, y, 1, 0) || goesOn(x, y, -1, 0)) &&
        (goesOn(x, y, 0, 1) || goesOn(x, y, 0, -1));
      let [left, right, top] = [width, -1, height];
      for (let y = 0; y < height; y += 1)
        for (let x = 0; x < width; x += 1)
          if (isSquare(x, y)) {
            left = Math.min(left, x);
            right = Math.max(right, x + 1);
            top = Math.min(top, y);
          }
      const css = box.width / width;
      const middle = Math.floor(height / 2);
      return {
        ...{ left: box.left, right: box.right, height: box.height },
        square: { left: box.left + left * css, right: box.left + right * css, top: box.top + top * css },
        atLeft: grey(1, middle),
        atRight: grey(width - 2, middle),
      };
    }),
  );

const all = async (page: Page): Promise<readonly Seen[]> =>
  (await look(page)).filter((one) => one !== undefined);
const widthOf = ({ square }: Seen) => square.right - square.left;

test('mammograms hang by their codes, back to back and equally large; zoom and mirrored pan go together', async ({
  page,
  folder,
}) => {
  // How often the panes were arranged before a picture stood in them.
  await page.addInitScript((empty) => {
    const seen: string[] = [];
    Object.assign(window, { arranged: seen });
    const watch = () => {
      const grid = document.querySelector('main[data-rows]');
      const panes = grid?.querySelectorAll('[data-pane]') ?? [];
      const said = [...panes].map((pane) => pane.textContent.includes(empty)).includes(true);
      const now = `${panes.length}${said ? ' says it is empty' : ''}`;
      if (grid && seen.at(-1) !== now) seen.push(now);
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  }, en['state.empty']);
  const viewer = await open(page, folder, MAMMOGRAMS.study);
  for (const pane of [0, 1, 2, 3]) await viewer.shown(pane);
  expect(await sops(page)).toEqual(FOUR);
  // One pane that waits, if it is seen at all, then the four: none is ever empty, or arranged otherwise.
  const arranged = await page.evaluate(() => (window as unknown as { arranged: string[] }).arranged);
  expect([['4'], ['1', '4']]).toContainEqual(arranged);
  const { panes } = await inspect.view(page);
  expect(panes.map((pane) => pane?.mirrored ?? false)).toEqual([false, false, false, true]);
  expect(panes.map((pane) => pane?.zoom)).toEqual([undefined, undefined, undefined, undefined]);
  expect(panes.map((pane) => pane?.field?.wall)).toEqual(['right', 'left', 'right', 'left']);
  for (const pane of panes) expect(pane?.field?.widthMm).toBeCloseTo(MAMMOGRAMS.widestMm, 9);

  // By pixels: the same square is equally large, at the same distance of the chest wall, and the walls meet.
  await expect.poll(async () => (await all(page)).length).toBe(4);
  const hung = await all(page);
  const [first, second] = hung;
  if (!first || !second) throw new Error('no pictures');
  expect(Math.abs(first.right - second.left)).toBeLessThan(0.51);
  const field = panes[0]?.field;
  const mmPerCssPx = Math.max(
    (field?.widthMm ?? 0) / (first.right - first.left),
    (field?.heightMm ?? 0) / first.height,
  );
  for (const [at, seen] of hung.entries()) {
    expect(Math.abs(widthOf(seen) - MAMMOGRAMS.squareMm / mmPerCssPx)).toBeLessThan(1.5);
    const fromWall = at % 2 === 0 ? seen.right - seen.square.right : seen.square.left - seen.left;
    expect(Math.abs(fromWall - MAMMOGRAMS.squareFromWallMm / mmPerCssPx)).toBeLessThan(1.5);
    expect(at % 2 === 0 ? seen.atRight : seen.atLeft).toBeGreaterThan(90);
  }

  // A drag to the right in the right breast is one to the left in the left one, and as long.
  await page.keyboard.press('p');
  const box = await viewer.pane(0).boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drag = async (dx: number, dy: number) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 4 });
    await page.mouse.up();
  };
  await drag(-24, 15);
  await expect
    .poll(async () => {
      const moved = await all(page);
      return moved.map((seen, at) => [
        Math.round(seen.square.left - (hung[at]?.square.left ?? 0)),
        Math.round(seen.square.top - (hung[at]?.square.top ?? 0)),
      ]);
    })
    .toEqual([
      [-24, 15],
      [24, 15],
      [-24, 15],
      [24, 15],
    ]);
  await page.keyboard.press('z');
  await drag(0, 40);
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.zoom).not.toBeUndefined();
  const zoomed = (await inspect.view(page)).panes.map((pane) => pane?.zoom);
  expect(new Set(zoomed).size).toBe(1);
  await expect
    .poll(async () => {
      const widths = (await all(page)).map(widthOf);
      return (
        Math.max(...widths) - Math.min(...widths) < 1.6 && Math.abs((widths[0] ?? 0) - widthOf(first)) > 4
      );
    })
    .toBe(true);
  await page.keyboard.press('9');
  const fitted = (await inspect.view(page)).panes;
  expect(fitted.map((pane) => [pane?.zoom, pane?.centre])).toEqual(Array(4).fill([undefined, undefined]));
});

test('the key goes through the steps, which a link and undo keep; what hangs apart says why', async ({
  page,
  folder,
}) => {
  const viewer = await open(page, folder, MAMMOGRAMS.study);
  for (const pane of [0, 1, 2, 3]) await viewer.shown(pane);
  await expect(step(page)).toHaveText(`${mammograms['breast.step.four']}1 of 14`);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("'");
  await expect(step(page)).toHaveText(`${mammograms['breast.step.cc']}2 of 14`);
  expect(await sops(page)).toEqual([rightCc.sop, leftCc.sop]);
  await page.keyboard.press("'");
  await expect.poll(() => sops(page)).toEqual([rightMlo.sop, leftMlo.sop]);
  // The prior has all of its views in one series.
  await page.getByRole('button', { name: en['action.nextBreastStep'] }).click();
  await expect
    .poll(() => sops(page))
    .toEqual([rightCc.sop, leftCc.sop, before.rightCc.sop, before.leftCc.sop]);
  for (const pane of [2, 3]) await viewer.shown(pane);
  expect((await inspect.view(page)).studies).toEqual([MAMMOGRAMS.study, MAMMOGRAMS.prior]);
  // What a link says, a reload shows.
  await viewer.written();
  const said = await inspect.view(page);
  await page.reload();
  for (const pane of [0, 1, 2, 3]) await viewer.shown(pane);
  expect(await inspect.view(page)).toEqual(said);
  await expect(step(page)).toHaveText(`${mammograms['breast.step.ccPrior']}4 of 14`);
  await page.keyboard.press("'");
  await expect(step(page)).toContainText(mammograms['breast.step.mloPrior']);
  await page.keyboard.press('Control+z');
  await expect(step(page)).toContainText(mammograms['breast.step.ccPrior']);
  expect(await inspect.view(page)).toEqual(said);
  for (const name of ['mloPrior', 'ccWallUp'] as const) {
    await page.keyboard.press("'");
    await expect(step(page)).toContainText(mammograms[`breast.step.${name}`]);
  }
  // One pixel of the image on one of the screen.
  const { panes } = await inspect.view(page);
  expect(panes.map((pane) => [pane?.field?.mmPerCssPx, pane?.field?.quarter])).toEqual(
    Array(2).fill([0.39, 'wallUp']),
  );
  for (const name of ['mloPrior', 'ccPrior', 'mlo', 'cc', 'four', 'apart'] as const) {
    await page.keyboard.press('"');
    await expect(step(page)).toContainText(mammograms[`breast.step.${name}`]);
  }
  // Neither is of the four, and none is what was made for computers.
  expect((await sops(page)).toSorted()).toEqual([spot.sop, contradicting.sop].toSorted());
  expect((await inspect.view(page)).panes.map((pane) => pane?.field)).toEqual([undefined, undefined]);
  const { links } = await inspect.view(page);
  expect([links?.zoom, links?.pan]).toEqual([undefined, undefined]);
  const spots = (await sops(page)).findIndex((sop) => sop === spot.sop);
  await viewer.shown(spots);
  await expect(viewer.pane(spots).locator('[data-part="side"]')).toContainText('CC spot');
  const doubtful = (await sops(page)).findIndex((sop) => sop === contradicting.sop);
  await viewer.shown(doubtful);
  await expect(viewer.pane(doubtful)).toContainText('Side doubtful');
});

test('the prior beside is of the side and view in the active pane; the steps keep their buttons in place', async ({
  page,
  folder,
}) => {
  const viewer = await open(page, folder, MAMMOGRAMS.study);
  for (const pane of [0, 1, 2, 3]) await viewer.shown(pane);
  await expect(step(page)).toHaveText(`${mammograms['breast.step.four']}1 of 14`);
  const buttons = ['previousBreastStep', 'nextBreastStep'] as const;
  const button = (id: (typeof buttons)[number]) =>
    page.getByRole('button', { name: en[`action.${id}`], exact: true });
  const places = () => Promise.all(buttons.map((id) => button(id).boundingBox()));
  for (const id of buttons) await expect(button(id)).toHaveAttribute('aria-keyshortcuts', /./);
  const still = await places();
  await page.keyboard.press("'");
  await expect(step(page)).toContainText('2 of 14');
  expect(await places()).toEqual(still);
  // The prior's first image is a left MLO.
  const inPlace = [rightCc.sop, leftCc.sop, before.rightCc.sop, before.leftCc.sop];
  await page.keyboard.press('Control+Shift+ArrowRight');
  await expect.poll(() => sops(page)).toEqual(inPlace);
  await expect(step(page)).toContainText(mammograms['breast.step.ccPrior']);
  expect(await places()).toEqual(still);
  for (const pane of [0, 1, 2, 3]) await viewer.shown(pane);
  // Another picture in a pane: the line names no step, and stays where it is.
  await page.keyboard.press('Control+ArrowDown');
  await expect(step(page)).toHaveText(mammograms['breast.changed']);
  expect((await inspect.view(page)).breastStep).toBeUndefined();
  expect(await places()).toEqual(still);
  await page.keyboard.press("'");
  await expect(step(page)).toHaveText(`${mammograms['breast.step.four']}1 of 14`);
  expect(await sops(page)).toEqual(FOUR);
});

test(
  'views of one series hang in their places, and steps go by touch',
  { tag: '@tablet' },
  async ({ page, folder }) => {
    const viewer = await open(page, folder, MAMMOGRAMS.prior);
    for (const pane of [0, 1, 2, 3]) await viewer.shown(pane);
    const hung = await sops(page);
    expect([hung[0], hung[1]]).toEqual([before.rightCc.sop, before.leftCc.sop]);
    expect((await inspect.panes(page)).map(({ sopUid }) => sopUid)).toEqual(hung);
    await page.getByRole('button', { name: en['action.nextBreastStep'] }).click();
    await expect(step(page)).toContainText(mammograms['breast.step.cc']);
    expect(await sops(page)).toEqual(hung.slice(0, 2));
  },
);

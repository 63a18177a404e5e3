import type { Page } from '@playwright/test';
import { ARRIVAL_STAYS_MS } from '@/features/viewer/state/steps';
import { en } from '@/i18n/en';
import { saveDialog } from '@/i18n/en/saveDialog';
import { expect, test } from '../../fixtures/fixtures';
import { seenFrames, watchFrames } from '../../harness/frameWatch';
import { holdTimers } from '../../harness/holdTimers';
import { inspect } from '../../harness/inspect';
import type { Listed } from '../../material/readingList';
import {
  NEXT,
  openFirst,
  openReadingList,
  PREVIOUS,
  stepTo,
  studyOfAddress,
} from '../../fixtures/steppedList';
import type { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';

type Three = readonly [Listed, Listed, Listed];

const count = async (page: Page) => (await inspect.measurements(page)).length;
const dialogOf = (page: Page) => page.getByRole('dialog');
const buttonOf = (page: Page, name: string) => dialogOf(page).getByRole('button', { name, exact: true });

/** A path of four points that nothing has ended. */
async function beginPath(viewer: Viewer): Promise<void> {
  await viewer.chooseTool('polyline');
  for (const [right, down] of [
    [-90, -60],
    [-30, -60],
    [30, 20],
    [90, 20],
  ] as const) {
    const { x, y } = await viewer.fromMiddle(right, down);
    await viewer.page.mouse.click(x, y, { delay: 20 });
  }
  await viewer.pane().focus();
}

test('who is hidden stays hidden with every other study that comes: no name in any frame', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const [first, second, third] = list as unknown as Three;
  await holdTimers(page, ARRIVAL_STAYS_MS, true);
  const viewer = await openFirst(page, companion);
  await page.keyboard.press('t');
  await expect(page.locator('header[data-screen]')).toContainText(en['identity.hidden']);
  await watchFrames(page);
  const nobody = async () => {
    await expect(page.locator('header[data-screen]')).toContainText(en['identity.hidden']);
    for (const { name } of list) expect(await page.locator('body').innerText()).not.toContain(name);
    const frames = await seenFrames(page);
    expect(frames.length).toBeGreaterThan(0);
    expect(
      frames.filter(({ name, arrival }) => list.some((one) => [name, arrival].includes(one.name))),
    ).toEqual([]);
  };
  await stepTo(page, viewer, NEXT, second);
  // It says that this is somebody else, not who.
  const said = page.getByTestId('arrival');
  await expect(said).toContainText(en['arrival.other']);
  await expect(said).toContainText(en['identity.hidden']);
  await nobody();
  await watchFrames(page);
  await stepTo(page, viewer, NEXT, third);
  await nobody();
  await watchFrames(page);
  await stepTo(page, viewer, PREVIOUS, second);
  await nobody();
  // The list names people; the study that is opened from it does not.
  await page.goBack();
  const worklist = new Worklist(page, companion.url);
  await expect(worklist.rows.first()).toBeVisible();
  await worklist.openStudy(worklist.rows.first());
  await viewer.shown();
  expect(await studyOfAddress(page)).toBe(first.study);
  await watchFrames(page);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await nobody();
  await page.keyboard.press('t');
  await expect(page.locator('header[data-screen] h1')).toHaveText(first.name);
  await companion.stop();
});

test('a path that nobody has ended is asked about before another study comes, and is in the draft', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const [first, second] = list as unknown as Three;
  const viewer = await openFirst(page, companion);
  await beginPath(viewer);
  expect(await count(page)).toBe(0);
  await page.keyboard.press(NEXT);
  await expect(dialogOf(page)).toContainText(en['leave.drawing.ends']);
  // Whoever stays draws on.
  await buttonOf(page, en['leave.stay']).click();
  expect([await studyOfAddress(page), await count(page)]).toEqual([first.study, 0]);
  await viewer.pane().focus();
  await page.keyboard.press('Enter');
  expect((await viewer.measured(1)).pointsPx).toHaveLength(4);
  await page.keyboard.press('Control+z');
  await expect.poll(() => count(page)).toBe(0);
  await beginPath(viewer);
  await page.goBack();
  await expect(dialogOf(page)).toContainText(en['leave.drawing.ends']);
  await buttonOf(page, en['leave.stay']).click();
  await page.keyboard.press(NEXT);
  await buttonOf(page, en['leave.leave']).click();
  await expect.poll(() => studyOfAddress(page)).toBe(second.study);
  await viewer.shown();
  await stepTo(page, viewer, PREVIOUS, first);
  const offer = page.getByTestId('draft-offer');
  await offer.getByRole('button', { name: en['draft.restore'] }).click();
  expect((await viewer.measured(1)).pointsPx).toHaveLength(4);
  await companion.stop();
});

test('a line with one end is asked about, and said to be lost; while the mouse draws it no key steps', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const [first, second] = list as unknown as Three;
  const viewer = await openFirst(page, companion);
  const [from, to] = [await viewer.fromMiddle(-80, 0), await viewer.fromMiddle(80, 0)];
  await viewer.chooseTool('length');
  await viewer.pane().focus();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y, { steps: 3 });
  const before = await inspect.view(page);
  for (const key of [NEXT, PREVIOUS, 'Control+ArrowDown', 'ArrowDown', 'PageDown', 'End', '.', 'm'])
    await page.keyboard.press(key);
  await expect(dialogOf(page)).toHaveCount(0);
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  await viewer.measured(1);
  expect(await studyOfAddress(page)).toBe(first.study);
  expect((await inspect.view(page)).panes).toEqual(before.panes);
  await page.keyboard.press('Control+z');
  await expect.poll(() => count(page)).toBe(0);

  await viewer.chooseTool('length');
  await page.mouse.click(from.x, from.y, { delay: 20 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await viewer.pane().focus();
  await page.keyboard.press(NEXT);
  await expect(dialogOf(page)).toContainText(en['leave.drawing.goes']);
  await expect(buttonOf(page, en['leave.save'])).toHaveCount(0);
  await buttonOf(page, en['leave.leave']).click();
  await expect.poll(() => studyOfAddress(page)).toBe(second.study);
  await companion.stop();
});

test('saved first, the next study comes; where something is not saved this one stays and it is said', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const [first, second] = list as unknown as Three;
  const viewer = await openFirst(page, companion);
  await viewer.chooseTool('length');
  await viewer.drag(await viewer.fromMiddle(-80, 0), await viewer.fromMiddle(80, 0));
  await viewer.measured(1);
  await viewer.pane().focus();
  await page.keyboard.press('y');
  const row = (kind: string) => dialogOf(page).locator(`[data-kind="${kind}"]`);
  const saveAndDone = async () => {
    await buttonOf(page, saveDialog['save.do']).click();
    await expect(buttonOf(page, saveDialog['save.done'])).toBeVisible();
  };
  // One of two is saved.
  await page.keyboard.press(NEXT);
  await buttonOf(page, en['leave.save']).click();
  await row('keyImages').getByRole('checkbox').uncheck();
  await saveAndDone();
  await expect(dialogOf(page)).toContainText(/not saved: this study stays open/);
  await buttonOf(page, saveDialog['save.done']).click();
  await expect(dialogOf(page)).toHaveCount(0);
  expect(await studyOfAddress(page)).toBe(first.study);
  // Closed without saving, nobody goes anywhere later either.
  await page.keyboard.press(NEXT);
  await buttonOf(page, en['leave.save']).click();
  await expect(row('keyImages')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await saveAndDone();
  await buttonOf(page, saveDialog['save.done']).click();
  await expect(dialogOf(page)).toHaveCount(0);
  expect(await studyOfAddress(page)).toBe(first.study);
  // All of it: what was asked for comes, the next study, or the list.
  await viewer.drag(await viewer.fromMiddle(-80, 0), await viewer.fromMiddle(80, 0));
  await viewer.chooseTool('length');
  await viewer.drag(await viewer.fromMiddle(-80, 60), await viewer.fromMiddle(80, 60));
  await viewer.measured(2);
  await viewer.pane().focus();
  await page.keyboard.press(NEXT);
  await buttonOf(page, en['leave.save']).click();
  await saveAndDone();
  await buttonOf(page, saveDialog['save.done']).click();
  await expect.poll(() => studyOfAddress(page)).toBe(second.study);
  await viewer.shown();
  await viewer.chooseTool('length');
  await viewer.drag(await viewer.fromMiddle(-80, 0), await viewer.fromMiddle(80, 0));
  await viewer.measured(1);
  await page.goBack();
  await buttonOf(page, en['leave.save']).click();
  await saveAndDone();
  await buttonOf(page, saveDialog['save.done']).click();
  await expect(new Worklist(page, companion.url).rows.first()).toBeVisible();
  await companion.stop();
});

import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { heightMm, LINKED, sliceAt } from '../../material/linkedStudies';
import { beside, openLinked, paneOf, sign, slices } from '../../pages/linkedPanes';

test('the images that a view names are shown, whatever is linked: opened, chosen, loaded again, undone', async ({
  page,
  linkedArchive,
}) => {
  const view = beside([paneOf(LINKED.thick, 26), paneOf(LINKED.thin, 3)], { links: { scroll: true } });
  const viewer = await openLinked(page, linkedArchive, view);
  const stay = async () => {
    // 84.5 mm, and -74 mm.
    for (const pane of [0, 1]) await viewer.shown(pane);
    expect(await slices(page)).toEqual([26, 3]);
  };
  await expect(sign(viewer, 1)).toContainText('158.5 mm away');
  await stay();
  await viewer.pane(1).focus();
  await expect(sign(viewer, 0)).toContainText('158.5 mm away');
  await stay();
  await viewer.written();
  await page.reload();
  await expect(sign(viewer, 0)).toContainText('158.5 mm away');
  await stay();
  await viewer.pane(1).focus();
  await page.keyboard.press('/');
  await expect.poll(async () => (await inspect.view(page)).links?.lines).toBe(true);
  await stay();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await inspect.view(page)).links?.lines).toBeUndefined();
  await stay();
  // A scroll is what moves the others.
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => slices(page)).toEqual([sliceAt(LINKED.thick, heightMm(LINKED.thin, 4)), 4]);
});

test('linked as they stand, two panes of one frame of reference keep their offset; a reload keeps it', async ({
  page,
  linkedArchive,
}) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thick, 6), paneOf(LINKED.thick, 9)]),
  );
  await viewer.pane(0).focus();
  await page.keyboard.press('#');
  await expect(sign(viewer, 1)).toContainText('+19.5 mm');
  expect(await slices(page)).toEqual([6, 9]);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => slices(page)).toEqual([7, 10]);
  await viewer.written();
  await page.reload();
  for (const pane of [0, 1]) await viewer.shown(pane);
  await expect(sign(viewer, 1)).toContainText('+19.5 mm');
  await viewer.pane(1).focus();
  await expect(sign(viewer, 0)).toContainText('−19.5 mm');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => slices(page)).toEqual([6, 9]);
});

test('only a pane that stands alone says that it is not linked', async ({ page, linkedArchive }) => {
  const panes = [LINKED.coronal, LINKED.thin, LINKED.thick, LINKED.thin].map((one) => paneOf(one, 9));
  const view = beside(panes, { grid: { rows: 2, columns: 2 }, links: { scroll: true } });
  const viewer = await openLinked(page, linkedArchive, view);
  await expect(sign(viewer, 0)).toHaveAttribute('data-link', 'apart');
  for (const pane of [1, 2, 3]) await expect(sign(viewer, pane)).toHaveAccessibleName(en['linked.others']);
});

test('the menu of panes is as wide as its words @tablet', async ({ page, linkedArchive }) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thin, 40), paneOf(LINKED.thick)]),
  );
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await viewer.button(en['layout.choose']).click();
    const group = page.getByRole('group', { name: en['group.link'] });
    await expect.poll(async () => (await group.boundingBox())?.width).toBeGreaterThanOrEqual(280);
    const rows = await group.getByRole('button').evaluateAll((all) =>
      all.map((one) => {
        const [box, words] = [one.getBoundingClientRect(), one.querySelector('span')];
        const lines = words
          ? words.getBoundingClientRect().height / parseFloat(getComputedStyle(words).lineHeight)
          : NaN;
        return {
          isIn: box.left >= 0 && box.right <= innerWidth && one.scrollWidth <= one.clientWidth,
          lines: Math.round(lines),
        };
      }),
    );
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const row of rows) expect(row).toEqual({ isIn: true, lines: 1 });
    await page.keyboard.press('Escape');
    await expect(group).toBeHidden();
  }
});

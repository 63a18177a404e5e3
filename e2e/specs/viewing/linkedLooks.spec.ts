import { en } from '@/i18n/en';
import { decodeLink } from '@/view/link/codec';
import type { Pane } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { LINKED } from '../../material/linkedStudies';
import { beside, openLinked, paneOf, sign } from '../../pages/linkedPanes';

/** The point in the middle of a pane, mm right of and below the middle of its image. */
const middleMm = ({ centre: [u, v] = [0.5, 0.5] }: Partial<Pane>, sideMm: number) =>
  [(u - 0.5) * sideMm, (v - 0.5) * sideMm] as const;

test('window, scale and place go along where they mean the same, and a pane says why it does not', async ({
  page,
  linkedArchive,
}) => {
  const { thin, thick, before } = LINKED;
  const panes = [paneOf(thin, 40), paneOf(thick, 13), paneOf(before, 27), paneOf(thin, 10)];
  const viewer = await openLinked(page, linkedArchive, beside(panes, { grid: { rows: 2, columns: 2 } }));
  await viewer.pane(0).focus();
  // They are of unlike sizes in millimetres, in panes of one size.
  const sides = [96 * 2, 160 * 1.1, 120 * 1.5, 96 * 2];
  const mm = async () => {
    const { panes } = await inspect.view(page);
    const boxes = await Promise.all(
      sides.map((_, at) => viewer.pane(at).locator('[data-picture]').boundingBox()),
    );
    return sides.map((side, at) => {
      const { width = NaN, height = NaN } = boxes[at] ?? {};
      return side / (Math.min(width, height) * (panes[at]?.zoom ?? 1));
    });
  };
  expect(new Set((await mm()).map((one) => one.toFixed(3))).size).toBeGreaterThan(1);
  for (const key of ['%', '>', '$']) await page.keyboard.press(key);
  const isEven = async () => {
    const [first = NaN, ...others] = await mm();
    return others.every((one) => Math.abs(one / first - 1) < 2e-3);
  };
  await expect.poll(isEven).toBe(true);
  const fitted = (await mm())[0];
  await page.keyboard.press('8');
  await expect.poll(async () => (await mm())[0]).not.toBe(fitted);
  await expect.poll(isEven).toBe(true);

  // A drag moves the same point of one frame of reference into the middle, elsewhere as far in millimetres: to a micrometre.
  await page.keyboard.press('p');
  const box = await viewer.pane(0).boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 31, y + 17, { steps: 4 });
  await page.mouse.up();
  const middles = async () => {
    const view = await inspect.view(page);
    return view.panes.map((pane, at) => middleMm(pane ?? {}, sides[at] ?? NaN).map((one) => one.toFixed(3)));
  };
  await expect(async () => {
    const [first, ...others] = await middles();
    expect(first).not.toEqual(['0.000', '0.000']);
    for (const other of others) expect(other).toEqual(first);
  }).toPass({ timeout: 15_000 });

  // Values of MR mean something within their series only.
  await page.keyboard.press('2');
  await expect.poll(async () => (await inspect.view(page)).panes[3]?.window).toBeDefined();
  const { panes: windowed, links } = await inspect.view(page);
  expect(windowed.map((pane) => pane?.window)).toEqual([
    windowed[0]?.window,
    undefined,
    undefined,
    windowed[0]?.window,
  ]);
  await expect(sign(viewer, 1)).toHaveAccessibleName(new RegExp(en['linked.window.apart.no-unit']));
  await expect(sign(viewer, 3)).toHaveAccessibleName(new RegExp(en['linked.window.together']));
  await viewer.openWarnings(1);
  await expect(viewer.pane(1).getByText(en['linked.window.apart.no-unit'])).toBeVisible();
  await page.keyboard.press('Escape');

  // A link carries it; one step of undo takes it back in all panes.
  expect(links).toEqual({ window: true, zoom: true, pan: true });
  await expect
    .poll(() => {
      const link = decodeLink(new URL(page.url()).hash);
      return link.ok && link.view.links;
    })
    .toEqual(links);
  await viewer.pane(0).focus();
  await page.keyboard.press('Control+z');
  expect((await inspect.view(page)).panes.map((pane) => pane?.window)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  // The drag came right before it.
  for (const middle of await middles()) expect(middle).toEqual(['0.000', '0.000']);
});

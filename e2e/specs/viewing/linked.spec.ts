import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import type { Pane, ViewState } from '@/view/viewState';
import { heightMm, LINKED, sliceAt } from '../../material/linkedStudies';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import type { Point } from '../../harness/touch';
import { asked, beside, given, openLinked, paneOf, sign, slices } from '../../pages/linkedPanes';
import type { Viewer } from '../../pages/viewer';
import { sampleUid } from '../../../server/samples/study';

/** Half of the wider gap, and rounding. */
const HALF = LINKED.thick.stepMm / 2 + 1e-6;

test('two series of one frame of reference with other spacing scroll within half a slice @tablet', async ({
  page,
  linkedArchive,
}) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thin, 40), paneOf(LINKED.thick)]),
  );
  await viewer.pane(0).focus();
  await page.keyboard.press('=');
  await expect(sign(viewer, 1)).toHaveAttribute('data-link', 'follows');
  // The second comes to the place of the first at once.
  await expect.poll(() => slices(page)).toEqual([40, sliceAt(LINKED.thick, 0)]);
  for (const key of [
    'PageDown',
    'PageDown',
    'ArrowDown',
    'PageUp',
    'PageUp',
    'PageUp',
    'PageUp',
    'ArrowUp',
    'ArrowUp',
  ]) {
    await page.keyboard.press(key);
    const [thin = NaN, thick = NaN] = await slices(page);
    const apart = Math.abs(heightMm(LINKED.thin, thin) - heightMm(LINKED.thick, thick));
    expect(apart, `after ${key}: slices ${thin} and ${thick}`).toBeLessThanOrEqual(HALF);
  }
  // The other way round: the thick series leads.
  await viewer.pane(1).focus();
  await page.keyboard.press('PageDown');
  const [thin = NaN, thick = NaN] = await slices(page);
  expect(Math.abs(heightMm(LINKED.thin, thin) - heightMm(LINKED.thick, thick))).toBeLessThanOrEqual(1);
  // And off again.
  await page.keyboard.press('=');
  await expect(sign(viewer, 1)).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  expect((await slices(page))[0]).toBe(thin);
});

test('a plane that is not parallel stays where it is, and says why', async ({ page, linkedArchive }) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thin, 40), paneOf(LINKED.coronal, 9)]),
  );
  await viewer.pane(0).focus();
  await page.keyboard.press('=');
  await page.keyboard.press('PageDown');
  expect(await slices(page)).toEqual([50, 9]);
  for (const pane of [0, 1]) {
    await viewer.openWarnings(pane);
    await expect(viewer.pane(pane).getByText(en['linked.apart.not-parallel'])).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sign(viewer, pane)).toHaveAccessibleName(en['linked.apart.not-parallel']);
  }
});

test('unlike frames of reference are linked by hand, and keep their millimetres; a link brings them to others', async ({
  page,
  linkedArchive,
}) => {
  const ball = LINKED.ballLps[2];
  const [now, before] = [sliceAt(LINKED.thin, ball), sliceAt(LINKED.before, ball)];
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thin, 3), paneOf(LINKED.before, before)]),
  );
  await viewer.pane(0).focus();
  await page.keyboard.press('=');
  await expect(sign(viewer, 1)).toHaveAccessibleName(en['linked.apart.other-frame']);
  await viewer.openWarnings(1);
  await expect(viewer.pane(1).getByText(en['linked.apart.other-frame'])).toBeVisible();
  await page.keyboard.press('Escape');
  await viewer.pane(0).focus();
  for (let at = 3; at < now; at++) await page.keyboard.press('ArrowDown');
  expect(await slices(page)).toEqual([now, before]);

  await page.keyboard.press('#');
  const offsetMm = LINKED.before.movedLps[2] + heightMm(LINKED.before, before) - heightMm(LINKED.thin, now);
  await expect(sign(viewer, 1)).toContainText(`−${Math.abs(offsetMm)} mm`);
  const linked = (await inspect.view(page)).links;
  expect(linked?.offsets?.map((one) => one.offsetMm)).toEqual([offsetMm]);
  const inStep = async () => {
    const [a = NaN, b = NaN] = await slices(page);
    const apart =
      heightMm(LINKED.before, b) + LINKED.before.movedLps[2] - heightMm(LINKED.thin, a) - offsetMm;
    expect(Math.abs(apart), `slices ${a} and ${b}`).toBeLessThanOrEqual(LINKED.before.stepMm / 2 + 1e-6);
  };
  for (const key of ['PageDown', 'ArrowDown', 'PageUp', 'PageUp', 'PageUp', 'ArrowDown']) {
    await page.keyboard.press(key);
    await inStep();
  }
  await viewer.pane(1).focus();
  await page.keyboard.press('PageDown');
  await inStep();
  expect((await inspect.view(page)).links).toEqual(linked);

  // What came of it is in the address.
  const at = await slices(page);
  await viewer.written();
  await page.reload();
  for (const pane of [0, 1]) await viewer.shown(pane);
  expect((await inspect.view(page)).links).toEqual(linked);
  expect(await slices(page)).toEqual(at);
  await expect(sign(viewer, 0)).toContainText(`+${Math.abs(offsetMm)} mm`);
});

test('undo takes a link back, and a pane that cannot go along any further says how far it is', async ({
  page,
  linkedArchive,
}) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thick, 13), paneOf(LINKED.thin, 40)]),
  );
  await viewer.pane(0).focus();
  await page.keyboard.press('=');
  await page.keyboard.press('End');
  // 84.5 mm; the thin series ends at 80.
  await expect.poll(() => slices(page)).toEqual([26, 80]);
  await expect(sign(viewer, 1)).toContainText('4.5 mm');
  await page.keyboard.press('Control+z');
  await expect(sign(viewer, 1)).toHaveCount(0);
  expect((await inspect.view(page)).links).toBeUndefined();
});

test('with nothing linked a scroll changes its own pane alone', async ({ page, linkedArchive }) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thin, 40), paneOf(LINKED.thick, 2)]),
  );
  await viewer.pane(0).focus();
  const before = (await inspect.view(page)).panes[1];
  await page.keyboard.press('PageDown');
  expect(await slices(page)).toEqual([50, 2]);
  expect((await inspect.view(page)).panes[1]).toEqual(before);
});

/** Ends of the reference line of a pane, in CSS pixels of its picture. */
const lineOf = async (viewer: Viewer, pane: number) => {
  const d = await viewer.picture(pane).locator('[data-layer="links"] path').first().getAttribute('d');
  const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = (d ?? '').match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  return { x1, y1, x2, y2 };
};

/** Where what lies right of and below the middle of a picture comes to lie: turned clockwise, then mirrored. */
function turnedBy({ rotationDeg = 0, mirrored = false }: Partial<Pane>, right: number, below: number) {
  let [x, y] = [right, below];
  for (let turn = 0; turn < rotationDeg; turn += 90) [x, y] = [-y, x];
  return [mirrored ? -x : x, y] as const;
}

test('reference lines lie where the image of the active pane cuts the others, at any zoom and turn', async ({
  page,
  linkedArchive,
}) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.coronal, 20), paneOf(LINKED.thin, 40), paneOf(LINKED.before, 20)]),
  );
  await viewer.pane(0).focus();
  await page.keyboard.press('/');
  const layer = (pane: number) => viewer.picture(pane).locator('[data-layer="links"]');
  await expect(layer(1)).toBeVisible();
  // Another frame of reference has nothing to cut.
  await expect(layer(2)).toBeHidden();
  await expect(layer(0)).toBeHidden();
  /** The line must be level, at the row of the coronal slice: y = height mm; pixel row = y / 2 + 47.5. */
  const isAt = async (slice: number) => {
    const row = heightMm(LINKED.coronal, slice) / 2 + 47.5;
    const box = await viewer.picture(1).boundingBox();
    const [from, to] = [await viewer.pointAt(-0.5, row, 1), await viewer.pointAt(95.5, row, 1)];
    const { x1, y1, x2, y2 } = await lineOf(viewer, 1);
    const [left, top] = [box?.x ?? NaN, box?.y ?? NaN];
    expect(Math.abs(y1 + top - from.y), `row ${row}`).toBeLessThan(0.5);
    expect(Math.abs(y2 + top - from.y), `row ${row}`).toBeLessThan(0.5);
    // As wide as both pictures are: the coronal one is 192 mm, the axial one 192 mm.
    expect(Math.abs(Math.min(x1, x2) + left - from.x)).toBeLessThan(0.5);
    expect(Math.abs(Math.max(x1, x2) + left - to.x)).toBeLessThan(0.5);
  };
  // Drawn a frame after the image.
  const expectAt = (slice: number) => expect(() => isAt(slice)).toPass({ timeout: 15_000 });
  await expectAt(20);
  await page.keyboard.press('PageDown');
  await expect.poll(() => slices(page)).toEqual([30, 40, 20]);
  await expectAt(30);
  // The picture that it is drawn on is made larger, moved, turned and mirrored: its ends stay on the same pixels.
  const wanted = await inspect.view(page);
  const turned = (pane: Partial<Pane>): ViewState => ({
    ...wanted,
    panes: wanted.panes.map((one, at) => (one && at === 1 ? { ...one, ...pane } : one)),
  });
  for (const look of [
    { zoom: 2.5 },
    { zoom: 0.6, centre: [0.4, 0.7] },
    { rotationDeg: 90 },
    { rotationDeg: 270, mirrored: true, zoom: 1.7 },
  ] as const) {
    await viewer.goTo({ view: turned(look), marks: [] });
    await expect.poll(async () => (await inspect.view(page)).panes[1]).toMatchObject(look);
    await expect(async () => {
      const row = heightMm(LINKED.coronal, 30) / 2 + 47.5;
      const box = await viewer.picture(1).boundingBox();
      const middle = await viewer.pointAt(47.5, 47.5, 1);
      const ends = [await viewer.pointAt(-0.5, row, 1), await viewer.pointAt(95.5, row, 1)].map(
        ({ x, y }) => {
          const [right, below] = turnedBy(look, x - middle.x, y - middle.y);
          return { x: middle.x + right, y: middle.y + below };
        },
      );
      const { x1, y1, x2, y2 } = await lineOf(viewer, 1);
      const drawn = [
        { x: x1, y: y1 },
        { x: x2, y: y2 },
      ].map(({ x, y }) => ({ x: x + (box?.x ?? NaN), y: y + (box?.y ?? NaN) }));
      for (const end of ends) {
        const away = drawn.map(({ x, y }) => Math.hypot(x - end.x, y - end.y));
        expect(Math.min(...away), JSON.stringify({ look, drawn, ends })).toBeLessThan(1);
      }
    }).toPass({ timeout: 30_000 });
  }
  await page.keyboard.press('/');
  await expect(layer(1)).toBeHidden();
});

test('touch reaches them by the sheet @only-touch @tablet', async ({ page, linkedArchive }) => {
  const viewer = await openLinked(
    page,
    linkedArchive,
    beside([paneOf(LINKED.thin, 40), paneOf(LINKED.thick)]),
  );
  await viewer.button(en['layout.choose']).tap();
  // Until a cell is touched, it says what there is.
  await expect(page.getByText('1 × 2', { exact: true })).toBeVisible();
  const link = page.getByRole('button', { name: en['action.linkScroll'], exact: true });
  const box = await link.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await link.tap();
  await expect(link).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => slices(page)).toEqual([40, sliceAt(LINKED.thick, 0)]);
});

/** The middle of the cross of a pane, on the page. */
async function crossOf(viewer: Viewer, pane: number) {
  const path = viewer.picture(pane).locator('[data-layer="links"] path[data-mark="point"]').first();
  await expect(path).toHaveAttribute('d', /^M/);
  const numbers = ((await path.getAttribute('d')) ?? '').match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  const [x1 = NaN, y = NaN, , , x2 = NaN] = numbers;
  const box = await viewer.picture(pane).boundingBox();
  return { x: (box?.x ?? NaN) + (x1 + x2) / 2, y: (box?.y ?? NaN) + y };
}

test('the 3D cursor lands within a pixel in every plane of its frame of reference @tablet', async ({
  page,
  linkedArchive,
}, { project }) => {
  const isTouch = project.name !== 'desk';
  const [bx, by, bz] = LINKED.ballLps;
  // The ball's middle slice of the thin series; the others stand elsewhere.
  const panes = [paneOf(LINKED.thin, sliceAt(LINKED.thin, bz)), paneOf(LINKED.coronal, 5)];
  const all = isTouch ? panes : [...panes, paneOf(LINKED.before, 7)];
  const viewer = await openLinked(page, linkedArchive, beside(all));
  if (isTouch) {
    await viewer.button(en['viewer.more']).tap();
    await viewer.button(new RegExp(`^${en['tool.locate']}$`)).tap();
    await viewer.button(en['common.close']).tap();
  } else await viewer.chooseTool('locate');
  const pressed = await viewer.pointAt(bx / 2 + 47.5, by / 2 + 47.5, 0);
  if (isTouch) await page.touchscreen.tap(pressed.x, pressed.y);
  else await page.mouse.click(pressed.x, pressed.y);
  // y of the ball decides the coronal slice: nearest of every 4 mm.
  const slice = sliceAt(LINKED.coronal, by);
  await expect.poll(() => slices(page)).toEqual([sliceAt(LINKED.thin, bz), slice, ...(isTouch ? [] : [7])]);
  const { point } = await inspect.view(page);
  expect(point?.study).toBe(LINKED.study);
  // A CSS pixel of the first pane is less than a millimetre.
  for (const [axis, mm] of [bx, by, bz].entries())
    expect(Math.abs((point?.pointLps[axis] ?? NaN) - mm), `axis ${axis}`).toBeLessThan(1);
  // Coronal: columns along x, rows down from the head, 1.5 mm.
  const wanted = await viewer.pointAt(bx / 1.5 + 63.5, -bz / 1.5 + 63.5, 1);
  const pixel = await viewer.pointAt(bx / 1.5 + 64.5, -bz / 1.5 + 63.5, 1);
  const away = async (pane: number, from: Point) => {
    const cross = await crossOf(viewer, pane);
    return Math.hypot(cross.x - from.x, cross.y - from.y);
  };
  await expect.poll(() => away(1, wanted)).toBeLessThan(pixel.x - wanted.x);
  await expect.poll(() => away(0, pressed)).toBeLessThan(1);
  if (isTouch) return;
  // Another frame of reference shows none.
  await expect(viewer.picture(2).locator('[data-layer="links"]')).toBeHidden();
  // A drag goes on; by key it goes, and comes in the middle.
  await page.mouse.down();
  await page.mouse.move(pressed.x, pressed.y + 60, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await asked(page))[1]).toBeGreaterThan(slice);
  await page.keyboard.press('*');
  expect((await inspect.view(page)).point).toBeUndefined();
  await page.keyboard.press('*');
  expect((await inspect.view(page)).point?.pointLps.map(Math.round)).toEqual([0, 0, bz]);
});

test('reference lines of the lettered cube are right between all its planes', async ({ viewer }) => {
  await viewer.openStudy(sampleUid(2));
  const cube = (number: number, slice: number): Pane => ({
    study: given(toStudyUid(sampleUid(2))),
    series: given(toSeriesUid(sampleUid(2, number))),
    at: { sop: given(toSopUid(sampleUid(2, number, slice + 1))), frame: 1 },
  });
  // Axial at z = 12 mm, coronal at y = -9 mm, sagittal at x = 21 mm: 1.5 mm a slice, the middle one of 65 at 0.
  const [x, y, z] = [21, -9, 12];
  const at = (mm: number) => mm / 1.5 + 32;
  await viewer.openLink({
    view: {
      studies: [given(toStudyUid(sampleUid(2)))],
      grid: { rows: 1, columns: 3 },
      panes: [cube(1, at(z)), cube(2, at(y)), cube(3, at(x))],
      active: 0,
      links: { lines: true },
    },
    marks: [],
  });
  for (const pane of [0, 1, 2]) await viewer.shown(pane);
  // The pixel that lies at 0 mm is the 64th. Rows of coronal and sagittal images go down from the head.
  const [px, py, pz] = [64 + x, 64 + y, 64 - z];
  const lines: readonly (readonly [active: number, on: number, axis: 'x' | 'y', px: number])[] = [
    [0, 1, 'y', pz],
    [0, 2, 'y', pz],
    [1, 0, 'y', py],
    [1, 2, 'x', py],
    [2, 0, 'x', px],
    [2, 1, 'x', px],
  ];
  for (const [active, on, axis, pixel] of lines) {
    await viewer.pane(active).focus();
    await expect(viewer.picture(active).locator('[data-layer="links"]')).toBeHidden();
    await expect(viewer.picture(on).locator('[data-layer="links"]')).toBeVisible();
    const box = await viewer.picture(on).boundingBox();
    const wanted = await viewer.pointAt(pixel, pixel, on);
    const origin = (axis === 'x' ? box?.x : box?.y) ?? NaN;
    const away = async () => {
      const { x1, x2, y1, y2 } = await lineOf(viewer, on);
      return Math.max(
        ...(axis === 'x' ? [x1, x2] : [y1, y2]).map((end) => Math.abs(end + origin - wanted[axis])),
      );
    };
    await expect.poll(away, `pane ${active} on ${on}`).toBeLessThan(0.5);
  }
});

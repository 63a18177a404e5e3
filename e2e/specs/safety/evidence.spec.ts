import type { Browser, Page } from '@playwright/test';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import { encodeLink } from '@/view/link/codec';
import type { ViewState } from '@/view/viewState';
import { everyStudy, settled } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { forceWay, inspect } from '../../harness/inspect';
import { hasRealFiles, NO_REAL_FILES } from '../../harness/machine';
import { MARKED } from '../../material/marked';
import { Viewer } from '../../pages/viewer';

/** The three designs, and a phone held sideways. */
const SIZES = [
  { name: 'desk', width: 1440, height: 900, hasTouch: false },
  { name: 'tablet', width: 1024, height: 768, hasTouch: true },
  { name: 'phone', width: 390, height: 844, hasTouch: true },
  { name: 'phone sideways', width: 844, height: 390, hasTouch: true },
] as const;

/** Left, top, right, bottom, as fractions of a picture's columns and rows. */
type Region = readonly [left: number, top: number, right: number, bottom: number];

/** What device makers and technologists burn into corners. */
const CORNERS: readonly Region[] = [
  [0, 0, 0.2, 0.2],
  [0.8, 0, 1, 0.2],
  [0, 0.8, 0.2, 1],
  [0.8, 0.8, 1, 1],
];

interface Prepared {
  readonly what: string;
  readonly modality: string;
  /** Series Instance UID begins so, where several series of the modality are here. */
  readonly series?: string;
  readonly regions: readonly Region[];
}

/** Read off the pictures by eye. */
const PREPARED: readonly Prepared[] = [
  // xray/dx-htj2k-overlay: the lead marker at the left edge.
  { what: 'DX side marker', modality: 'DX', regions: [[0, 0.3, 0.08, 0.5]] },
  // us/: name, date and MI in the head, measurements at the right, the foot.
  {
    what: 'US head, values and foot',
    modality: 'US',
    regions: [
      [0, 0, 1, 0.16],
      [0.62, 0.1, 1, 1],
      [0, 0.9, 1, 1],
    ],
  },
  // xray/mg-screening: labels stand along the edge away from the chest wall.
  {
    what: 'MG label',
    modality: 'MG',
    regions: [
      [0, 0, 0.3, 1],
      [0.7, 0, 1, 0.3],
    ],
  },
];

/** Every element that is drawn, stands not in a picture, and lies on one of a picture's regions at fit. */
const covering = (
  page: Page,
  pane: number,
  size: { rows: number; columns: number; aspect: number },
  regions: readonly Region[],
) =>
  page.evaluate(
    ({ pane, size, regions }) => {
      const hole = document.querySelector(`[data-picture="${pane}"]`);
      if (!hole) return ['no picture'];
      const room = hole.getBoundingClientRect();
      const scale = Math.min(room.width / size.columns, room.height / (size.rows * size.aspect));
      const [width, height] = [size.columns * scale, size.rows * size.aspect * scale];
      const [x, y] = [room.x + (room.width - width) / 2, room.y + (room.height - height) / 2];
      const boxes = regions.map(([left, top, right, bottom]) => ({
        left: x + left * width,
        top: y + top * height,
        right: x + right * width,
        bottom: y + bottom * height,
      }));
      const found: string[] = [];
      for (const element of document.querySelectorAll('body *')) {
        if (hole.contains(element) || element.contains(hole)) continue;
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        for (const each of element.getClientRects())
          for (const box of boxes)
            if (
              each.width > 0 &&
              each.height > 0 &&
              each.left < box.right - 0.5 &&
              each.right > box.left + 0.5 &&
              each.top < box.bottom - 0.5 &&
              each.bottom > box.top + 0.5
            )
              found.push(
                `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${element.textContent?.slice(0, 40) ?? ''}`,
              );
      }
      return [...new Set(found)];
    },
    { pane, size, regions },
  );

/** Rows, columns and how much higher than wide a pixel is drawn, of the picture of a pane. */
async function sizeOf(page: Page, pane: number) {
  const pixels = await inspect.pixels(page, pane);
  if (!pixels) throw new Error(`pane ${pane} shows no picture`);
  return { rows: pixels.rows, columns: pixels.columns, aspect: 1 };
}

/** Warnings that are seen in part, or not at all: the whole sentence, a short one and the sign lie on each other, each whole or away. */
const cutWords = (buttons: Element[]): string[] =>
  buttons.flatMap((button) => {
    const room = button.querySelector('span')?.getBoundingClientRect();
    const drawn = [...button.querySelectorAll('svg, [data-text]')].filter((one) => {
      const { width, top } = one.getBoundingClientRect();
      return width > 0 && room && top < room.bottom - 1;
    });
    if (!room || !drawn.some((one) => one.matches('svg'))) return ['no warning'];
    const isWhole = (one: Element) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      const [isAcross, isDown] = [left >= room.left - 1 && right <= room.right + 1, top >= room.top - 1];
      return isAcross && isDown && bottom <= room.bottom + 1 && one.scrollWidth <= one.clientWidth + 1;
    };
    return drawn
      .filter((one) => (one.matches('svg') ? false : !isWhole(one)))
      .map((one) => one.getAttribute('data-text') ?? '');
  });

type Size = (typeof SIZES)[number];

/** What is opened once for several sizes: the hands are alike, and a screen that is turned or resized shows the same again. */
const SCREENS: readonly (readonly [name: string, sizes: readonly [Size, ...Size[]]])[] = [
  ['desk', [SIZES[0]]],
  ['touch screens', [SIZES[1], SIZES[2], SIZES[3]]],
];

async function opened(browser: Browser, { width, height, hasTouch }: Size, origin: string) {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch,
    isMobile: hasTouch,
    locale: 'en-GB',
  });
  await forceWay(context);
  return new Viewer(await context.newPage(), origin);
}

interface Placed {
  readonly study: string;
  readonly series: string;
}

/** The same series in one pane, or in four. */
function filled({ study, series }: Placed, side: 1 | 2): ViewState {
  const [studyUid, seriesUid] = [toStudyUid(study), toSeriesUid(series)];
  if (!studyUid || !seriesUid) throw new Error('no UIDs');
  return {
    studies: [studyUid],
    grid: { rows: side, columns: side },
    panes: Array.from({ length: side * side }, () => ({ study: studyUid, series: seriesUid })),
    active: 0,
  };
}

/** What is wrong once the page is at rest: words find their room a frame after what they are about. */
async function lasting<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  let found: readonly T[] = [];
  const isRight = async () => (found = await look()).length === 0;
  await expect
    .poll(isRight, { timeout: 5_000 })
    .toBe(true)
    .catch(() => undefined);
  return found;
}

interface Looks {
  /** What else has to have come before it is looked at. */
  readonly pending?: () => Promise<void>;
  /** Looks at more, of four panes. */
  readonly also?: (size: Size) => Promise<void>;
}

/** What lies on the regions of a series' picture, in one pane and in four, at each size. */
async function lying(
  viewer: Viewer,
  sizes: readonly Size[],
  placed: Placed,
  regions: readonly Region[],
  looks: Looks = {},
) {
  const { page } = viewer;
  const archive = await viewer.archiveId();
  const found: string[] = [];
  for (const side of [1, 2] as const) {
    await page.goto(`${viewer.origin}/#${encodeLink({ archive, view: filled(placed, side), marks: [] })}`);
    const series = toSeriesUid(placed.series);
    if (!series) throw new Error('no UID');
    // Only the fragment changed: the view before is not asked about.
    await page.waitForFunction((panes) => window.isocenter?.view().panes.length === panes, side * side);
    expect(await settled(page, series, 30_000)).toBe('shown');
    for (const size of sizes) {
      await resize(page, size, side);
      await looks.pending?.();
      const here = await lyingNow(viewer, regions);
      found.push(...here.map((what) => `${size.name}, ${side} × ${side}: ${what}`));
      if (side === 2) await looks.also?.(size);
    }
  }
  return found;
}

/** The screen has that size; held upright, a phone has one pane of several. */
async function resize(page: Page, { name, width, height }: Size, side: 1 | 2): Promise<void> {
  await page.setViewportSize({ width, height });
  await expect(page.locator('[data-picture]')).toHaveCount(name === 'phone' ? 1 : side * side);
}

async function lyingNow(viewer: Viewer, regions: readonly Region[]): Promise<readonly string[]> {
  const { page } = viewer;
  const places = page.locator('[data-part="place"]');
  const cut = await lasting(() =>
    places.evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    ),
  );
  const found = cut.map((what) => `cut: ${what}`);
  const panes = await page.locator('[data-picture]').count();
  for (let pane = 0; pane < panes; pane++) {
    await viewer.shown(pane);
    const pictured = await sizeOf(page, pane);
    const lies = await lasting(() => covering(page, pane, pictured, [...CORNERS, ...regions]));
    found.push(...lies.map((what) => `pane ${pane}: ${what}`));
  }
  return found;
}

for (const [name, sizes] of SCREENS) {
  test(`nothing lies on what is burnt into a picture at fit: ${name}`, async ({ browser, beforeOrthanc }) => {
    test.skip(!hasRealFiles, NO_REAL_FILES);
    test.slow();
    const all = (await everyStudy(beforeOrthanc.dicomWeb)).flatMap(({ series }) => series);
    const viewer = await opened(browser, sizes[0], beforeOrthanc.url);
    for (const { what, modality, regions } of PREPARED) {
      const wanted = all.filter((one) => one.modality === modality).slice(0, 2);
      expect(wanted, what).not.toEqual([]);
      for (const one of wanted)
        expect(await lying(viewer, sizes, one, regions), `${what}: ${one.series}`).toEqual([]);
    }
    await viewer.page.context().close();
  });

  test(`warnings fold beside the picture, and move it by nothing: ${name}`, async ({ browser, marked }) => {
    test.slow();
    const viewer = await opened(browser, sizes[0], marked.url);
    const { page } = viewer;
    const place = () => viewer.picture().boundingBox();
    const series = (number: number) => ({ study: MARKED.anna, series: MARKED.series('anna', number) });
    const before = new Map<Size, unknown>();
    const remember = async (size: Size) => void before.set(size, await place());
    expect(await lying(viewer, sizes, series(MARKED.plain), [], { also: remember })).toEqual([]);
    for (const number of [MARKED.lossy, MARKED.sideConflict, MARKED.stranger, MARKED.mosaic]) {
      const looks: Looks = {
        pending: () => expect(viewer.pane().getByTestId('warnings')).toBeVisible(),
        also: async (size) => {
          expect(await lasting(() => page.getByTestId('warnings').evaluateAll(cutWords))).toEqual([]);
          await expect.poll(place, size.name).toEqual(before.get(size));
        },
      };
      expect(await lying(viewer, sizes, series(number), [[0, 0, 1, 1]], looks)).toEqual([]);
    }
    for (const size of sizes) {
      await resize(page, size, 2);
      // The worst is read at once, and all of them on a press.
      const fold = viewer.pane().getByTestId('warnings');
      await viewer.openWarnings();
      await expect(fold).toHaveAttribute('aria-expanded', 'true');
      await expect(viewer.pane().getByText('Mosaic: many slices in one picture').last()).toBeInViewport();
      await expect.poll(place, size.name).toEqual(before.get(size));
      await page.keyboard.press('Escape');
      await expect(fold).toHaveAttribute('aria-expanded', 'false');
      await expect(fold).toBeFocused();
      if (size.hasTouch) await leavesRoom(viewer);
    }
    await page.context().close();
  });
}

/** What opens for measuring leaves the picture most of its room, held upright or sideways. */
async function leavesRoom({ page }: Viewer): Promise<void> {
  await page.getByRole('button', { name: en['viewer.measure'], exact: true }).tap();
  const sheet = page.getByRole('region', { name: en['sheet.name'] });
  await expect(sheet.getByRole('button', { name: en['tool.length'], exact: true })).toBeVisible();
  await expect(async () => {
    const [first, last, over] = await Promise.all([
      page.locator('[data-pane="0"]').boundingBox(),
      // A phone held upright has one of the four.
      page.locator('[data-pane]').last().boundingBox(),
      sheet.boundingBox(),
    ]);
    if (!first || !last || !over) throw new Error('no boxes');
    const [right, bottom] = [last.x + last.width, last.y + last.height];
    expect(bottom - first.y).toBeGreaterThan(200);
    expect(right - first.x).toBeGreaterThan(350);
    expect(over.x >= right - 1 || over.y >= bottom - 1, 'the sheet lies beside the pictures').toBe(true);
  }).toPass({ timeout: 15_000 });
  await sheet.getByRole('button', { name: en['common.close'], exact: true }).click();
  await expect(sheet).toHaveCount(0);
}

import { startCompanion, type Companion } from '../../harness/companion';
import { axeFindings } from '../../harness/axe';
import { inspect } from '../../harness/inspect';
import { OVER_PEAK, writeOverPeak } from '../../material/overPeak';
import { PEAK, writePeak } from '../../material/peak';
import { expect, test } from '../../fixtures/fixtures';
import { Viewer } from '../../pages/viewer';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no UID');
  return value;
};
const study = must(toStudyUid(PEAK.study));
const [series, over, apart] = [PEAK.series, OVER_PEAK.series, OVER_PEAK.apart].map((uid) =>
  must(toSeriesUid(uid)),
);

/** The axial plane through the peak, by link, with something laid over it. */
const fusedWith = (layer: object) => ({
  view: {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    active: 0,
    panes: [{ study, series: must(series), cut: { plane: 'axial' as const }, layers: [layer as never] }],
    crosses: [{ study, frame: PEAK.frame, atLps: PEAK.atLps }],
  },
  marks: [],
});

test.describe('another series over planes', () => {
  let companion: Companion;
  let viewer: Viewer;
  test.beforeEach(async ({ page, folder }) => {
    writePeak(folder);
    writeOverPeak(folder);
    companion = await startCompanion({ data: folder, noSamples: true });
    viewer = new Viewer(page, companion.url);
  });
  test.afterEach(() => companion.stop());

  test('colours where both lie, by hand and by link; undone; what lies elsewhere is refused with why', async ({
    page,
  }) => {
    const layer = async () => (await inspect.panes(page))[0]?.cut?.layer;
    const isWhole = async () => {
      const one = await layer();
      return one !== undefined && one.images > 0 && one.had === one.images;
    };
    await viewer.goTo(fusedWith({ study, series: over, colours: 'hotIron', opacity: 0.25 }));
    await viewer.shown();
    await expect.poll(isWhole).toBe(true);

    // Of a busy machine a coarse picture stands until the whole one is worked out: its edges are half as sharp.
    await expect(page.locator('[data-pane="0"] canvas[data-layer="cut"]')).toHaveAttribute(
      'data-is-coarse',
      'false',
    );
    // 500 of 0 to 1000 is the middle of the table: Hot Iron has (254, 0, 0) or (255, 0, 0) there. What is below is grey.
    const cut = must((await inspect.panes(page))[0]?.cut);
    const differing = async () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas[data-layer="cut"]');
        const bytes = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        return { width: canvas?.width ?? 0, bytes: [...(bytes ?? [])] };
      });
    const { width, bytes } = await differing();
    const ratio = await page.evaluate(() => devicePixelRatio);
    let [inside, outside, wrong] = [0, 0, 0];
    for (let at = 0; at < bytes.length / 4; at += 7) {
      const [right, down] = [
        (((at % width) + 0.5) / ratio - cut.crossPx[0]) / cut.cssPerMm,
        ((Math.floor(at / width) + 0.5) / ratio - cut.crossPx[1]) / cut.cssPerMm,
      ];
      const point = [cut.atLps[0] + right, cut.atLps[1] + down, cut.atLps[2]] as const;
      const value = PEAK.valueAt(point);
      const isNearPeak = Math.abs(right) < 1.1 && Math.abs(down) < 2.1;
      if (value === undefined || isNearPeak) continue;
      // The window of its images, 0 to 500 (PS3.3 C.11.2.1.2.1).
      const grey = Math.min(1, Math.max(0, (value - 249.5) / 499 + 0.5)) * 255;
      const [red = 0, green = 0, blue = 0] = bytes.slice(at * 4, at * 4 + 3);
      const isOver = OVER_PEAK.isInside(point, 0.05);
      if (!isOver && OVER_PEAK.isInside(point, -0.05)) continue;
      const wanted = isOver ? [grey * 0.75 + 254.5 * 0.25, grey * 0.75, grey * 0.75] : [grey, grey, grey];
      if (isOver) inside++;
      else outside++;
      if ([red, green, blue].some((level, channel) => Math.abs(level - (wanted[channel] ?? 0)) > 1.6))
        wrong++;
    }
    expect(inside).toBeGreaterThan(2_000);
    expect(outside).toBeGreaterThan(500);
    expect(wrong).toBe(0);

    // Counts that no uptake can be told of have no fixed scale, and say why.
    await expect(page.getByRole('region', { name: en['cut.bar'] })).toBeVisible();
    await expect(page.getByTestId('fused-values')).toContainText(String(OVER_PEAK.value));
    expect(await axeFindings(page)).toEqual([]);

    const slider = page.getByRole('slider', { name: en['fuse.opacity'] });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await layer())?.opacity).toBe(0.3);
    await viewer.pane(0).focus();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await layer())?.opacity).toBe(0.25);

    // Taken away by its key, chosen again from the list, in which what lies elsewhere is off.
    await page.keyboard.press(':');
    await expect.poll(layer).toBeUndefined();
    const fuse = page.getByTestId('fuse');
    await fuse.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitemcheckbox').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(fuse).toBeFocused();
    await page.keyboard.press('Enter');
    const elsewhere = page.getByRole('menuitemcheckbox', { name: /Elsewhere/ });
    await expect(elsewhere).toHaveAttribute('aria-disabled', 'true');
    await expect(elsewhere).toContainText(en['fuse.note.apart']);
    await page.getByRole('menuitemcheckbox', { name: /Over/ }).click();
    await expect.poll(isWhole).toBe(true);

    await viewer.goTo(fusedWith({ study, series: apart }));
    await viewer.shown();
    await expect(page.getByText(en['fuse.refused.apart'])).toBeVisible();
    expect((await layer())?.state).toBe('refused');
  });

  test('CT and PET hang beside each other where nobody has said how; what a link says stays', async ({
    page,
  }) => {
    const shownSeries = async () => (await inspect.view(page)).panes.map((pane) => pane?.series);
    await viewer.goTo({
      view: {
        studies: [study],
        grid: { rows: 1, columns: 1 },
        active: 0,
        panes: [{ study, series: must(series) }],
      },
      marks: [],
    });
    await viewer.shown();
    await viewer.loaded(viewer.thumbOf(must(series)));
    expect((await inspect.view(page)).grid).toEqual({ rows: 1, columns: 1 });
    await page.goto('about:blank');

    await page.goto(`${companion.url}/#/view/main/${study}`);
    await viewer.shown(0);
    await viewer.shown(1);
    expect(await shownSeries()).toEqual([series, over]);
    expect((await inspect.view(page)).links?.scroll).toBe(true);
  });
});

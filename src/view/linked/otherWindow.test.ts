import { expect, test } from 'vitest';
import { patchPane, place } from '@/view/actions';
import { freshView, type ViewState } from '@/view/viewState';
import type { LinkedSeries } from './linkedSeries';
import { followImage, ledImage, type LedImage } from './paneLinks';
import { heightMm, paneAt, seriesOf, STUDY } from './testing/boxes';

const range = (from: number, count: number, step: number) =>
  Array.from({ length: count }, (_, at) => from + at * step);
const thin = seriesOf('1', { heightsMm: range(-100, 201, 1) });
const thick = seriesOf('2', { heightsMm: range(-90, 28, 6.7), pixelMm: 0.4, side: 512 });

const windowOf = (series: LinkedSeries, at: number): ViewState => ({
  ...freshView(STUDY),
  panes: [paneAt(series, at)],
  links: { scroll: true },
});
const scrolled = (view: ViewState, at: number) => patchPane(view, 0, { at: paneAt(thin, at).at });
/** As it comes over the channel. */
const sent = (led: LedImage | undefined): LedImage => JSON.parse(JSON.stringify(led)) as LedImage;

test('a pane of another window follows by millimetres within half a slice, by what is said of one image', () => {
  let [one, other] = [windowOf(thin, 0), windowOf(thick, 0)];
  for (let at = 10; at <= 190; at += 7) {
    const next = scrolled(one, at);
    other = followImage(other, sent(ledImage(one, next, () => thin)), () => thick);
    one = next;
    const apart = heightMm(thin, one.panes[0]) - heightMm(thick, other.panes[0]);
    expect(Math.abs(apart)).toBeLessThanOrEqual(6.7 / 2 + 1e-9);
  }
});

test('nothing leads where scrolling together is off, or nothing was scrolled', () => {
  const view = windowOf(thin, 0);
  const { links: _, ...alone } = view;
  expect(ledImage(alone, scrolled(alone, 12), () => thin)).toBeUndefined();
  expect(ledImage(view, patchPane(view, 0, { zoom: 2 }), () => thin)).toBeUndefined();
  expect(ledImage(view, place(view, 0, STUDY, thick.series), () => thick)).toBeUndefined();
  expect(ledImage(view, scrolled(view, 12), () => thin)).toBeDefined();
  // Who does not scroll together stays where they are.
  const { links: __, ...other } = windowOf(thick, 0);
  expect(followImage(other, sent(ledImage(view, scrolled(view, 12), () => thin)), () => thick)).toBe(other);
});

// How ../shared/bench drives Isocenter. Functions run in the page may use B (its window.__bench) and nothing else of this file.
const SERIES_FRAMES = 400;
const isSeriesStream = (url) => /\/series\/[\d.]+(\?|$)/.test(url);

export const ours = {
  name: 'ours',
  worklistUrl: (base) => `${base}/`,
  studyUrl: (base, uid) => `${base}/?StudyInstanceUIDs=${uid}`,
  worklistShown: () =>
    B.all('[data-testid=study-row]').filter((row) => row.innerText.length > 20).length >= 10,
  worklistRows: () => B.all('[data-testid=study-row]').map((row) => row.innerText.replace(/\s+/g, ' ')),
  focusNameFilter: (page) => page.locator('[data-testid=filter-patient]').focus(),
  openRow: (page) => page.locator('[data-testid=study-row]').first().dblclick(),
  isFrame: (url) => /\/frames\/[\d,]+(\?|$)/.test(url) || isSeriesStream(url),
  // One answer carries the whole series: 400 frames, as many as the bench waits for.
  framesOf: (url) => (isSeriesStream(url) ? SERIES_FRAMES : 1),
  allReady: (n) => B.all('[data-testid=series-thumb]').some((thumb) => thumb.dataset.loaded === `${n}/${n}`),
  sliceShown: () => {
    const match = /(\d+)\s*\/\s*(\d+)/.exec(B.all('[data-testid=slice]')[0]?.innerText || '');
    return match ? [Number(match[1]), Number(match[2])] : null;
  },
  switchSeries: (page, n) => page.locator('[data-testid=series-thumb]').nth(n).click(),
  thumbsShown: (n) => B.all('[data-testid=series-thumb] img, [data-testid=series-thumb] canvas').length >= n,
};

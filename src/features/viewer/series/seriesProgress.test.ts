import { expect, test } from 'vitest';
import { t } from '@/i18n/t';
import { tileCountText, progressText, loadedShare, type SeriesProgress } from './seriesProgress';

const NONE: SeriesProgress = {
  loaded: 0,
  wanted: 0,
  failed: 0,
  atOnce: undefined,
  isWaiting: false,
  isRefused: false,
  isReading: false,
  hasFrames: false,
  gap: undefined,
};
const CT = { modality: 'CT', instanceCount: 40 };

test('what comes by itself of a series too large to be kept whole is what it is full at', () => {
  expect(loadedShare({ loaded: 10, wanted: 40, atOnce: undefined })).toEqual({
    share: 0.25,
    isFilling: true,
  });
  expect(loadedShare({ loaded: 10, wanted: 40, atOnce: 10 })).toEqual({ share: 1, isFilling: false });
  expect(loadedShare({ loaded: 0, wanted: 0, atOnce: undefined })).toEqual({ share: 0, isFilling: false });
});

test('a refusal is said before all else, and documents that nobody loads have no state', () => {
  expect(progressText({ ...NONE, isRefused: true, isWaiting: true }, CT, t)).toBe(t('series.refused'));
  expect(progressText({ ...NONE, wanted: 40, loaded: 10 }, CT, t)).toBe('25 %');
  expect(progressText({ ...NONE, wanted: 40, loaded: 40 }, CT, t)).toBe(t('series.loaded'));
  expect(progressText({ ...NONE, wanted: 40, loaded: 9, atOnce: 9 }, CT, t)).toBe(t('series.near'));
  expect(progressText(NONE, { modality: 'SR' }, t)).toBe('');
});

test('frames are counted once they are loaded, objects until then', () => {
  expect(tileCountText(NONE, CT, t)).toBe(t('kind.image.count', { count: 40 }));
  expect(tileCountText({ ...NONE, wanted: 90, hasFrames: true }, CT, t)).toBe(
    t('series.frames', { count: 90 }),
  );
  expect(tileCountText(NONE, { modality: 'CT' }, t)).toBe('');
});

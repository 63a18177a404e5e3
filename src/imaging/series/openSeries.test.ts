import { expect, test, vi } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import { buildInstance } from '@/dicom/testing/build';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { OpenSeries } from './openSeries';
import type { LoaderParts } from './seriesLoader';

vi.mock('@cornerstonejs/core', () => ({
  cache: { getCacheSize: () => 0 },
  Enums: { Events: { IMAGE_CACHE_IMAGE_REMOVED: 'removed' } },
  eventTarget: new EventTarget(),
}));
vi.mock('./images', () => ({}));
vi.mock('@/imaging/stack/cacheSize', () => ({ aheadBytes: () => 1e9 }));

const [study, series] = ['1.2.3' as StudyUid, '1.2.3.4' as SeriesUid];

/** The open series of an archive that describes a series when it is told to. */
function shelfBefore() {
  const asked: { signal: AbortSignal; answer(instances: readonly Instance[]): void }[] = [];
  const archive = {
    frames: {},
    id: 'here',
    instances: (_study: StudyUid, _series: SeriesUid, signal: AbortSignal) =>
      new Promise<readonly Instance[]>((answer) => void asked.push({ signal, answer })),
  };
  const parts = { archive, onLoad: () => undefined } as unknown as LoaderParts;
  return { shelf: new OpenSeries(parts, () => undefined), asked };
}

test('a series that everybody left before it was described is asked about no further, and anew when it is wanted', async () => {
  const { shelf, asked } = shelfBefore();
  const [one, other] = [{}, {}];
  const loader = shelf.take(study, series);
  expect(shelf.take(study, series)).toBe(loader);
  shelf.release(loader, one);
  expect(asked[0]?.signal.aborted, 'another pane waits for it').toBe(false);
  shelf.release(loader, other);
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(shelf.loads({})).toEqual({});
  const again = shelf.take(study, series);
  expect(again).not.toBe(loader);
  expect(asked).toHaveLength(2);
  asked[1]?.answer([buildInstance({})]);
  expect((await again.stack).frames).toHaveLength(1);
});

test('a series that was described stays known when it is left', async () => {
  const { shelf, asked } = shelfBefore();
  const loader = shelf.take(study, series);
  asked[0]?.answer([buildInstance({})]);
  await loader.stack;
  shelf.release(loader, {});
  expect(asked[0]?.signal.aborted).toBe(false);
  expect(shelf.take(study, series)).toBe(loader);
  expect(asked).toHaveLength(1);
});

test('a series that was forgotten does not take the one asked for in its place with it', () => {
  const { shelf, asked } = shelfBefore();
  const loader = shelf.take(study, series);
  shelf.forget(study, series);
  const again = shelf.take(study, series);
  shelf.release(loader, {});
  expect(shelf.take(study, series)).toBe(again);
  expect(asked[1]?.signal.aborted).toBe(false);
});

import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Archive } from '@/archive/contract/archive';
import { toInstance } from '@/dicom/normalise/normalise';
import type { Engine } from '@/imaging/contract';
import type { StudyDocument } from '@/view/reports/documents';
import { keyImages } from '@/view/reports/testing/writtenReport';
import { createViewStore } from '@/view/viewStore';
import { freshView, type KeyImage } from '@/view/viewState';
import { DocumentReader, type Place } from './reader';

const saved = toInstance(JSON.parse(JSON.stringify(keyImages.dataset)));
if (!saved) throw new Error('the object does not read back');

/** A study whose only series are key objects, and what its engine is told to star. */
function setting(starred: (readonly KeyImage[])[]): Omit<Place, 'engine'> & { readonly engine: Engine } {
  const { study, series } = saved ?? {};
  if (!study || !series) throw new Error('no UID');
  const archive: Partial<Archive> = { instances: async () => (saved ? [saved] : []) };
  const engine = {
    facts: createStore(() => ({ panes: [{ state: 'shown' }] })),
    measures: createStore(() => ({ list: [] })),
    measuring: {
      sought: createStore(() => ({})),
      star: (images: readonly KeyImage[]) => starred.push(images),
    },
  };
  return {
    archive: archive as Archive,
    engine: engine as unknown as Engine,
    views: createViewStore(freshView(study)),
    summonEngine: () => undefined,
    series: [{ study, series, modality: 'KO' }] as unknown as Place['series'],
    listing: 'now',
    askAgain: async () => undefined,
  };
}

test('stars that were read before there was an engine are shown once there is one, once', async () => {
  const starred: (readonly KeyImage[])[] = [];
  const { engine, ...place } = setting(starred);
  const reader = new DocumentReader();
  reader.enter({ ...place, engine: undefined });
  await expect.poll(() => reader.store.getState().phase).toBe('here');
  expect([starred, reader.store.getState().stars]).toEqual([[], []]);
  reader.enter({ ...place, engine });
  await expect.poll(() => starred.length).toBe(1);
  expect(starred[0]?.length).toBeGreaterThan(0);
  reader.enter({ ...place, engine, series: [...place.series] });
  expect(reader.store.getState().stars).toHaveLength(1);
});

test('a view that a link names as saved asks for the engine, which draws it or says that it is gone', () => {
  const { engine: _, ...place } = setting([]);
  let asked = 0;
  const summonEngine = () => asked++;
  new DocumentReader().enter({ ...place, engine: undefined, summonEngine });
  expect(asked).toBe(0);
  if (!saved) return;
  const { study, series, sop } = saved;
  new DocumentReader({ study, series, sop }).enter({ ...place, engine: undefined, summonEngine });
  expect(asked).toBe(1);
});

test('a report that was to be drawn waits for the engine, and no longer than that may come', async () => {
  const { engine: _, ...place } = setting([]);
  const asked: string[] = [];
  const reader = new DocumentReader();
  reader.enter({ ...place, engine: undefined, summonEngine: () => asked.push('engine') });
  await expect.poll(() => reader.store.getState().phase).toBe('here');
  const [{ instance } = {}] = reader.store.getState().documents;
  if (!instance) throw new Error('nothing is listed');
  const document = { kind: 'report', instance, content: { findings: [] } } as unknown as StudyDocument;
  await reader.show(document);
  expect([asked, reader.store.getState().busy]).toEqual([['engine'], instance.sop]);
  reader.forgo(() => asked.push('once more'));
  expect(reader.store.getState().busy).toBeUndefined();
  await reader.show(document);
  expect(asked).toEqual(['engine', 'once more']);
});

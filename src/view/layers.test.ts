import { expect, test } from 'vitest';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { closePlanes, openPlanes } from './cut';
import { layerOf, layOver, patchLayer } from './layers';
import { freshView } from './viewState';

const study = '1.2' as StudyUid;
const [ct, pet] = ['1.3', '1.4'] as SeriesUid[] as [SeriesUid, SeriesUid];
const stored = { ...freshView(study), panes: [{ study, series: ct }] };
const planes = openPlanes(stored, 0, { study, frame: '1.9', atLps: [0, 0, 0] });

test('a series lies over all planes of one series alike, and not over its stored images', () => {
  const laid = patchLayer(layOver(planes, 1, { study, series: pet }), 2, { opacity: 0.25 });
  const layer = { study, series: pet, opacity: 0.25 };
  expect(laid.panes.map(layerOf)).toEqual([layer, layer, layer, undefined]);
  const shown = patchLayer(laid, 0, { opacity: undefined });
  expect(layerOf(shown.panes[2])).toEqual({ study, series: pet });
  expect(layOver(shown, 0, undefined)).toEqual(planes);
  expect(closePlanes(laid, 0, undefined).panes).toEqual([{ study, series: ct }]);
});

test('nothing is laid over stored images, and nothing changed where nothing is', () => {
  expect(layOver(stored, 0, { study, series: pet })).toBe(stored);
  expect(patchLayer(planes, 0, { opacity: 0.1 })).toBe(planes);
});

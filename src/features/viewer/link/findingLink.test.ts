import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import type { Measurement } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';
import { findingLink } from './findingLink';

const study = toStudyUid('1.2') as StudyUid;
const series = toSeriesUid('1.3') as SeriesUid;
const sop = toSopUid('1.4') as SopUid;
const window = { center: 40, width: 400, curve: 'LINEAR' } as const;
const view: ViewState = {
  studies: [toStudyUid('1.9') as StudyUid, study],
  grid: { rows: 1, columns: 2 },
  panes: [null, { study, series, window, zoom: 3, centre: [0, 0], mirrored: true }],
  active: 0,
  keyImages: [{ study, series, sop, frame: 1 }],
};
const measurement: Measurement = {
  id: 'a',
  tracking: '2.25.1',
  label: 'never in a link',
  kind: 'length',
  study,
  series,
  sop,
  frame: 2,
  pointsPx: [
    [1, 2],
    [3, 4],
  ],
  readings: [],
};
const framing = { zoom: 2, centre: [0.1, 0.2] } as const;

test('a link about a finding shows its image alone, framed, as it looks now', () => {
  const link = findingLink(view, measurement, framing);
  expect(link.view).toEqual({
    studies: [study],
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series, at: { sop, frame: 2 }, window, mirrored: true, ...framing }],
    active: 0,
  });
  expect(link.finding).toBe('2.25.1');
});

test('the drawing travels in the link until a document of the study holds it; its name never does', () => {
  const { marks } = findingLink(view, measurement, framing);
  expect(marks).toHaveLength(1);
  expect(JSON.stringify(marks)).not.toContain('never in a link');
  expect(findingLink(view, { ...measurement, origin: { sop, series } }, framing).marks).toEqual([]);
});

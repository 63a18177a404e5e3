import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { KINDS, MEASUREMENT_KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Mark } from '@/measurement/measurement';
import { decodeLink, encodeLink, type Link } from './codec';
import { packMarks, unpackMarks } from './codecMarks';

/** The kinds of November 2026 with numbers of points, in the order of the link below. */
const THEN: readonly (readonly [MeasurementKind, count: number])[] = [
  ['length', 2],
  ['angle', 3],
  ['bidirectional', 4],
  ['ellipse', 4],
  ['rectangle', 4],
  ['probe', 1],
  ['arrow', 2],
  ['cobb', 4],
  ['circle', 2],
  ['freehand', 9],
  ['spline', 7],
  ['livewire', 9],
  ['polyline', 5],
  ['ratio', 4],
  ['region', 30],
];
const STUDY = toStudyUid('1.2.3') as StudyUid;
const markOf = (kind: MeasurementKind, pointsPx: Mark['pointsPx'], i = 0): Mark => ({
  kind,
  study: STUDY,
  series: toSeriesUid(`1.2.3.${(i % 2) + 1}`) as SeriesUid,
  sop: toSopUid(`1.2.3.9.${i}`) as SopUid,
  frame: 1,
  pointsPx,
});
const pointsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => [i * 3 + 0.25, ((i * i) % 17) + 0.5] as const);

/** Written before the kinds had a table: links of that time are in mails and reports. */
const WRITTEN =
  '/view/main/1.2.3/v1.13bqvse.tVJLrsMgDLyL1w7PJoGQXiXK8i1bdV_17rVJoEb9KJXaBTDY47ET5gJnOMwX-IcDsPOudwzXBeEk0TXwV8LY3D0I6yismZC2lJscATKS80G2gEILyC4sOLPEK0vEnrAwKhgy3VtR_56OwtBN63rbpt9fN9h-w_46ydzrgq2TZLSi8dWfGa3EuL91surplfpk1SdlSSoQ9kTIsvQsK2znuJ1dKiBugAu180T6qs3j8_PXf5we2edcVBgUJkVJkV_t0volG-argzcG470OM4OrSOM2_sBu3PiNs-G-9nkZrHu5dZVQKqpEFS1duqpV5vjxPMtyvQE';

test('a link written in November 2026 opens, and is written again byte for byte', () => {
  const link: Link = {
    archive: 'main',
    view: {
      studies: [STUDY],
      grid: { rows: 1, columns: 1 },
      panes: [{ study: STUDY, series: toSeriesUid('1.2.3.1') as SeriesUid }],
      active: 0,
    },
    marks: THEN.map(([kind, count], i) => markOf(kind, pointsOf(count), i)),
  };
  expect(decodeLink(WRITTEN)).toEqual({ ok: true, dropped: [], ...link });
  expect(encodeLink(link)).toBe(WRITTEN);
});

test('each kind has a code of its own, and no code is left out', () => {
  const codes = MEASUREMENT_KINDS.map((kind) => KINDS[kind].link.code);
  expect(codes.toSorted((a, b) => a - b)).toEqual(codes.map((_, i) => i));
});

test.each(MEASUREMENT_KINDS)('%s with fewer or more points than it has is refused', (kind) => {
  const { least, most } = KINDS[kind].link;
  const read = (count: number) => unpackMarks(packMarks([markOf(kind, pointsOf(count))]));
  for (const count of [least, most]) {
    expect(read(count)).toEqual({
      marks: [markOf(kind, pointsOf(count))],
      complete: true,
      areBasesRead: true,
    });
  }
  for (const count of [least - 1, most + 1])
    expect(read(count)).toEqual({ marks: [], complete: false, areBasesRead: true });
});

import { expect, test } from 'vitest';
import { countGap, countObjects, describedFrames, studyGap } from './counts';
import { readPosition } from '@/dicom/geometry/geometry';
import { build, buildInstance } from '@/dicom/testing/build';

test.each([
  ['as many as announced', 54, 54, 54, undefined],
  ['half of them', 54, 27, 27, { missing: 27, of: 54 }],
  ['one', 2, 1, 1, { missing: 1, of: 2 }],
  ['none described', 3, 0, 0, { missing: 3, of: 3 }],
  ['more than announced: objects arrive', 27, 54, 54, undefined],
  ['nothing announced', undefined, 27, 27, undefined],
  ['an archive that counts frames', 30, 1, 30, undefined],
  ['an enhanced object that is missing', 2, 1, 30, { missing: 1, of: 2 }],
])('%s', (_, announced, objects, frames, gap) => {
  expect(countGap(announced, { objects, frames })).toEqual(gap);
});

test.each([
  ['as announced', { seriesCount: 2, instanceCount: 5 }, [2, 3], undefined],
  [
    'a series that is not listed',
    { seriesCount: 3, instanceCount: 9 },
    [2, 3],
    { what: 'series', missing: 1, of: 3 },
  ],
  ['no series at all', { seriesCount: 1 }, [], { what: 'series', missing: 1, of: 1 }],
  [
    'objects that no series counts',
    { seriesCount: 2, instanceCount: 6 },
    [2, 3],
    { what: 'objects', missing: 1, of: 6 },
  ],
  ['a series without a count', { seriesCount: 2, instanceCount: 6 }, [2, undefined], undefined],
  ['more than announced: objects arrive', { seriesCount: 1, instanceCount: 2 }, [2, 3], undefined],
  ['nothing announced', {}, [2, 3], undefined],
])('a study: %s', (_, announced, counts, gap) => {
  const listed = counts.map((count) => (count === undefined ? {} : { instanceCount: count }));
  expect(studyGap(announced, listed)).toEqual(gap);
});

test('of a study, what is described counts where a list counts too few, and frames are no objects', () => {
  const row = { seriesCount: 1, instanceCount: 54 };
  const described = (objects: number, frames: number) => [
    { instanceCount: 10, described: { objects, frames } },
  ];
  expect(studyGap(row, described(54, 54))).toBeUndefined();
  expect(studyGap(row, described(53, 53))).toEqual({ what: 'objects', missing: 1, of: 54 });
  expect(studyGap(row, described(1, 54))).toBeUndefined();
});

test('nothing is missing before the series is described', () => {
  expect(countGap(54, undefined)).toBeUndefined();
});

test('an object that is described twice counts once, whatever it is', () => {
  const image = buildInstance({ SopInstanceUid: '1.2.3.1', NumberOfFrames: 3, Rows: 1, Columns: 1 });
  const report = { ...buildInstance({ SopInstanceUid: '1.2.3.2' }), frames: 0 };
  const three = { ...image, frames: 3 };
  expect(countObjects([three, three, report])).toEqual({
    objects: new Set([image.sop, report.sop]).size,
    frames: 3,
  });
});

test.each([
  [6, {}, undefined],
  [6, { PerFrameFunctionalGroups: [{}, {}, {}, {}, {}, {}] }, undefined],
  [6, { PerFrameFunctionalGroups: [{}, {}, {}, {}, {}] }, 5],
  [2, { PerFrameFunctionalGroups: [{}, {}, {}] }, 3],
  [3, { SliceVector: [1, 2, 3] }, undefined],
  [3, { SliceVector: [1, 2] }, 2],
  [3, { DetectorVector: [1, 1, 2, 2] }, 4],
] as const)('%i frames, described one by one in %j', (frames, content, expected) => {
  expect(describedFrames(buildInstance({ NumberOfFrames: frames, ...content }))).toBe(expected);
});

test('frames that are not described one for one are not put in places of others', () => {
  const at = (z: number) => build({ PlanePositionSequence: build({ ImagePositionPatient: [0, 0, z] }) });
  const of = (...groups: ReturnType<typeof at>[]) =>
    buildInstance({ NumberOfFrames: 3, PerFrameFunctionalGroups: groups });
  const places = (instance: ReturnType<typeof of>) =>
    [1, 2, 3].map((frame) => readPosition(instance, frame)?.[2]);
  expect(places(of(at(0), at(2), at(4)))).toEqual([0, 2, 4]);
  // Of the second nothing was said, and the archive left the empty item out.
  expect(places(of(at(0), at(4)))).toEqual([undefined, undefined, undefined]);
  expect(places(of(at(0), at(2), at(4), at(6)))).toEqual([undefined, undefined, undefined]);
});

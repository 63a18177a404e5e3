import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { composeRigid, inverseRigid, isSameRigid, moved, readRigid, STILL } from './rigid';
import { newestFrames, readRegistration } from './registration';

const SQ = (...Value: DicomJson[]) => ({ vr: 'SQ', Value });
const item = (frame: string, ...matrices: readonly (readonly number[])[]): DicomJson => ({
  '00200052': { vr: 'UI', Value: [frame] },
  '00700309': SQ({
    '0070030A': SQ(
      ...matrices.map((Value) => ({
        '0070030C': { vr: 'CS', Value: ['RIGID'] },
        '300600C6': { vr: 'DS', Value: [...Value] },
      })),
    ),
  }),
});
const objectOf = (date: string, items: DicomJson[], sopClass = '1.2.840.10008.5.1.4.1.1.66.1') =>
  ({
    ...{ study: '1.2', series: '1.2.3', sop: `1.2.3.${date}`, sopClass, modality: 'REG' },
    dataset: {
      '00080023': { vr: 'DA', Value: [date] },
      '00080033': { vr: 'TM', Value: ['101500'] },
      '00200052': { vr: 'UI', Value: ['1.9'] },
      '00700308': SQ(...items),
    },
  }) as unknown as Instance;

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
/** 5 degrees about the long axis, as a decimal string writes it, and 12.5 mm to the left. */
const TURN = [0.996195, -0.087156, 0, 12.5, 0.087156, 0.996195, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

test("an item's matrix takes points of its frame of reference into that of the object", () => {
  const read = readRegistration(objectOf('20261130', [item('1.9', IDENTITY), item('1.8', TURN)]));
  expect(read).toMatchObject({ date: '20261130', refused: [] });
  const [frame] = read?.frames ?? [];
  expect(frame).toMatchObject({ from: '1.8', to: '1.9' });
  // By hand: 100 cos 5 + 12.5, 100 sin 5.
  expect(moved(frame?.matrix ?? STILL, [100, 0, 30])).toEqual([
    expect.closeTo(112.119, 2),
    expect.closeTo(8.716, 2),
    30,
  ]);
  expect(moved(inverseRigid(frame?.matrix ?? STILL), [112.11947, 8.71557, 30])).toEqual([
    expect.closeTo(100, 3),
    expect.closeTo(0, 3),
    30,
  ]);
});

test('what is no turn and shift is refused by name', () => {
  const refusedOf = (...items: DicomJson[]) => readRegistration(objectOf('20261130', items))?.refused;
  const scaled = TURN.map((part, at) => (at === 10 ? 1.1 : part));
  const mirrored = IDENTITY.map((part, at) => (at === 0 ? -1 : part));
  const sheared = IDENTITY.map((part, at) => (at === 1 ? 0.2 : part));
  const shiftedBy = (mm: number) => IDENTITY.map((part, at) => (at === 11 ? mm : part));
  expect(refusedOf(item('1.8', shiftedBy(99_999)))).toEqual([]);
  const far = [1e308, -1e308, 100_001, Infinity, NaN].map(shiftedBy);
  for (const one of [scaled, mirrored, sheared, TURN.slice(0, 15), ...far])
    expect(refusedOf(item('1.8', one))).toEqual(['not-rigid']);
  expect(refusedOf(item('1.8'))).toEqual(['not-rigid']);
  expect(readRegistration(objectOf('20261130', [], '1.2.840.10008.5.1.4.1.1.66.3'))?.refused).toEqual([
    'deformable',
  ]);
  expect(readRegistration(objectOf('20261130', [], '1.2.840.10008.5.1.4.1.1.88.33'))).toBeUndefined();
});

test('several matrices are taken where their order does not matter', () => {
  const up = IDENTITY.map((part, at) => (at === 11 ? 40 : part));
  const along = IDENTITY.map((part, at) => (at === 3 ? 40 : part));
  const [frame] = readRegistration(objectOf('20261130', [item('1.8', TURN, up)]))?.frames ?? [];
  expect(moved(frame?.matrix ?? STILL, [0, 0, 0])).toEqual([12.5, 0, 40]);
  expect(readRegistration(objectOf('20261130', [item('1.8', TURN, along)]))?.refused).toEqual(['several']);
});

test('of several objects about two frames of reference the newest counts', () => {
  const all = ['20260102', '20261130', '20260303'].map((date) =>
    readRegistration(objectOf(date, [item('1.8', date === '20261130' ? TURN : IDENTITY)])),
  );
  const frames = newestFrames(all.filter((one) => one !== undefined));
  expect(frames.map(({ by, matrix }) => [by.sop, matrix[0][3]])).toEqual([['1.2.3.20261130', 12.5]]);
});

test('there and back is nowhere', () => {
  const turn = readRigid(TURN) ?? STILL;
  expect(isSameRigid(composeRigid(inverseRigid(turn), turn), STILL)).toBe(true);
  expect(isSameRigid(composeRigid(turn, inverseRigid(turn)), STILL)).toBe(true);
  expect(isSameRigid(turn, STILL)).toBe(false);
});

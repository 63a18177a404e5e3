import { describe, expect, test } from 'vitest';
import { toInstance } from '@/dicom/normalise/normalise';
import type { Instance } from '@/dicom/dataset/instance';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { checkIdentity, markContradictions } from './identity';

const STUDY = toStudyUid('1.2') as StudyUid;
const SERIES = toSeriesUid('1.2.3') as SeriesUid;

const made = (number: number, more: Record<string, unknown> = {}): Instance =>
  toInstance({
    '00080018': { vr: 'UI', Value: [`1.2.3.${number}`] },
    '0020000D': { vr: 'UI', Value: ['1.2'] },
    '0020000E': { vr: 'UI', Value: ['1.2.3'] },
    '00280010': { vr: 'US', Value: [4] },
    '00280011': { vr: 'US', Value: [4] },
    ...more,
  }) as Instance;

const patient = (id: string, issuer?: string) => ({
  '00100020': { vr: 'LO', Value: [id] },
  ...(issuer === undefined ? {} : { '00100021': { vr: 'LO', Value: [issuer] } }),
});

describe('whose images these are', () => {
  test.each([
    ['one patient', [made(1, patient('A')), made(2, patient('A'))], 'A', undefined],
    ['nobody named', [made(1), made(2)], 'A', undefined],
    ['some unnamed', [made(1, patient('A')), made(2)], undefined, undefined],
    ['spaces around an ID', [made(1, patient('A ')), made(2, patient(' A'))], 'A', undefined],
    ['two patients', [made(1, patient('A')), made(2, patient('B'))], undefined, 'patients'],
    [
      'one ID of two issuers',
      [made(1, patient('A', 'X')), made(2, patient('A', 'Y'))],
      undefined,
      'patients',
    ],
    ['another than the list says', [made(1, patient('B'))], 'A', 'patient'],
    ['another study', [made(1, { '0020000D': { vr: 'UI', Value: ['1.9'] } })], undefined, 'study'],
    ['another series', [made(1, { '0020000E': { vr: 'UI', Value: ['1.9'] } })], undefined, 'series'],
  ])('%s', (_, instances, listed, what) => {
    const check = () => checkIdentity(instances, STUDY, SERIES, listed);
    if (what === undefined) expect(check).not.toThrow();
    else
      expect(check).toThrow(
        expect.objectContaining({ fault: 'wrong-object', details: expect.objectContaining({ what }) }),
      );
  });

  test('no error holds an ID', () => {
    const run = () =>
      checkIdentity([made(1, patient('SECRET-1')), made(2, patient('SECRET-2'))], STUDY, SERIES, undefined);
    expect(run).toThrow(expect.objectContaining({ message: expect.not.stringContaining('SECRET') }));
  });
});

describe('an object described twice', () => {
  const doubts = (instances: readonly Instance[]) => markContradictions(instances).map(({ doubt }) => doubt);
  const slope = (value: number) => ({ '00281053': { vr: 'DS', Value: [value] } });

  test('the same way: no doubt', () => {
    expect(doubts([made(1), made(1), made(2)])).toEqual([undefined, undefined, undefined]);
  });
  test('differently where it decides the picture: both are doubted, no other is', () => {
    expect(doubts([made(1, slope(1)), made(2), made(1, slope(2))])).toEqual([
      'duplicate',
      undefined,
      'duplicate',
    ]);
  });
  test('differently only in where it was retrieved from: no doubt', () => {
    const from = (title: string) => ({ '00080054': { vr: 'AE', Value: [title] } });
    expect(doubts([made(1, from('ONE')), made(1, from('TWO'))])).toEqual([undefined, undefined]);
  });
});

import { expect, test } from 'vitest';
import type { StoreOutcome } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { WrittenObject } from '@/dicom/objects/written';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { saveObject, type ObjectState } from './saveObject';

const object: WrittenObject = {
  kind: 'report',
  study: '1.2' as StudyUid,
  series: '1.2.3' as SeriesUid,
  sop: '1.2.3.4' as SopUid,
  sopClass: '1.2.840.10008.5.1.4.1.1.88.34',
  dataset: {
    '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.34'] },
    '00080018': { vr: 'UI', Value: ['1.2.3.4'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane' }] },
  },
};
const instance = (dataset = object.dataset): Instance => ({
  study: object.study,
  series: object.series,
  sop: object.sop,
  sopClass: object.sopClass,
  modality: 'SR',
  frames: 0,
  dataset,
});

const away = new ArchiveError('unreachable', 'gone');
const unknown = (status?: number): StoreOutcome => ({
  state: 'unknown',
  error: new ArchiveError('unreachable', 'store', status === undefined ? {} : { status }),
});
const absent = new ArchiveError('not-found', 'no such series', { status: 404 });

interface Script {
  /** What each sending is answered with, and whether the archive keeps the object. */
  readonly stores: readonly (readonly [outcome: StoreOutcome, isKept: boolean])[];
  /** How often the archive is away when it is asked for the object. */
  readonly away?: number;
  readonly keeps?: Instance;
  readonly wasSent?: boolean;
  readonly isThere?: boolean;
}

/** An archive that does as it is told; every sending and every object it holds is counted. */
async function run({
  stores,
  away: times = 0,
  keeps = instance(),
  wasSent = false,
  isThere = false,
}: Script) {
  const states: string[] = [];
  let sent = 0;
  let gone = times;
  let isKept = isThere;
  const state = await saveObject(
    {
      archive: {
        store: async () => {
          const [outcome, keeping] = stores[sent] ?? [unknown(), false];
          sent += 1;
          isKept ||= keeping;
          return outcome;
        },
        instances: async () => {
          if (gone > 0) {
            gone -= 1;
            throw away;
          }
          if (!isKept) throw absent;
          return [keeps];
        },
      },
      signal: new AbortController().signal,
      pause: async () => undefined,
      tell: (next: ObjectState) => void states.push(next.phase),
    },
    object,
    wasSent,
  );
  return { state, sent, states };
}

const stored: StoreOutcome = { state: 'stored' };
const saved = { phase: 'saved' };

test('what is stored is read back before it counts as saved', async () => {
  expect(await run({ stores: [[stored, true]] })).toEqual({
    state: saved,
    sent: 1,
    states: ['sending', 'checking'],
  });
});

test('a time-out after storing: it is found, and not sent again', async () => {
  expect(await run({ stores: [[unknown(), true]] })).toMatchObject({ state: saved, sent: 1 });
});

test('a time-out before storing: it is looked for, then sent again', async () => {
  expect(await run({ stores: [[unknown(), false], [stored, true]] })).toMatchObject({ state: saved, sent: 2 }); // prettier-ignore
});

test('an archive that is away is waited for', async () => {
  const { state, sent, states } = await run({ stores: [[unknown(), true]], away: 3 });
  expect({ state, sent }).toEqual({ state: saved, sent: 1 });
  expect(states.filter((phase) => phase === 'away')).toHaveLength(3);
});

test('what was sent before a crash is looked for first', async () => {
  expect(await run({ stores: [], wasSent: true, isThere: true })).toMatchObject({ state: saved, sent: 0 });
});

test('a duplicate that is the same object is saved', async () => {
  const duplicate: StoreOutcome = {
    state: 'refused',
    reason: 'duplicate',
    status: 409,
    failureReason: 0x0111,
  };
  expect(await run({ stores: [[duplicate, false]], isThere: true })).toMatchObject({ state: saved, sent: 1 });
});

test('an archive that drops what it says it stored is found out', async () => {
  expect((await run({ stores: [[stored, false]] })).state).toEqual({ phase: 'refused', reason: 'missing' });
});

test('an archive that keeps another object under the UID is found out', async () => {
  const keeps = instance({ ...object.dataset, '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Roe' }] } });
  expect((await run({ stores: [[stored, true]], keeps })).state).toEqual({
    phase: 'refused',
    reason: 'changed',
    tags: ['00100010'],
  });
});

test('a refusal is final, an inner error is tried three times', async () => {
  const tooLarge: StoreOutcome = { state: 'refused', reason: 'too-large', status: 413 };
  expect(await run({ stores: [[tooLarge, false]] })).toMatchObject({
    state: { phase: 'refused', reason: 'too-large', status: 413 },
    sent: 1,
  });
  const broken = [unknown(500), false] as const;
  expect(await run({ stores: [broken, broken, broken] })).toMatchObject({
    state: { phase: 'refused', reason: 'broken', status: 500 },
    sent: 3,
  });
});

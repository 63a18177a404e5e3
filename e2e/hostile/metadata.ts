import { gzipSync } from 'node:zlib';
import { answer, JSON_TYPE, loginPage, type HostileAnswer } from './answer';
import { PATIENTS, UIDS, type FixtureObject } from './fixture';
import { toJson } from './json';
import type { Switches } from './switches';

/** Of the series-level answer, `slow`: longer than a person waits without a word, shorter than the deadline. */
const SLOW_MS = 3_000;

/** Unzipped size of `hugeGzip`: one attribute of spaces in every object. */
const HUGE_BYTES = 40 * 2 ** 20;

type Row = Record<string, unknown>;

/** The archive's idea of a series: what of it is not what was asked for. */
function spoil(rows: readonly Row[], on: Switches): readonly Row[] {
  const uid = (value: string) => ({ vr: 'UI', Value: [value] });
  const other = {
    '00100010': { vr: 'PN', Value: [{ Alphabetic: PATIENTS[1].PatientName }] },
    '00100020': { vr: 'LO', Value: [PATIENTS[1].PatientID] },
  };
  switch (on.meta) {
    case 'empty':
      return [];
    case 'duplicateSOP':
      // The second claims another place and other pixels for the same object.
      return rows.flatMap((row, at) =>
        at === 0
          ? [row, { ...row, '00200013': { vr: 'IS', Value: [77] }, '00281052': { vr: 'DS', Value: [0] } }]
          : [row],
      );
    case 'wrongStudy':
      return rows.map((row) => ({ ...row, '0020000D': uid(UIDS.otherStudy) }));
    case 'wrongSeries':
      return rows.map((row) => ({ ...row, '0020000E': uid(UIDS.otherCt) }));
    case 'mixedPatients':
      return rows.map((row, at) => (at === 2 ? { ...row, ...other } : row));
    case 'otherPatient':
      return rows.map((row) => ({ ...row, ...other }));
    default:
      return rows;
  }
}

/** Answers a metadata request (PS3.18 10.4.1.1.2) for these objects; `isOne` where one instance was asked for. */
export function answerMetadata(
  objects: readonly FixtureObject[],
  root: string,
  isOne: boolean,
  on: Switches,
): HostileAnswer {
  if (!isOne && on.meta === '404series') return answer(404);
  if (!isOne && on.meta === '500study') return answer(500);
  if (on.meta === 'html') return loginPage();
  const rows = spoil(
    objects.map(({ dataset, study, series, sop }) => toJson(dataset, on, { root, study, series, sop })),
    on,
  );
  if (on.meta === 'hugeGzip') {
    const [first, ...rest] = rows;
    const huge = { ...first, '00204000': { vr: 'LT', Value: [' '.repeat(HUGE_BYTES)] } };
    const body = gzipSync(JSON.stringify([huge, ...rest]), { level: 1 });
    return answer(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, body);
  }
  const sent = answer(200, JSON_TYPE, JSON.stringify(rows));
  return on.meta === 'slow' && !isOne ? { ...sent, delayMs: SLOW_MS } : sent;
}

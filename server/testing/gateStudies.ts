import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ctImage, writeDicom, type Attributes } from './writeDicom';

/** What is shared, and what lies beside it. UIDs of which one begins like the other. */
export const GATE = {
  study: '2.25.7001',
  series: '2.25.7001.1',
  sop: '2.25.7001.1.1',
  /** Another series of the shared study: outside a share of the first alone. */
  sibling: { series: '2.25.7001.11', sop: '2.25.7001.11.1' },
  /** Another study of another patient. */
  other: { study: '2.25.70019', series: '2.25.70019.1', sop: '2.25.70019.1.1' },
  /** A study that the archive keeps under two patients. */
  mixed: '2.25.7003',
  /** Stands in everything that is not shared. */
  secret: 'SECRET^PATIENT',
} as const;

/** The sibling first: archives speak of a study by its first object. */
const OBJECTS = [
  { study: GATE.study, ...GATE.sibling, patient: 'Shared^Patient', id: 'P1' },
  { study: GATE.study, series: GATE.series, sop: GATE.sop, patient: 'Shared^Patient', id: 'P1' },
  { study: GATE.study, series: GATE.series, sop: '2.25.7001.1.2', patient: 'Shared^Patient', id: 'P1' },
  { ...GATE.other, patient: GATE.secret, id: 'P2' },
  ...['P2', 'P3'].map((id) => ({
    ...{ study: GATE.mixed, series: `${GATE.mixed}.${id.slice(1)}`, sop: `${GATE.mixed}.${id.slice(1)}.1` },
    ...{ patient: GATE.secret, id },
  })),
];

/** Those studies as files. */
export const gateFiles = (): readonly Buffer[] =>
  OBJECTS.map(({ patient, id, ...uids }) =>
    writeDicom(
      ctImage(uids, {
        '0008103E': ['LO', uids.series === GATE.series ? 'shared' : GATE.secret],
        '00100010': ['PN', patient],
        '00100020': ['LO', id],
        '00100030': ['DA', '19700101'],
      }),
    ),
  );

export async function writeGateStudies(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(gateFiles().map((bytes, at) => writeFile(join(folder, `${at}.dcm`), bytes)));
}

/** A report about the shared study, as a guest may store one. */
export const gateReport = (
  uids: { study: string; series: string; sop: string },
  {
    sopClass = '1.2.840.10008.5.1.4.1.1.88.34',
    patient = 'P1',
    withPixels = false,
    more = {} as Attributes,
  } = {},
): Buffer => {
  const all = ctImage(uids, {
    '00080016': ['UI', sopClass],
    '00080060': ['CS', 'SR'],
    '00100010': ['PN', 'Shared^Patient'],
    '00100020': ['LO', patient],
    '00100030': ['DA', '19700101'],
    ...more,
  });
  const { '7FE00010': pixels, ...report } = all;
  return writeDicom(withPixels && pixels ? { ...report, '7FE00010': pixels } : report);
};

import {
  allRows,
  rows,
  SERIES_UID,
  SOP_UID,
  STUDY_UID,
  attributeText,
  type QidoRow,
} from '../harness/dicomWeb';

/** A series of an archive, its instances in the order of their numbers. */
export interface FoundSeries {
  readonly study: string;
  readonly series: string;
  readonly patient: string;
  readonly sops: readonly string[];
}

async function instancesOf(root: string, study: string, series: string): Promise<string[]> {
  const found = await rows(root, `studies/${study}/series/${series}/instances`);
  const number = (row: QidoRow) => Number(attributeText(row, '00200013'));
  return found.sort((a, b) => number(a) - number(b)).map((row) => attributeText(row, SOP_UID));
}

/** The first series of an archive that a test can use, by what it looks for. */
export async function findSeries(
  root: string,
  wanted: { modality: string; atLeast: number; patient?: RegExp; patientId?: string },
): Promise<FoundSeries> {
  for (const row of await allRows(root, 'studies')) {
    const study = attributeText(row, STUDY_UID);
    const patient = attributeText(row, '00100010').split('=')[0] ?? '';
    if (wanted.patient && !wanted.patient.test(patient)) continue;
    if (wanted.patientId && attributeText(row, '00100020') !== wanted.patientId) continue;
    for (const series of await rows(root, `studies/${study}/series`)) {
      if (attributeText(series, '00080060') !== wanted.modality) continue;
      const uid = attributeText(series, SERIES_UID);
      const sops = await instancesOf(root, study, uid);
      if (sops.length >= wanted.atLeast) return { study, series: uid, patient, sops };
    }
  }
  throw new Error(`no ${wanted.modality} series of ${wanted.atLeast} images in the archive`);
}

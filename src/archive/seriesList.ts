import { number, text, type DicomJson } from '@/dicom/dicomJson';
import { toSeriesUid, type StudyUid } from '@/dicom/uid';
import type { SeriesSummary } from './archive';
import type { JsonClient } from './jsonClient';

/** Within what every archive allows (Microsoft: 200); the archives' own default may be as low as 12. */
const PAGE = 200;
const PAGES_CAP = 250;

const SERIES_FIELDS = '00080060,0008103E,00180015,00200011,0020000E,00201209';

/** All pages of a query whose archive pages it, told apart by `idOf`: some ignore the offset and repeat themselves. */
export async function askAll(
  ask: (params: Record<string, string>) => Promise<readonly DicomJson[]>,
  includefield: string,
  idOf: (row: DicomJson) => string | undefined,
): Promise<readonly DicomJson[]> {
  const rows = new Map<string, DicomJson>();
  for (let page = 0; page < PAGES_CAP; page += 1) {
    const before = rows.size;
    const got = await ask({ includefield, limit: String(PAGE), offset: String(page * PAGE) });
    for (const row of got) {
      const id = idOf(row);
      if (id !== undefined && !rows.has(id)) rows.set(id, row);
    }
    if (got.length < PAGE || rows.size === before) break;
  }
  return [...rows.values()];
}

const defined = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** A QIDO-RS series; undefined without a valid Series UID, or when it says that it belongs to another study. */
export function toSeriesRow(row: DicomJson, study: StudyUid): SeriesSummary | undefined {
  const series = toSeriesUid(text(row, '0020000E'));
  const said = text(row, '0020000D'); // Google's and Microsoft's archives do not return it.
  if (series === undefined || (said !== undefined && said !== study)) return undefined;
  return {
    study,
    series,
    modality: text(row, '00080060') ?? 'OT',
    ...defined({
      number: number(row, '00200011'),
      description: text(row, '0008103E'),
      bodyPart: text(row, '00180015'),
      instanceCount: number(row, '00201209'),
    }),
  };
}

/** The series of a study by number, those without one last. */
export async function listSeries(
  client: JsonClient,
  study: StudyUid,
  signal: AbortSignal,
): Promise<readonly SeriesSummary[]> {
  const rows = await askAll(
    (params) => client.series(study, params, signal),
    SERIES_FIELDS,
    (row) => text(row, '0020000E'),
  );
  return rows
    .map((row) => toSeriesRow(row, study))
    .filter((row) => row !== undefined)
    .sort(
      (a, b) =>
        (a.number ?? Infinity) - (b.number ?? Infinity) ||
        (a.series < b.series ? -1 : Number(a.series > b.series)),
    );
}

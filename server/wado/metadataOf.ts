import type { DicomJson } from '@/dicom/dicomJson';
import type { InstanceRow } from '../archive/readInstance';
import { toDicomJson } from '../part10/json';
import { refuseOther } from '../pixels/frames';
import { parseFileNow } from '../part10/readFile';

/** The address of an object: path from the root of the site. */
export const instancePath = (root: string, row: Pick<InstanceRow, 'study' | 'series' | 'sop'>): string =>
  `${root}/studies/${row.study}/series/${row.series}/instances/${row.sop}`;

/** What of an object's row its metadata need. */
export type NamedFile = Pick<
  InstanceRow,
  'path' | 'headerCheck' | 'study' | 'series' | 'sop' | 'sopClass' | 'adopted'
>;
/** That alone: all else of a row would be copied for the thread. */
export const namedFile = ({
  path,
  headerCheck,
  study,
  series,
  sop,
  sopClass,
  adopted,
}: InstanceRow): NamedFile => ({
  path,
  headerCheck,
  study,
  series,
  sop,
  sopClass,
  adopted,
});

/** Nearly every header ends in so much. */
const SCRATCH_BYTES = 64 * 1024;

/** UIDs that the archive gave an image that has none. */
const namesOf = ({ study, series, sop, sopClass }: NamedFile): DicomJson => ({
  '00080016': { vr: 'UI', Value: [sopClass] },
  '00080018': { vr: 'UI', Value: [sop] },
  '0020000D': { vr: 'UI', Value: [study] },
  '0020000E': { vr: 'UI', Value: [series] },
});

/** The whole metadata of one stored object (PS3.18 10.4.1.1.2); large values by absolute path on this site. */
export function readMetadata(
  row: NamedFile,
  root: string,
  scratch: Buffer = Buffer.allocUnsafe(SCRATCH_BYTES),
): DicomJson {
  const base = instancePath(root, row);
  const parsed = parseFileNow(row.path, 'header', scratch);
  refuseOther(parsed, row);
  const json = toDicomJson(parsed, (path) => `${base}/bulkdata/${path}`);
  return row.adopted ? { ...json, ...namesOf(row) } : json;
}

/** Metadata of objects as the items of a JSON array, and how many they are; unreadable objects are left out. */
export function metadataOf(
  rows: readonly NamedFile[],
  root: string,
): { readonly text: string; readonly objects: number } {
  const scratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  const texts = rows.flatMap((row) => {
    try {
      return [JSON.stringify(readMetadata(row, root, scratch))];
    } catch {
      // A file that went away or was damaged since the index was built must not hide the rest of its series.
      return [];
    }
  });
  return { text: texts.join(','), objects: texts.length };
}

import type { DicomJson } from '@/dicom/dataset/dicomJson';
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

/** Text that is made at once: beyond, what is left is another turn's. */
const TURN_CHARACTERS = 2 * 1024 ** 2;

/**
 * Metadata of objects as the items of a JSON array, and how many they are; unreadable objects are left out. `read`: of how many
 * rows, from the first on, since what they say may be more than one turn is to hold.
 */
export function metadataOf(
  rows: readonly NamedFile[],
  root: string,
): { readonly text: string; readonly objects: number; readonly read: number } {
  const scratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  const texts: string[] = [];
  let [read, characters] = [0, 0];
  for (const row of rows) {
    if (characters >= TURN_CHARACTERS) break;
    read += 1;
    try {
      const text = JSON.stringify(readMetadata(row, root, scratch));
      texts.push(text);
      characters += text.length;
    } catch {
      // A file that went away or was damaged since the index was built must not hide the rest of its series.
    }
  }
  return { text: texts.join(','), objects: texts.length, read };
}

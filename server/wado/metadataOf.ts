import type { DicomJson } from '@/dicom/dicomJson';
import type { InstanceRow } from '../archive/readInstance';
import { toDicomJson } from '../part10/json';
import { parseFile } from '../part10/readFile';

/** The address of an object: path from the root of the site. */
export const instancePath = (root: string, row: InstanceRow): string =>
  `${root}/studies/${row.study}/series/${row.series}/instances/${row.sop}`;

/** UIDs that the archive gave an image that has none. */
const namesOf = ({ study, series, sop, sopClass }: InstanceRow): DicomJson => ({
  '00080016': { vr: 'UI', Value: [sopClass] },
  '00080018': { vr: 'UI', Value: [sop] },
  '0020000D': { vr: 'UI', Value: [study] },
  '0020000E': { vr: 'UI', Value: [series] },
});

/** The whole metadata of one stored object (PS3.18 10.4.1.1.2); large values by absolute path on this site. */
export async function readMetadata(row: InstanceRow, root: string): Promise<DicomJson> {
  const { parsed } = await parseFile(row.path, 'header');
  const base = instancePath(root, row);
  const json = toDicomJson(parsed, (path) => `${base}/bulkdata/${path}`);
  return row.adopted ? { ...json, ...namesOf(row) } : json;
}

/** Metadata of objects as the items of a JSON array, and how many they are; unreadable objects are left out. */
export async function metadataOf(
  rows: readonly InstanceRow[],
  root: string,
): Promise<{ readonly text: string; readonly objects: number }> {
  const texts = await Promise.all(
    rows.map((row) =>
      readMetadata(row, root).then(
        (json) => JSON.stringify(json),
        // A file that went away or was damaged since the index was built must not hide the rest of its series.
        () => undefined,
      ),
    ),
  );
  const held = texts.filter((text) => text !== undefined);
  return { text: held.join(','), objects: held.length };
}

import { text } from '@/dicom/dataset/dicomJson';
import { toSeriesUid, toStudyUid, type SopUid, type StudyUid } from '@/dicom/dataset/uid';
import type { ObjectPlace } from '@/archive/contract/archive';
import type { JsonClient } from '@/archive/http/jsonClient';

/**
 * Asks where an object stands (PS3.18 10.6: Search for Instances), in one study or in all. Archives that ignore the filter
 * answer with other objects: those are not taken for it. Rejects with ArchiveError.
 */
export async function locateObject(
  client: Pick<JsonClient, 'objects'>,
  sop: SopUid,
  study: StudyUid | undefined,
  signal: AbortSignal,
): Promise<ObjectPlace | undefined> {
  const rows = await client.objects(
    study,
    { SOPInstanceUID: sop, includefield: '0020000D,0020000E', limit: '2' },
    signal,
  );
  const row = rows.find((one) => text(one, '00080018') === sop);
  const series = toSeriesUid(text(row, '0020000E'));
  // Some archives leave the study out where the address names it.
  const found = toStudyUid(text(row, '0020000D')) ?? study;
  return series && found && (study === undefined || found === study) ? { study: found, series } : undefined;
}

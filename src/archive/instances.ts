import { text, type DicomJson } from '@/dicom/dicomJson';
import type { Instance } from '@/dicom/instance';
import { toInstance } from '@/dicom/normalise';
import { type SeriesUid, type StudyUid, toSopUid } from '@/dicom/uid';
import { ArchiveError } from './archiveError';
import { inlineLuts } from './bulk';
import { eachOf } from './eachOf';
import { toArchiveError } from './faults';
import type { Habits } from './habits';
import type { JsonClient } from './jsonClient';
import { askAll } from './seriesList';

/** Requests at once for metadata of single instances and lookup tables. */
const ABREAST = 4;

/**
 * Series metadata; where the archive cannot give it (Orthanc, after one object with another patient joined the study:
 * 404), the instances are listed and each is asked for.
 */
async function readMetadata(
  client: JsonClient,
  study: StudyUid,
  series: SeriesUid,
  habits: Habits,
  signal: AbortSignal,
): Promise<readonly DicomJson[]> {
  let because: ArchiveError;
  try {
    const datasets = await client.seriesMetadata(study, series, signal);
    if (datasets.length > 0) return datasets;
    because = new ArchiveError('not-found', 'series metadata: empty');
  } catch (thrown) {
    because = toArchiveError('series metadata', thrown, signal);
    if (because.status === undefined || because.fault === 'unauthorised') throw because;
  }
  const rows = await askAll(
    (params) => client.instances(study, series, params, signal),
    { level: 'instances', fields: '00080018', idOf: (row) => text(row, '00080018') },
    habits,
  );
  const sops = rows.map((row) => toSopUid(text(row, '00080018'))).filter((sop) => sop !== undefined);
  if (sops.length === 0) throw because;
  const each = await eachOf(sops, ABREAST, (sop) => client.instanceMetadata(study, series, sop, signal));
  return each.flat();
}

/** Refuses metadata that says it belongs to another study or series. */
function checkOwner(instance: Instance, study: StudyUid, series: SeriesUid): void {
  for (const [what, expected, received] of [
    ['study', study, instance.study],
    ['series', series, instance.series],
  ] as const)
    if (expected !== received)
      throw new ArchiveError('wrong-object', `metadata: another ${what} came`, {
        details: { what, expected, received },
      });
}

/** All readable instances of a series, with lookup tables inline. Objects without a SOP UID are left out. */
export async function listInstances(
  client: JsonClient,
  study: StudyUid,
  series: SeriesUid,
  habits: Habits,
  fetchBulk: (uri: string) => Promise<Uint8Array>,
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const datasets = await readMetadata(client, study, series, habits, signal);
  const instances = datasets.map(toInstance).filter((instance) => instance !== undefined);
  if (instances.length === 0 && datasets.length > 0)
    throw new ArchiveError('malformed', 'series metadata: no readable instance', {
      details: { what: 'metadata', received: datasets.length },
    });
  for (const instance of instances) checkOwner(instance, study, series);
  return eachOf(instances, ABREAST, async (instance) => {
    const dataset = await inlineLuts(instance.dataset, fetchBulk);
    return dataset === instance.dataset ? instance : { ...instance, dataset };
  });
}

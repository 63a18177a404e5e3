import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { LIMITS } from '@/dicom/dataset/limits';
import { toInstance } from '@/dicom/normalise/normalise';
import { LikeBefore } from '@/dicom/normalise/normaliseRow';
import { type SeriesUid, type StudyUid, toSopUid } from '@/dicom/dataset/uid';
import type { TellDescribed } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { inlineLuts, lacksPalette } from './bulk';
import { eachOf } from '@/archive/http/fewAtOnce';
import { toArchiveError, tooMuch } from '@/archive/http/faults';
import type { Habits } from '@/archive/contract/habits';
import { checkIdentity, markContradictions } from './identity';
import { inTurns } from '@/archive/http/inTurns';
import type { JsonClient } from '@/archive/http/jsonClient';
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
  { habits, tell }: Pick<InstanceParts, 'habits' | 'tell'>,
  signal: AbortSignal,
): Promise<readonly DicomJson[]> {
  let failure: ArchiveError;
  try {
    const datasets = await client.seriesMetadata(study, series, signal);
    if (datasets.length > 0) return datasets;
    failure = new ArchiveError('not-found', 'series metadata: empty');
  } catch (thrown) {
    failure = toArchiveError('series metadata', thrown, signal);
    if (failure.status === undefined || failure.fault === 'unauthorised') throw failure;
  }
  const rows = await askAll(
    (params) => client.instances(study, series, params, signal),
    { level: 'instances', fields: '00080018', idOf: (row) => text(row, '00080018') },
    habits,
  );
  const sops = rows.map((row) => toSopUid(text(row, '00080018'))).filter((sop) => sop !== undefined);
  if (sops.length === 0) throw failure;
  let described = 0;
  tell?.(described, sops.length);
  const each = await eachOf(sops, ABREAST, async (sop) => {
    const datasets = await client.instanceMetadata(study, series, sop, signal);
    tell?.((described += 1), sops.length);
    return datasets;
  });
  const found = each.flat();
  // Listed, and then nothing is said of them: not the same as a series without images.
  if (found.length === 0) throw failure;
  return found;
}

/** What listing instances takes besides metadata. */
export interface InstanceParts {
  readonly habits: Habits;
  fetchBulk(uri: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Lookup tables out of the stored file, for archives whose metadata leave them out. */
  fetchTables(instance: Instance): Promise<DicomJson>;
  /** The numbers and tables that its metadata lost, out of the stored file. */
  fetchLost(instance: Instance): Promise<DicomJson>;
  /** Where the archive describes no series as a whole, but each of its objects. */
  readonly tell?: TellDescribed;
  /** Patient ID as the list of the study's series says it. */
  readonly patientId: Promise<string | undefined>;
}

/** The instance with its lookup tables inline, marked where they are not to be had, and with what its metadata lost. */
export async function withTables(instance: Instance, parts: InstanceParts): Promise<Instance> {
  let dataset = await inlineLuts(instance.dataset, (uri) => parts.fetchBulk(uri));
  if (instance.lost) dataset = { ...dataset, ...(await parts.fetchLost(instance)) };
  if (lacksPalette(dataset)) dataset = { ...dataset, ...(await parts.fetchTables(instance)) };
  // A state says itself what it cannot do.
  if (lacksPalette(dataset) && instance.modality !== 'PR') return { ...instance, dataset, doubt: 'palette' };
  return dataset === instance.dataset ? instance : { ...instance, dataset };
}

/**
 * All readable instances of a series, with lookup tables inline. Objects without a SOP UID are left out; the series is
 * refused when it is not the one asked for, or of two patients.
 */
export async function listInstances(
  client: JsonClient,
  study: StudyUid,
  series: SeriesUid,
  parts: InstanceParts,
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const datasets = await readMetadata(client, study, series, parts, signal);
  if (datasets.length > LIMITS.seriesInstances)
    throw tooMuch('series metadata', 'instances', LIMITS.seriesInstances, datasets.length);
  const likeBefore = new LikeBefore();
  const read = await inTurns(datasets, (json) => toInstance(json, likeBefore), signal).catch(
    (thrown: unknown) => {
      throw toArchiveError('series metadata', thrown, signal);
    },
  );
  const instances = read.filter((instance) => instance !== undefined);
  if (instances.length === 0 && datasets.length > 0)
    throw new ArchiveError('malformed', 'series metadata: no readable instance', {
      details: { what: 'metadata', received: datasets.length },
    });
  checkIdentity(instances, study, series, await parts.patientId);
  return eachOf(markContradictions(instances), ABREAST, (instance) => withTables(instance, parts));
}

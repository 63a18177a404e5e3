import { number, text } from '@/dicom/dataset/dicomJson';
import { isImage } from '@/dicom/series/display';
import type { Instance } from '@/dicom/dataset/instance';
import { toInstance } from '@/dicom/normalise/normalise';
import { orderFrames } from '@/dicom/series/ordering';
import { TAG } from '@/dicom/dataset/tags';
import { toSopUid, type SeriesUid, type SopUid, type StudyUid } from '@/dicom/dataset/uid';
import type { Habits } from '@/archive/contract/habits';
import { checkIdentity } from './identity';
import { withTables, type InstanceParts } from './instances';
import type { JsonClient } from '@/archive/http/jsonClient';

/** Smaller series are described as a whole as fast as by one object. */
const FEW_OBJECTS = 16;

/** The object of a number (0020,0013); undefined where the archive names none, or several, or others than were asked for. */
async function findNumbered(
  client: JsonClient,
  study: StudyUid,
  series: SeriesUid,
  wanted: number,
  habits: Habits,
  signal: AbortSignal,
): Promise<SopUid | undefined> {
  const key = habits.keys === 'tag' ? TAG.InstanceNumber : 'InstanceNumber';
  const rows = await client.instances(study, series, { [key]: String(wanted), limit: '2' }, signal);
  const [row, ...others] = rows;
  if (row && number(row, TAG.InstanceNumber) === wanted && others.length === 0)
    return toSopUid(text(row, TAG.SopInstanceUid));
  // A long list that was not asked for is not asked for again.
  if (row && rows.some((one) => number(one, TAG.InstanceNumber) !== wanted)) habits.ignoresNumbers = true;
  return undefined;
}

/** One object's description; undefined where it is said more than once, or of another object. */
async function describe(
  client: JsonClient,
  study: StudyUid,
  series: SeriesUid,
  sop: SopUid,
  signal: AbortSignal,
): Promise<Instance | undefined> {
  const datasets = await client.instanceMetadata(study, series, sop, signal);
  const instance = datasets.length === 1 ? toInstance(datasets[0]) : undefined;
  return instance?.sop === sop ? instance : undefined;
}

/**
 * The object with whose image a series of many opens: the one that is wanted, or that of its two ends (Instance Number 1, and as
 * many as the series has) that stands first in display order. It is a foresight: only the whole series tells its order. `count`: objects of the
 * series, as its study's list says. Undefined where it cannot be told, or where the whole is described as fast. Rejects as
 * listInstances does.
 */
export async function findOpening(
  client: JsonClient,
  study: StudyUid,
  series: SeriesUid,
  count: number | undefined,
  wanted: SopUid | undefined,
  parts: InstanceParts,
  signal: AbortSignal,
): Promise<Instance | undefined> {
  const { habits } = parts;
  if (count === undefined || count < FEW_OBJECTS) return undefined;
  if (!wanted && (habits.ignoresNumbers || habits.ignoresFilters)) return undefined;
  const sops = wanted
    ? [wanted]
    : await Promise.all([1, count].map((at) => findNumbered(client, study, series, at, habits, signal)));
  // One object for two numbers: neither tells where it stands.
  if (new Set(sops).size < sops.length) return undefined;
  const described = await Promise.all(
    sops.map((sop) => (sop ? describe(client, study, series, sop, signal) : undefined)),
  );
  const ends = described.filter((instance) => instance !== undefined).filter(isImage);
  if (ends.length < sops.length) return undefined;
  checkIdentity(ends, study, series, await parts.patientId);
  const [first] = orderFrames(ends).frames;
  return first && withTables(first.instance, parts);
}

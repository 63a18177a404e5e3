import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';

/** A series of more objects is not described as a whole for this. */
const FEW_OBJECTS = 64;

/** One object of a series: that which it opens with, or any of a small one, which is described as a whole as fast. */
export async function describeOne(
  archive: Archive,
  { study, series, instanceCount = 1 }: SeriesSummary,
  signal: AbortSignal,
): Promise<Instance | undefined> {
  const opening = await archive.opening?.(study, series, undefined, signal);
  if (opening || instanceCount > FEW_OBJECTS) return opening;
  return (await archive.instances(study, series, signal))[0];
}

import { createHash } from 'node:crypto';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { ObjectIdentity } from './identity';

/** A UID under 2.25 (PS3.5 B.2) that is the same whenever it is made of the same words. */
function uidOf(...words: readonly string[]): string {
  const digest = createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}`;
}

/**
 * The identity of an image that lacks some of its UIDs: those it has, the others made of its path in the folder. Such files
 * are no valid DICOM objects, but their pictures are as good as any; DICOMweb can speak of nothing that has no UIDs.
 */
export function adopt(found: ObjectIdentity, path: string): ObjectIdentity {
  const study = found.study ?? toStudyUid(uidOf('study', path));
  return {
    study,
    series: found.series ?? toSeriesUid(uidOf('series', study ?? '', path)),
    sop: found.sop ?? toSopUid(uidOf('instance', path)),
    sopClass: found.sopClass,
  };
}

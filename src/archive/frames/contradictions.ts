import type { FrameKey } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';

/** Names an object, and so all its frames. */
type ObjectOf = Pick<FrameKey, 'series' | 'sop'>;

/** The objects that are described in two ways: nothing that comes of them is to be trusted. */
export interface Contradictions {
  has(object: ObjectOf): boolean;
  /** false: it was known. */
  add(object: ObjectOf): boolean;
  /** An object as the worker is told of it: it refuses what is contradicted. */
  asDescribed(instance: Instance): Instance;
}

/** None so far. */
export function createContradictions(): Contradictions {
  const known = new Set<string>();
  const has = ({ series, sop }: ObjectOf) => known.has(`${series}/${sop}`);
  return {
    has,
    add(object) {
      if (has(object)) return false;
      known.add(`${object.series}/${object.sop}`);
      return true;
    },
    asDescribed: (instance) => (has(instance) ? { ...instance, doubt: 'duplicate' } : instance),
  };
}

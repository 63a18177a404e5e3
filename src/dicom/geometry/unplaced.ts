import { number } from '@/dicom/dataset/dicomJson';
import type { Orientation } from './geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';

/** An image, with its direction where it says its place in the patient. */
interface Sited {
  readonly instance: Instance;
  readonly orientation?: Orientation;
}

const kindOf = ({ instance: { sopClass, dataset } }: Sited): string =>
  `${sopClass} ${number(dataset, TAG.Rows)}x${number(dataset, TAG.Columns)}`;

/**
 * How many images do not say where in the patient they lie though others of their class and size do: they stand beside the
 * stack that they may belong to. A captured page among slices is none of them.
 */
export function withoutPlace(all: readonly Sited[]): number {
  const placed = new Set(all.filter(({ orientation }) => orientation !== undefined).map(kindOf));
  return all.filter((one) => !one.orientation && placed.has(kindOf(one))).length;
}

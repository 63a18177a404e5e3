import { text } from '@/dicom/dataset/dicomJson';
import type { LinkedImage, LinkedSeries } from '@/view/linked/linkedSeries';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { Stack, StackFrame } from '@/imaging/stack/stack';

const FRAME_OF_REFERENCE = '00200052';

function toLinked({ study, series, sop, frame, rows, columns, instance }: StackFrame): LinkedImage {
  const { plane, isReal } = drawnPlane(instance, frame);
  const of = { study, frame: text(instance.dataset, FRAME_OF_REFERENCE) ?? series };
  return { sop, frame, rows, columns, of, ...(isReal ? { plane } : {}) };
}

const made = new WeakMap<Stack, LinkedSeries>();

/** A series as links see it. The same for the same stack; images are looked at when they are asked for. */
export function linkedSeriesOf(stack: Stack): LinkedSeries {
  const known = made.get(stack);
  if (known) return known;
  const images: LinkedImage[] = [];
  const { study, series, parts, frames, indexOf } = stack;
  const linked: LinkedSeries = {
    ...{ study, series, parts, indexOf },
    imageAt(index) {
      const frame = frames[index];
      if (frame) images[index] ??= toLinked(frame);
      return images[index];
    },
  };
  made.set(stack, linked);
  return linked;
}

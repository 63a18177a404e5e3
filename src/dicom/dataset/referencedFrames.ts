import { readNumbers, type DicomJson } from './dicomJson';
import { TAG } from './tags';

/**
 * The frames of an image that a reference is for (Referenced Frame Number, PS3.3 10.3), from 1; undefined where it says none,
 * which means all. What stands there and can be no frame ("0", "1.5", "two") is none: a reference of nothing but such is an
 * empty list, met by no frame. It must not be taken for one of all frames, nor for the first.
 */
export function referencedFrames(item: DicomJson | undefined): readonly number[] | undefined {
  const reading = readNumbers(item, TAG.ReferencedFrameNumber);
  if (reading.kind === 'absent') return undefined;
  const said = reading.kind === 'value' ? reading.value : [];
  return said.filter((frame) => Number.isInteger(frame) && frame >= 1);
}

import { number, numbers } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { NOT_PICTURES, SOP_CLASS_NAMES } from '@/dicom/dataset/sopClasses';
import { TAG } from '@/dicom/dataset/tags';

/**
 * Whether an instance is a picture for a pane of images: it says that it has pixels, and is no video. One whose description
 * makes no sense keeps its place among the others, and says so there (pixelFault).
 */
export const isImage = ({ frames, sopClass }: Instance): boolean => frames > 0 && !NOT_PICTURES.has(sopClass);

/** Name of a storage SOP class (PS3.6); the UID itself for classes not in the table. */
export const sopClassName = (uid: string): string =>
  Object.hasOwn(SOP_CLASS_NAMES, uid) ? (SOP_CLASS_NAMES[uid] ?? uid) : uid;

const FASTEST_FPS = 120;
const isRate = (fps: number): boolean => Number.isFinite(fps) && fps > 0 && fps <= FASTEST_FPS;

/**
 * Frames a second at which the file wants to be played: Recommended Display Frame Rate, Cine Rate, else from Frame Time
 * or the mean of Frame Time Vector, both in ms (PS3.3 C.7.6.5). Undefined when it says nothing usable.
 */
export function cineFps({ dataset }: Instance): number | undefined {
  const vector = numbers(dataset, TAG.FrameTimeVector).slice(1); // The first is 0: nothing goes before frame 1.
  const meanMs = vector.reduce((sum, ms) => sum + ms, 0) / vector.length;
  const rates = [
    number(dataset, TAG.RecommendedDisplayFrameRate),
    number(dataset, TAG.CineRate),
    1000 / (number(dataset, TAG.FrameTime) ?? Number.NaN),
    1000 / meanMs,
  ];
  return rates.find((fps) => fps !== undefined && isRate(fps));
}

/**
 * How long a frame stays on screen when played, ms: the time to the next one by Frame Time Vector (PS3.3 C.7.6.5.1.2; its
 * first value is 0), the last one as long as the mean; else as cineFps says. Undefined when the file says nothing usable.
 * Frames from 1.
 */
export function frameTimeMs(instance: Instance, frame: number): number | undefined {
  const fps = cineFps(instance);
  if (fps === undefined) return undefined;
  const vector = numbers(instance.dataset, TAG.FrameTimeVector);
  const toNext = vector[frame];
  const isRuled = number(instance.dataset, TAG.RecommendedDisplayFrameRate) !== undefined;
  if (isRuled || vector.length !== instance.frames) return 1000 / fps;
  const meanMs = vector.slice(1).reduce((sum, ms) => sum + ms, 0) / (vector.length - 1);
  return [toNext, meanMs].find((ms) => ms !== undefined && isRate(1000 / ms)) ?? 1000 / fps;
}

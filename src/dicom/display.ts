import { number, numbers, text } from './dicomJson';
import { frameTexts } from './functionalGroups';
import type { Instance } from './instance';
import { NOT_PICTURES, SOP_CLASS_NAMES } from './sopClasses';
import { TAG } from './tags';

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

/** Whether the picture ever went through lossy compression (PS3.3 C.7.6.1.1.5). */
export const isLossy = ({ dataset }: Instance): boolean =>
  text(dataset, TAG.LossyImageCompression) === '01' ||
  numbers(dataset, TAG.LossyImageCompressionRatio).some((r) => r > 1);

/** How strongly, as the product of all compressions, e.g. 12 for 12:1; undefined when not said. */
export function lossyRatio({ dataset }: Instance): number | undefined {
  const ratios = numbers(dataset, TAG.LossyImageCompressionRatio).filter((ratio) => ratio > 1);
  return ratios.length > 0 ? ratios.reduce((product, ratio) => product * ratio, 1) : undefined;
}

/** Side of a paired body part, as the frame, the image or the series says: R, L, B (both), U (unpaired). Frames from 1. */
export function laterality({ dataset }: Instance, frame = 1): string | undefined {
  const [ofFrame] = frameTexts(dataset, frame, TAG.FrameAnatomySequence, TAG.FrameLaterality);
  const side = ofFrame ?? text(dataset, TAG.ImageLaterality) ?? text(dataset, TAG.Laterality);
  return side !== undefined && ['R', 'L', 'B', 'U'].includes(side) ? side : undefined;
}

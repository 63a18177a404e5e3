/**
 * Stands in for the polygon clipper with which Cornerstone joins and cuts contours of segmentations, which nobody here draws
 * (vite.config.ts). Its tools read the names of the operations when they are loaded.
 */
export const ClipType = {
  Union: 'union',
  Difference: 'difference',
  Intersection: 'intersection',
  Xor: 'xor',
};
export const FillRule = { EvenOdd: 'even-odd' };

const none = (): never => {
  throw new Error('contours of segmentations are not joined here');
};
export const Clipper = { booleanOpDWithPolyTree: none };
/** Made with `new`, which a function bears. */
export function PolyTreeD(): never {
  return none();
}

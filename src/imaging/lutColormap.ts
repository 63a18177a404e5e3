import { utilities } from '@cornerstonejs/core';
import type { VoiLut } from '@/dicom/lut';
import { wordOf, type Look } from './look';

/** A table as a colormap of Cornerstone's GPU path, over the range of its window. */
export function lutColormap({ entries, white, first }: VoiLut): string {
  const last = Math.max(1, entries.length - 1);
  const RGBPoints = [...entries].flatMap((entry, i) => [
    i / last,
    entry / white,
    entry / white,
    entry / white,
  ]);
  const Name = `voi-lut ${first} ${white} ${hashOf(entries)}`;
  utilities.colormap.registerColormap({ ColorSpace: 'RGB', Name, RGBPoints } as never);
  return Name;
}

/** Steps of a colormap that stands for a whole look: more than a texture of the GPU path holds. */
const STEPS = 4096;

/** A look that no window and table alone can say, as a colormap over the range of the image's values. */
export function lookColormap(
  look: Look,
  { min, max }: { readonly min: number; readonly max: number },
): string {
  const word = wordOf(look);
  const levels = Uint16Array.from({ length: STEPS }, (_, i) => {
    const value = word(min + ((max - min) * i) / (STEPS - 1));
    return value & 0xffff;
  });
  const RGBPoints = Array.from({ length: STEPS }, (_, i) => {
    const value = word(min + ((max - min) * i) / (STEPS - 1));
    return [i / (STEPS - 1), (value & 0xff) / 255, ((value >> 8) & 0xff) / 255, ((value >> 16) & 0xff) / 255];
  }).flat();
  const Name = `look ${min} ${max} ${hashOf(levels)}`;
  utilities.colormap.registerColormap({ ColorSpace: 'RGB', Name, RGBPoints } as never);
  return Name;
}

/** FNV-1a over 16-bit words: equal tables get one name. */
function hashOf(entries: Uint16Array): string {
  let hash = 0x811c9dc5;
  for (const entry of entries) hash = Math.imul(hash ^ entry, 0x01000193);
  return (hash >>> 0).toString(16) + entries.length.toString(16);
}

import { utilities } from '@cornerstonejs/core';
import type { VoiLut } from '@/dicom/lut';

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

/** FNV-1a over 16-bit words: equal tables get one name. */
function hashOf(entries: Uint16Array): string {
  let hash = 0x811c9dc5;
  for (const entry of entries) hash = Math.imul(hash ^ entry, 0x01000193);
  return (hash >>> 0).toString(16) + entries.length.toString(16);
}

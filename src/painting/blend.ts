import type { Over } from './drawing';
import { GreyTables, toWords } from './greyTable';

/** One channel of two opaque words, blended and rounded. */
const mixed = (below: number, above: number, shift: number, part: number): number =>
  Math.round(((below >> shift) & 0xff) * (1 - part) + ((above >> shift) & 0xff) * part) << shift;

/** Lays pictures over others; keeps its tables and its room from one to the next. */
export class Blend {
  private readonly tables = new GreyTables();
  private words = new Uint32Array(0);

  /**
   * Opaque words of a picture become those with another laid over it, which has as many pixels: below * (1 - opacity) + above * opacity in
   * each channel; where the other has nothing, they stay as they are.
   */
  lay(below: Uint32Array, { picture, look, opacity }: Over): void {
    const { values, nothing } = picture;
    if (this.words.length !== values.length) this.words = new Uint32Array(values.length);
    const above = this.words;
    toWords(picture, look, this.tables, above);
    for (let at = 0; at < above.length; at++) {
      const value = values[at] ?? Number.NaN;
      if (value === nothing || Number.isNaN(value)) continue;
      const [one, other] = [below[at] ?? 0, above[at] ?? 0];
      below[at] =
        0xff000000 |
        mixed(one, other, 16, opacity) |
        mixed(one, other, 8, opacity) |
        mixed(one, other, 0, opacity);
    }
  }
}

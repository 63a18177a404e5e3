/**
 * Samples by plane, out of what the HTJ2K codec of Cornerstone (2.4) makes of a codestream whose three components are not mixed: it takes
 * the lines of one pixel row after the other, and gets all lines of the first component before those of the second.
 */
export function planesOfLines<Samples extends Uint8Array | Uint16Array>(
  samples: ArrayLike<number>,
  columns: number,
  planes: Samples,
): Samples {
  for (let line = 0; line * columns < samples.length; line++) {
    const [row, sample] = [Math.floor(line / 3), line % 3];
    for (let x = 0; x < columns; x++)
      planes[line * columns + x] = samples[(row * columns + x) * 3 + sample] ?? 0;
  }
  return planes;
}

/**
 * The colours that drawings can have, by the number that stands in `Notes.colour`, from 1. Told apart by lightness as well
 * as by hue; none is the blue of what is selected.
 */
export const PALETTE = [
  { name: 'yellow', hex: '#ffd54a' },
  { name: 'orange', hex: '#ff9f57' },
  { name: 'red', hex: '#ff6b6b' },
  { name: 'pink', hex: '#ff9ae0' },
  { name: 'violet', hex: '#b08cff' },
  { name: 'turquoise', hex: '#4fd1c1' },
  { name: 'green', hex: '#8be05a' },
  { name: 'white', hex: '#f2f4f7' },
] as const;

/** The colour of a drawing as CSS writes it; undefined for the usual one. */
export const drawingColour = (colour: number | undefined): string | undefined =>
  colour === undefined ? undefined : PALETTE[colour - 1]?.hex;

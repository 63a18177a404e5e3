import type { GreyValues } from './greyTable';
import { isSameLook, type Look } from './look';
import type { Placement } from './placement';

export interface Sized {
  readonly columns: number;
  readonly rows: number;
}

/** Modality values, row by row. */
export interface GreyPicture extends Sized, GreyValues {
  readonly kind: 'grey';
}

/** Colours, pixel by pixel: red, green, blue, and with four samples a byte that is not looked at. */
export interface ColourPicture extends Sized {
  readonly kind: 'colour';
  readonly samples: 3 | 4;
  readonly values: Uint8Array | Uint8ClampedArray;
}

/** A stored image as it is painted. The same object holds the same pixels for ever. */
export type Picture = GreyPicture | ColourPicture;

/** A picture that is laid over another of as many pixels; where it has nothing, that is seen alone. */
export interface Over {
  readonly picture: GreyPicture;
  readonly look: Look;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Everything that decides what a canvas shows. */
export interface Drawing {
  readonly picture: Picture;
  /** Of a colour picture only the inversion counts. */
  readonly look: Look;
  readonly over?: Over | undefined;
  readonly placement: Placement;
  /** Levels between those of neighbouring pixels where the picture is not one to one; else each pixel is a square. */
  readonly isSmooth: boolean;
}

/** Whether the same is laid over, alike. */
export const isSameOver = (a: Over | undefined, b: Over | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.picture === b.picture &&
    a.opacity === b.opacity &&
    isSameLook(a.look, b.look));

/** Whether two drawings give the same canvas. */
export const isSameDrawing = (a: Drawing | undefined, b: Drawing): boolean =>
  a !== undefined &&
  a.picture === b.picture &&
  a.isSmooth === b.isSmooth &&
  isSameOver(a.over, b.over) &&
  a.placement.every((number, at) => number === b.placement[at]) &&
  isSameLook(a.look, b.look);

/**
 * What became of a draw: `unable` = this way cannot draw this picture, but others; `broken` = it draws nothing any more. The
 * canvas is undefined after both.
 */
export type Outcome = 'drawn' | 'unable' | 'broken';

/** One of the ways to draw. All give the same levels at one to one, and the same within one level otherwise. */
export interface Way {
  /** Covers a canvas: the picture, and black around it. */
  draw(context: CanvasRenderingContext2D, drawing: Drawing): Outcome;
}

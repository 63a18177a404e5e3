import type { QuarterTurn } from '@/view/viewState';

/** Width and height of a page in points (1/72 inch), turned as the page itself asks, or of a place in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What stands in a page that does not say how large it is: A4. */
export const A4: Size = { width: 595, height: 842 };

/** A page on the screen is no wider than this where it fits the width: longer lines are hard to read. */
const WIDEST_PX = 1100;
/** No page is laid out longer: a page may say that it is kilometres high, and browsers have an end. */
const LONGEST_PX = 30_000;
/** What every device that we know can hold as one canvas (iOS: 16.7 million pixels), and its longest side. */
const CANVAS_PIXELS = 4096 * 4096;
const CANVAS_SIDE = 8192;

/** Zoom 1 is the whole page in the pane, as it is for images. */
export const LEAST_ZOOM = 0.1;
export const MOST_ZOOM = 20;

const isLength = (value: number): boolean => Number.isFinite(value) && value > 0;

/** The size of a page as it can be used. */
export const soundSize = ({ width, height }: Size): Size =>
  isLength(width) && isLength(height) ? { width, height } : A4;

/** A page turned by the reader. */
export const turnedSize = ({ width, height }: Size, turn: QuarterTurn): Size =>
  turn % 180 === 0 ? { width, height } : { width: height, height: width };

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** CSS pixels per point with which the whole page is in the room. */
export const fitPage = (page: Size, room: Size): number =>
  Math.max(Math.min(room.width / page.width, room.height / page.height), Number.MIN_VALUE);

/** CSS pixels per point with which the page is as wide as the room. */
export const fitWidth = (page: Size, room: Size): number => Math.min(room.width, WIDEST_PX) / page.width;

/** CSS pixels per point of a page in a room. `zoom`: 1 = the whole page; absent = as wide as the room. Never larger than can be laid out. */
export function scaleOf(page: Size, room: Size, zoom: number | undefined): number {
  const wanted =
    zoom === undefined ? fitWidth(page, room) : fitPage(page, room) * within(zoom, LEAST_ZOOM, MOST_ZOOM);
  return Math.min(wanted, LONGEST_PX / Math.max(page.width, page.height));
}

/** The zoom (1 = the whole page) after one by a factor, from a zoom that may be that of the width. */
export const zoomedBy = (page: Size, room: Size, zoom: number | undefined, factor: number): number =>
  within((scaleOf(page, room, zoom) / fitPage(page, room)) * factor, LEAST_ZOOM, MOST_ZOOM);

/** Device pixels per CSS pixel with which a place is painted: those of the screen, as far as a canvas may be so large. */
export function densityOf(place: Size, deviceRatio: number): number {
  const most = Math.sqrt(CANVAS_PIXELS / (place.width * place.height));
  return Math.min(deviceRatio, most, CANVAS_SIDE / place.width, CANVAS_SIDE / place.height);
}

/** Dots per inch of a printed page. */
const PRINT_DPI = 150;

/** Canvas pixels per point of a page that is printed; no more than a canvas may have. */
export const printScale = (page: Size): number => {
  const scale = PRINT_DPI / 72;
  return scale * densityOf({ width: page.width * scale, height: page.height * scale }, 1);
};

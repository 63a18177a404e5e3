import { apart, type Spot } from './plane2d';

export const LOUPE_PX = 128;
const RADIUS_PX = LOUPE_PX / 2;
/** From the finger to the nearest that the middle of the loupe may come. */
const CLEAR_PX = 92;
/** What is this near to the loupe is under it. */
const RIM_PX = 10;
/** Ends of the line that are nearer than this to the finger are under it, wherever the loupe is. */
const UNDER_FINGER_PX = 30;

/** From the finger to the middle of the loupe, the best place first: above, beside and above, beside, further off, below. */
const WAYS: readonly Spot[] = [
  [0, -108],
  [-92, -70],
  [92, -70],
  [-116, 0],
  [116, 0],
  [0, -160],
  [-160, 0],
  [160, 0],
  [0, 116],
];

export interface LoupePlace {
  /** Of its middle, in CSS pixels of the pane. */
  readonly middle: Spot;
  /** Which of the places about the finger this is: the loupe stays in it as long as it can. */
  readonly way: number;
}

/** Where the loupe stands: in the pane, off the finger, and over no handle of what is drawn if there is such a place. */
export function loupePlace(
  finger: Spot,
  pane: { readonly width: number; readonly height: number },
  handles: readonly Spot[],
  /** Of the text above it, in CSS pixels. */
  textPx: number,
  before: number | undefined,
): LoupePlace {
  const shown = handles.filter((spot) => apart(spot, finger) > UNDER_FINGER_PX);
  const within = (at: number, from: number, to: number) => Math.max(from, Math.min(at, to));
  const places = WAYS.map(([x, y], way): LoupePlace => {
    const left = within(finger[0] + x, RADIUS_PX, pane.width - RADIUS_PX);
    const top = within(finger[1] + y, RADIUS_PX + textPx, pane.height - RADIUS_PX);
    return { middle: [left, top], way };
  });
  const isFree = ({ middle }: LoupePlace) => apart(middle, finger) >= CLEAR_PX;
  const isClear = ({ middle: [x, y], ...place }: LoupePlace) =>
    isFree({ middle: [x, y], ...place }) &&
    shown.every(
      (spot) =>
        apart(spot, [x, y]) > RADIUS_PX + RIM_PX &&
        !(Math.abs(spot[0] - x) < RADIUS_PX && spot[1] < y && spot[1] > y - RADIUS_PX - textPx - RIM_PX),
    );
  const [above = { middle: finger, way: 0 }] = places;
  const stayed = before === undefined ? undefined : places[before];
  if (stayed && isClear(stayed)) return stayed;
  return places.find(isClear) ?? places.find(isFree) ?? above;
}

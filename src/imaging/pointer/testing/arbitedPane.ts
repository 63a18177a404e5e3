import type { Claimant, PanePoint, PointerKind, Press, Rest } from '@/imaging/pointer/claims';
import { PaneArbiter } from '@/imaging/pointer/paneArbiter';

/** In the upper part, where a drawing is, and in the lower, where none is. */
export const ON: PanePoint = [50, 50];
export const OFF: PanePoint = [50, 150];
/** In the lower part, and the tap of a finger there is the first claimant's. */
export const TAPPED: PanePoint = [50, 180];

/** What the first claimant, which stands for drawing, takes: the first button and one finger, above the middle. */
const isDrawings = ({ button, isOnPicture, at }: Press) => button === 0 && isOnPicture && at[1] < 100;

/** A pane with two who draw and view, and its frame; notes all that each is told. */
export function arbitedPane({ rest = 'stay', mayHold = true }: { rest?: Rest; mayHold?: boolean } = {}) {
  const told: string[] = [];
  let [ms, down] = [0, 0];
  let onRest: (() => void) | undefined;
  const pressOf = (name: string, restWish?: Rest) => (press: Press) => {
    const note = (what: string) => told.push(`${name} ${what}`);
    note(`takes ${press.kind} ${press.button}`);
    return {
      move: () => note('moves'),
      release: () => note('released'),
      cancel: () => note('cancelled'),
      doubleTap: () => note('double tap'),
      ...(restWish === undefined ? {} : { rest: () => restWish }),
    };
  };
  const drawing: Claimant = {
    press: (press) => (isDrawings(press) ? pressOf('drawing', rest)(press) : undefined),
    tap: ({ at }) => at[1] === TAPPED[1] && told.push('drawing has the tap') > 0,
    doublePress: ({ at }) => at[1] < 100 && told.push('drawing double press') > 0,
    hover: ({ at }) => (at[1] < 100 ? 'crosshair' : undefined),
  };
  const view: Claimant = {
    press: (press) => (press.isOnPicture && press.button < 3 ? pressOf('view')(press) : undefined),
    pair: () => {
      told.push('view takes two fingers');
      return ([[ax], [bx]], [[cx], [dx]]) => told.push(`pinch ${bx - ax} to ${dx - cx}`);
    },
    wheel: ({ deltaY }) => told.push(`wheel ${deltaY}`) > 0,
    hover: () => '',
  };
  const frame: Claimant = {
    hold: () => (mayHold ? () => told.push('menu by hold') : undefined),
    contextMenu: ({ at }) => told.push(`menu at ${at.join()}`) > 0,
    doublePress: () => told.push('alone') > 0,
  };
  const arbiter = new PaneArbiter({
    claimants: [drawing, view, frame],
    awaitRest: (run) => {
      onRest = run;
      return () => (onRest = onRest === run ? undefined : onRest);
    },
    onPress: () => down++,
    onRelease: () => down--,
  });
  const [x, y]: PanePoint = [50, 150];
  const press = (
    id: number,
    kind: PointerKind,
    at: PanePoint = [x, y],
    { button = 0, isOnPicture = true, isPrimary = id === 1 } = {},
  ) => arbiter.down({ id, kind, button, isOnPicture, at, page: at, ms: (ms += 10) }, isPrimary);
  const move = (id: number, at: PanePoint) => {
    const now = { at, ms: (ms += 10) };
    arbiter.move(id, now, () => [now]);
  };
  const up = (id: number, at: PanePoint = [x, y]) => arbiter.up(id, { at, ms: (ms += 10) });
  const tap = (at: PanePoint) => {
    press(1, 'touch', at);
    up(1, at);
  };
  return {
    ...{ arbiter, press, move, up, tap },
    doublePress: (at: PanePoint) =>
      arbiter.doublePress({ id: -1, kind: 'mouse', button: 0, isOnPicture: true, at, page: at, ms }),
    rest: () => onRest?.(),
    wait: (time: number) => void (ms += time),
    cancel: (id: number) => arbiter.cancel(id),
    wheel: () => arbiter.wheel({ ctrlKey: false, deltaY: 100, deltaMode: 0, at: () => [x, y] }),
    told,
    /** Pointers that are pressed, as a step of undo counts them. */
    down: () => down,
  };
}

import { GlWay } from './glWay';
import type { Painter } from './painter';
import { isTrue } from './trial';

/** What is kept on a device: the name of a way to draw, and nothing else. */
type Shelf = Pick<Storage, 'getItem'>;

const KEY = 'isocenter.painting';
/** So long after the first picture, where the browser does not say when it is idle. */
const LATER_MS = 300;

function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, LATER_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run);
  return () => cancelIdleCallback(asked);
}

function keptWay(shelf: Shelf | undefined): string | undefined {
  try {
    return shelf?.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // Storage is forbidden.
  }
}

/** WebGL2 for a painter, where it shows what it should on this device; an error or a lost context ends it. */
function startGl(painter: Painter): void {
  const way = GlWay.start(() => painter.leave(), true);
  if (!way) return;
  if (isTrue(way)) painter.take(way);
  else way.dispose();
}

/**
 * Gives a painter the way to draw that is kept for this device, in the first quiet moment; canvas 2D until then, and where
 * nothing is kept. The result calls it off.
 */
export const chooseWay = (painter: Painter, shelf: Shelf | undefined): (() => void) =>
  keptWay(shelf) === 'gl' ? whenIdle(() => startGl(painter)) : () => undefined;

import type { Mark } from './measurement';
import { KINDS } from './kinds';

/** What is nearer than this is at one place. */
const SAME_PX = 1e-6;

/** Whether a drawing is one: a click without a drag leaves a line of no length, which measures nothing. */
export const hasExtent = ({ kind, pointsPx }: Pick<Mark, 'kind' | 'pointsPx'>): boolean =>
  KINDS[kind].hand.count === 1 ||
  pointsPx.some(([x, y]) => Math.hypot(x - (pointsPx[0]?.[0] ?? x), y - (pointsPx[0]?.[1] ?? y)) > SAME_PX);

import type { ToolId } from '@/imaging/pointer/tools';
import type { ActionId } from '@/features/viewer/commands/actions';

export type BarId = ToolId | ActionId;

/** CSS pixels of a button with its gap, and of what surrounds a group of them (toolbar.module.css). */
const BUTTON_PX = 34;
const GROUP_PX = 13;
const GROUPS = 5;

/** What the toolbar of the desk holds, what stays longest first: the rest is behind its two More buttons. */
const BY_NEED: readonly BarId[] = [
  'window',
  'zoom',
  'pan',
  'scroll',
  'length',
  'reset',
  'play',
  'mpr',
  'angle',
  'ellipse',
  'arrow',
  'probe',
  'invert',
  'rotate',
  'mirror',
  'keyImage',
  'bidirectional',
  'rectangle',
  'locate',
  'fit',
  'oneToOne',
  'upend',
  'graphics',
  'calibrate',
  'alone',
  'nextSeries',
  'previousSeries',
  'nextPane',
  'nextPart',
  'previousPart',
];

/**
 * What a bar of so many CSS pixels has room for. Room is kept for the layout, for More, and where people measure for the
 * list of measuring tools and the one of them in use: nothing moves when that comes.
 */
export function fitting(
  roomPx: number,
  offered: ReadonlySet<BarId>,
  canMeasure: boolean,
): ReadonlySet<BarId> {
  const kept = canMeasure ? 4 : 2;
  const count = Math.floor((roomPx - GROUPS * GROUP_PX - kept * BUTTON_PX) / BUTTON_PX);
  return new Set(BY_NEED.filter((id) => offered.has(id)).slice(0, Math.max(0, count)));
}

import { CONTOURS } from './contours';
import type { Kind } from './kind';
import { LINES } from './lines';
import { POINTS } from './points';
import { REGIONS } from './regions';

const ROWS = { ...LINES, ...REGIONS, ...POINTS, ...CONTOURS };

/** The drawing tools whose results are measurements. */
export type MeasurementKind = keyof typeof ROWS;

/** Every kind of measurement: the one table that feeds all others. Its order is that of the tools. */
export const KINDS: Readonly<Record<MeasurementKind, Kind>> = ROWS;

export const MEASUREMENT_KINDS = Object.keys(ROWS) as readonly MeasurementKind[];

/** The kind of that name; undefined for what is none. */
export const toKind = (name: string | undefined): MeasurementKind | undefined =>
  name !== undefined && Object.hasOwn(ROWS, name) ? (name as MeasurementKind) : undefined;

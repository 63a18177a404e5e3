import type { GreyPicture } from '@/painting/drawing';
import type { FrameValues, VolumeFrames } from './planeSource';

/** Least and greatest of some values of each frame; what was looked at once is known. */
const ranges = new WeakMap<FrameValues, readonly [least: number, most: number]>();

/** Every so many values are looked at: a prime, so that no column of a picture is. */
const EACH = 97;
/** So many frames at most are looked at. */
const LOOKED_AT = 16;
/** With fewer values than this between least and greatest, whole numbers would be steps to be seen. */
const FINE_RANGE = 1024;

function rangeOf(values: FrameValues): readonly [number, number] {
  const known = ranges.get(values);
  if (known) return known;
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at += EACH) {
    const value = values[at] ?? 0;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = [least, most] as const;
  ranges.set(values, range);
  return range;
}

/** The type of values that a picture of these frames has: whole numbers are painted by table, ten times as fast as others. */
function typeFor({ values }: VolumeFrames): typeof Int16Array | typeof Uint16Array | typeof Float32Array {
  const here = values.filter((each) => each !== undefined);
  const isWhole = here.every((each) => each instanceof Int16Array || each instanceof Uint16Array);
  const every = Math.ceil(here.length / LOOKED_AT);
  const all = here.filter((_, at) => at % every === 0).map(rangeOf);
  const least = all.reduce((low, [one]) => Math.min(low, one), Infinity);
  const most = all.reduce((high, [, one]) => Math.max(high, one), -Infinity);
  if (!isWhole || !(most - least >= FINE_RANGE)) return Float32Array;
  if (here.every((each) => each instanceof Int16Array)) return Int16Array;
  return here.every((each) => each instanceof Uint16Array) ? Uint16Array : Float32Array;
}

/** A picture of so many pixels with nothing on it. Float32: NaN is nothing. */
export function emptyPicture(frames: VolumeFrames, columns: number, rows: number): GreyPicture {
  const values = new (typeFor(frames))(columns * rows);
  const about = { kind: 'grey', columns, rows, values } as const;
  if (values instanceof Float32Array) {
    values.fill(Number.NaN);
    return about;
  }
  const nothing = values instanceof Int16Array ? -32_768 : 65_535;
  values.fill(nothing);
  return { ...about, nothing };
}

/** Where pixels of a line go: the first, and how far apart they are. */
interface Target {
  readonly at: number;
  readonly each: number;
}

function storeInt16(values: Int16Array, line: Float32Array, { at, each }: Target) {
  for (let x = 0; x < line.length; x++) {
    const value = line[x] ?? 0;
    // Neither NaN nor infinite: there is a voxel, and its frame is here.
    values[at + x * each] = value - value === 0 ? Math.max(-32_767, Math.round(value)) : -32_768;
  }
}

function storeUint16(values: Uint16Array, line: Float32Array, { at, each }: Target) {
  for (let x = 0; x < line.length; x++) {
    const value = line[x] ?? 0;
    values[at + x * each] = value - value === 0 ? Math.min(65_534, Math.round(value)) : 65_535;
  }
}

function storeFloat32(values: Float32Array, line: Float32Array, { at, each }: Target) {
  for (let x = 0; x < line.length; x++) {
    const value = line[x] ?? 0;
    values[at + x * each] = value - value === 0 ? value : Number.NaN;
  }
}

/** Puts values with fractions into a picture, in a row or a column of it, by its number; what is no finite number is nothing. */
export function storeLine(
  { values, columns }: GreyPicture,
  line: Float32Array,
  at: number,
  areColumns: boolean,
): void {
  const target = areColumns ? { at, each: columns } : { at: at * columns, each: 1 };
  if (values instanceof Int16Array) storeInt16(values, line, target);
  else if (values instanceof Uint16Array) storeUint16(values, line, target);
  else if (values instanceof Float32Array) storeFloat32(values, line, target);
}

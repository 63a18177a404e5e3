import { toSeriesUid, toSopUid, toStudyUid, type StudyUid } from '@/dicom/dataset/uid';
import { packCine, readCine } from './codecCine';
import { packKeyImages, unpackKeyImages } from './codecKeyImages';
import { packNumbers, unpackNumbers } from './codecNumbers';
import type { Dropped } from './dropped';
import {
  MOST_ROWS,
  type Grid,
  type Pane,
  type PresentationRef,
  type QuarterTurn,
  type ViewState,
  type Window,
} from '@/view/viewState';

/** One-letter keys keep links short; the names stand here once. */
interface PackedPane {
  /** Index into the studies; absent = the first. */
  readonly s?: number;
  /** Series Instance UID. */
  readonly e: string;
  /** SOP Instance UID and frame of the image. */
  readonly o?: string;
  readonly f?: number;
  /** Window center, width, curve (index into CURVES). */
  readonly w?: readonly [number, number, number];
  /** Index of the VOI LUT. */
  readonly l?: number;
  readonly z?: number;
  readonly c?: readonly [number, number];
  /** Quarter turns, 1 to 3. */
  readonly r?: number;
  readonly x?: 1;
  readonly i?: 1;
  readonly b?: 1;
  /** Series and SOP Instance UID of the presentation state. */
  readonly d?: readonly [string, string];
  /** Cine. */
  readonly y?: readonly unknown[];
}

/** No image has more tables to choose from. */
const MOST_LUTS = 99;

const CURVES = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;

/** Rounded to what the eye sees: six significant digits are far below a pixel or a grey level. */
const round = (value: number): number => Number(value.toPrecision(6));

function packPane(pane: Pane, studies: readonly StudyUid[]): PackedPane {
  const { at, window, voiLut, zoom, centre, rotationDeg, mirrored, inverted, bare, presentation, cine } =
    pane;
  const study = studies.indexOf(pane.study);
  return {
    ...(study > 0 ? { s: study } : {}),
    e: pane.series,
    ...(at ? { o: at.sop, ...(at.frame === 1 ? {} : { f: at.frame }) } : {}),
    ...(window
      ? { w: [round(window.center), round(window.width), CURVES.indexOf(window.curve)] as const }
      : {}),
    ...(voiLut === undefined ? {} : { l: voiLut }),
    ...(zoom === undefined ? {} : { z: round(zoom) }),
    ...(centre ? { c: [round(centre[0]), round(centre[1])] as const } : {}),
    ...(rotationDeg ? { r: rotationDeg / 90 } : {}),
    ...(mirrored ? { x: 1 as const } : {}),
    ...(inverted ? { i: 1 as const } : {}),
    ...(bare ? { b: 1 as const } : {}),
    ...(presentation ? { d: [presentation.series, presentation.sop] as const } : {}),
    ...(cine ? { y: packCine(cine) } : {}),
  };
}

/** A view as short JSON; {} for a study just opened. Keys in a fixed order: equal views, equal links. */
export function packView(view: ViewState): Record<string, unknown> {
  const { studies, grid, panes, active } = view;
  const isFresh = studies.length === 1 && panes.length === 1 && panes[0] === null;
  if (isFresh) return {};
  return {
    ...(studies.length > 1 ? { t: studies.slice(1) } : {}),
    ...(grid.rows * grid.columns > 1 ? { g: [grid.rows, grid.columns] } : {}),
    ...(active > 0 ? { a: active } : {}),
    p: panes.map((pane) => (pane ? packPane(pane, studies) : 0)),
    ...packNumbers(view, studies),
    ...packKeyImages(view.keyImages, studies),
  };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readWindow(value: unknown): Window | undefined {
  const [center, width, index] = list(value);
  const curve = isWhole(index, 0, 2) ? CURVES[index] : undefined;
  if (!isNumber(center) || !isNumber(width) || curve === undefined) return undefined;
  if (Math.abs(center) > 1e9 || width > 1e9) return undefined;
  return width >= (curve === 'LINEAR' ? 1 : Number.MIN_VALUE) ? { center, width, curve } : undefined;
}

const isZoom = (value: unknown): value is number => isNumber(value) && value >= 0.01 && value <= 1000;

function readCentre(value: unknown): readonly [number, number] | undefined {
  const [u, v] = list(value);
  return isNumber(u) && isNumber(v) && Math.abs(u) <= 100 && Math.abs(v) <= 100 ? [u, v] : undefined;
}

function readPresentation(value: unknown): PresentationRef | undefined {
  const [series, sop] = [toSeriesUid(list(value)[0]), toSopUid(list(value)[1])];
  return series && sop ? { series, sop } : undefined;
}

/** Settings by their key, each with its reader; what cannot be read is told by `lost`. */
function readPane(value: unknown, studies: readonly StudyUid[], lost: () => void): Pane | null {
  if (value === 0 || value === null) return null;
  const packed = (typeof value === 'object' ? value : {}) as Record<string, unknown>;
  const series = toSeriesUid(packed['e']);
  const study = studies[isWhole(packed['s'], 0, studies.length - 1) ? packed['s'] : 0];
  const isKnownStudy = packed['s'] === undefined || isWhole(packed['s'], 0, studies.length - 1);
  if (!series || !study || !isKnownStudy) return null;
  const read = <T>(key: string, reader: (raw: unknown) => T | undefined): T | undefined => {
    if (packed[key] === undefined) return undefined;
    const result = reader(packed[key]);
    if (result === undefined) lost();
    return result;
  };
  const sop = read('o', toSopUid);
  // A frame that no image has is said to be none; one that is no number names no image, and the first is not shown for it.
  const frame = read('f', (raw) => (Number.isSafeInteger(raw) ? (raw as number) : undefined));
  if ((packed['o'] !== undefined && !sop) || (packed['f'] !== undefined && frame === undefined)) return null;
  const window = read('w', readWindow);
  const voiLut = read('l', (raw) => (isWhole(raw, 0, MOST_LUTS) ? raw : undefined));
  const zoom = read('z', (raw) => (isZoom(raw) ? raw : undefined));
  const centre = read('c', readCentre);
  const turns = read('r', (raw) => (isWhole(raw, 1, 3) ? raw : undefined));
  const mirrored = read('x', (raw) => (raw === 1 ? true : undefined));
  const inverted = read('i', (raw) => (raw === 1 ? true : undefined));
  const bare = read('b', (raw) => (raw === 1 ? true : undefined));
  const presentation = read('d', readPresentation);
  const cine = read('y', readCine);
  return {
    study,
    series,
    ...(sop ? { at: { sop, frame: frame ?? 1 } } : {}),
    ...(window ? { window } : {}),
    ...(voiLut === undefined ? {} : { voiLut }),
    ...(zoom === undefined ? {} : { zoom }),
    ...(centre ? { centre } : {}),
    ...(turns === undefined ? {} : { rotationDeg: (turns * 90) as QuarterTurn }),
    ...(mirrored ? { mirrored } : {}),
    ...(inverted ? { inverted } : {}),
    ...(bare ? { bare } : {}),
    ...(presentation ? { presentation } : {}),
    ...(cine && Object.keys(cine).length > 0 ? { cine } : {}),
  };
}

/** The mirror image of packView. Total: what cannot be read is left at its default and named in `dropped`. */
export function unpackView(
  json: Record<string, unknown>,
  first: StudyUid,
): { view: ViewState; dropped: readonly Dropped[] } {
  const dropped = new Set<Dropped>();
  const others = list(json['t']).slice(0, 8);
  const known = others.map(toStudyUid).filter((uid) => uid !== undefined);
  if (known.length < others.length || (json['t'] !== undefined && !Array.isArray(json['t'])))
    dropped.add('other-studies');
  const studies = [first, ...known] as const;
  const [rows, columns] = json['g'] === undefined ? [1, 1] : list(json['g']);
  const isGrid = isWhole(rows, 1, MOST_ROWS) && isWhole(columns, 1, MOST_ROWS);
  if (!isGrid) dropped.add('panes');
  const grid: Grid = isGrid ? { rows, columns } : { rows: 1, columns: 1 };
  const length = grid.rows * grid.columns;
  const packed = list(json['p'] ?? [0]);
  if (packed.length !== length) dropped.add('panes');
  const panes = Array.from({ length }, (_, i) => {
    const raw = packed[i] ?? 0;
    const pane = readPane(raw, studies, () => dropped.add('settings'));
    if (raw !== 0 && pane === null) dropped.add('panes');
    return pane;
  });
  const numbers = unpackNumbers(json, studies);
  if (!numbers.complete) dropped.add('settings');
  const stars = unpackKeyImages(json, studies);
  if (!stars.complete) dropped.add('settings');
  const active = json['a'] ?? 0;
  if (!isWhole(active, 0, length - 1)) dropped.add('settings');
  return {
    view: {
      studies,
      grid,
      panes,
      active: isWhole(active, 0, length - 1) ? active : 0,
      ...numbers.settings,
      ...(stars.keyImages.length > 0 ? { keyImages: stars.keyImages } : {}),
    },
    dropped: [...dropped],
  };
}

import { isMoment } from '@/i18n/moment';

/** What a person judges by eye. */
export const QUESTIONS = ['ends', 'steps', 'lines', 'letters', 'ramp', 'frame'] as const;
export type Question = (typeof QUESTIONS)[number];

/** A screen as the browser tells of it: CSS pixels, and device pixels per CSS pixel. */
export interface ScreenFacts {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** What was seen on a screen. It holds nothing of persons. */
export interface ScreenCheck extends ScreenFacts {
  readonly atMs: number;
  /** What did not look right; none: it looks right. */
  readonly failed: readonly Question[];
}

/** What keeps a screen from showing pictures as they are, as far as a browser knows. */
export type ScreenWarning = 'ratio' | 'colours' | 'contrast' | 'bits' | 'hdr';

const SHELF = 'isocenter.screenChecks';
/** Screens of a device that are remembered; the oldest go. */
const MOST = 8;

const isSame = (a: ScreenFacts, b: ScreenFacts): boolean =>
  a.width === b.width && a.height === b.height && a.ratio === b.ratio;

export const readScreen = (): ScreenFacts => ({
  width: screen.width,
  height: screen.height,
  ratio: devicePixelRatio,
});

/** What the browser says against this screen. */
export function screenWarnings(matches: (query: string) => boolean, of = readScreen()): ScreenWarning[] {
  const isWhole = Math.abs(of.ratio - Math.round(of.ratio)) < 0.001;
  return [
    ...(isWhole ? [] : (['ratio'] as const)),
    ...(matches('(forced-colors: active)') ? (['colours'] as const) : []),
    ...(matches('(prefers-contrast: more)') || matches('(inverted-colors: inverted)')
      ? (['contrast'] as const)
      : []),
    ...(matches('(min-color: 8)') ? [] : (['bits'] as const)),
    ...(matches('(dynamic-range: high)') ? (['hdr'] as const) : []),
  ];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function readCheck(value: unknown): ScreenCheck | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { width, height, ratio, atMs, failed } = value as Readonly<Record<string, unknown>>;
  if (![width, height, ratio, atMs].every(isNumber) || !Array.isArray(failed)) return undefined;
  const known = QUESTIONS.filter((question) => failed.includes(question));
  const check = { width, height, ratio, atMs, failed: known } as ScreenCheck;
  // Of no moment: it would be told as looked at, and nobody could say when.
  return isMoment(check.atMs) ? check : undefined;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

function readAll(shelf: Shelf | undefined): readonly ScreenCheck[] {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(SHELF) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap((one) => readCheck(one) ?? []) : [];
  } catch {
    return [];
  }
}

/** What was seen on a screen the last time; undefined: it was not looked at, or it is not remembered. */
export const recallCheck = (shelf: Shelf | undefined, of: ScreenFacts): ScreenCheck | undefined =>
  readAll(shelf).find((one) => isSame(one, of));

/** Keeps what was seen on a screen, in the place of what was seen before. Whether this browser keeps it. */
export function keepCheck(shelf: Shelf | undefined, check: ScreenCheck): boolean {
  if (!shelf) return false;
  const others = readAll(shelf).filter((one) => !isSame(one, check));
  try {
    shelf.setItem(SHELF, JSON.stringify([check, ...others].slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

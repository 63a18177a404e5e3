import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { packBasis, unpackBasis } from './codecBasis';
import { KINDS, MEASUREMENT_KINDS } from '@/measurement/kinds';
import { hasExtent } from '@/measurement/extent';
import type { Mark } from '@/measurement/measurement';

/** The kind of each code. */
const BY_CODE = new Map(MEASUREMENT_KINDS.map((kind) => [KINDS[kind].link.code, kind]));

/** Contours are written in hundredths of a pixel. */
const STEPS_PER_PX = 100;

/** More than a person draws; a hostile link cannot fill the page. */
const MOST_MARKS = 500;
const LARGEST_PX = 1e6;

/** A ten-thousandth of a pixel: a length read again differs by less than it shows. */
const round = (px: number): number => Math.round(px * 1e4) / 1e4;

type PointsPx = Mark['pointsPx'];

function packSteps(points: PointsPx): number[] {
  const whole = points.flat().map((px) => Math.round(px * STEPS_PER_PX));
  return whole.map((one, i) => one - (whole[i - 2] ?? 0));
}

function unpackSteps(flat: readonly number[]): number[] {
  const sums: number[] = [];
  for (const [i, step] of flat.entries()) sums.push(step + (sums[i - 2] ?? 0));
  return sums.map((sum) => sum / STEPS_PER_PX);
}

/**
 * Marks as short JSON: series once in `n`, then per mark [kind, series, sop, frame, column, row, column, row ...], contours
 * in steps; in `b`, parallel to them, where their millimetres come from, which older versions do not read.
 */
export function packMarks(marks: readonly Mark[]): Record<string, unknown> {
  const keys = [...new Set(marks.map(({ study, series }) => `${study}/${series}`))];
  const packed = marks.map((mark) => [
    KINDS[mark.kind].link.code,
    keys.indexOf(`${mark.study}/${mark.series}`),
    mark.sop,
    mark.frame,
    ...(KINDS[mark.kind].link.inSteps
      ? packSteps(mark.pointsPx)
      : mark.pointsPx.flatMap(([column, row]) => [round(column), round(row)])),
  ]);
  const bases = marks.map(({ basis }) => packBasis(basis));
  return { n: keys, m: packed, ...(bases.some((one) => one !== 0) ? { b: bases } : {}) };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readMark(raw: unknown, series: readonly unknown[]): Mark | undefined {
  const [code, seriesIndex, sopText, frame, ...flat] = list(raw);
  const kind = BY_CODE.get(code as number);
  if (!kind) return undefined;
  const { least, most, inSteps } = KINDS[kind].link;
  const key = series[Number.isInteger(seriesIndex) ? (seriesIndex as number) : -1];
  const [studyText, seriesText] = typeof key === 'string' ? key.split('/') : [];
  const [study, seriesUid, sop] = [toStudyUid(studyText), toSeriesUid(seriesText), toSopUid(sopText)];
  const isSound =
    flat.length % 2 === 0 &&
    flat.length >= 2 * least &&
    flat.length <= 2 * most &&
    flat.every((px) => typeof px === 'number' && Number.isFinite(px)) &&
    Number.isInteger(frame) &&
    (frame as number) >= 1;
  if (!study || !seriesUid || !sop || !isSound) return undefined;
  const px = inSteps ? unpackSteps(flat as number[]) : (flat as number[]);
  if (!px.every((one) => Math.abs(one) <= LARGEST_PX)) return undefined;
  const mark: Mark = {
    kind,
    study,
    series: seriesUid,
    sop,
    frame: frame as number,
    pointsPx: Array.from({ length: px.length / 2 }, (_, i) => [px[2 * i] ?? 0, px[2 * i + 1] ?? 0] as const),
  };
  return hasExtent(mark) ? mark : undefined;
}

function withBasis(mark: Mark | undefined, raw: unknown): Mark | undefined {
  const basis = unpackBasis(raw);
  return mark && basis ? { ...mark, basis } : mark;
}

interface Unpacked {
  readonly marks: readonly Mark[];
  /** Every mark could be read. */
  readonly complete: boolean;
  /** So could where their millimetres come from, as far as it is said. */
  readonly areBasesRead: boolean;
}

/** Whether `b` says of each mark what can be read. */
const areBasesRead = (raw: unknown, count: number): boolean =>
  raw === undefined ||
  (Array.isArray(raw) &&
    raw.length === count &&
    raw.every((one) => one === 0 || unpackBasis(one) !== undefined));

/** The mirror image of packMarks. */
export function unpackMarks(json: Record<string, unknown>): Unpacked {
  const [n, m, b] = [json['n'], json['m'], json['b']];
  if (m === undefined) return { marks: [], complete: n === undefined && b === undefined, areBasesRead: true };
  const raw = list(m);
  const series = list(n);
  const bases = list(b);
  const marks = raw
    .slice(0, MOST_MARKS)
    .map((mark, at) => withBasis(readMark(mark, series), bases[at]))
    .filter((mark) => mark !== undefined);
  return {
    marks,
    complete: Array.isArray(m) && marks.length === raw.length,
    areBasesRead: areBasesRead(b, raw.length),
  };
}

import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/uid';
import { packBasis, unpackBasis } from './codecNumbers';
import type { Mark, MeasurementKind } from './measurement';

/** Order is part of the link format: append only. With the number of points each kind needs. */
const KINDS: readonly (readonly [MeasurementKind, number])[] = [
  ['length', 2],
  ['angle', 3],
  ['bidirectional', 4],
  ['ellipse', 4],
  ['rectangle', 4],
  ['probe', 1],
  ['arrow', 2],
];

/** More than a person draws; a hostile link cannot fill the page. */
const MOST_MARKS = 500;
const LARGEST_PX = 1e6;

/** A ten-thousandth of a pixel: a length read again differs by less than it shows. */
const round = (px: number): number => Math.round(px * 1e4) / 1e4;

/**
 * Marks as short JSON: series once in `n`, then per mark [kind, series, sop, frame, column, row, column, row ...]; in `b`,
 * parallel to them, where their millimetres come from, which older versions do not read.
 */
export function packMarks(marks: readonly Mark[]): Record<string, unknown> {
  const keys = [...new Set(marks.map(({ study, series }) => `${study}/${series}`))];
  const packed = marks.map((mark) => [
    KINDS.findIndex(([kind]) => kind === mark.kind),
    keys.indexOf(`${mark.study}/${mark.series}`),
    mark.sop,
    mark.frame,
    ...mark.pointsPx.flatMap(([column, row]) => [round(column), round(row)]),
  ]);
  const bases = marks.map(({ basis }) => packBasis(basis));
  return { n: keys, m: packed, ...(bases.some((one) => one !== 0) ? { b: bases } : {}) };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readMark(raw: unknown, series: readonly unknown[]): Mark | undefined {
  const [kindIndex, seriesIndex, sopText, frame, ...flat] = list(raw);
  const [kind, points] = KINDS[Number.isInteger(kindIndex) ? (kindIndex as number) : -1] ?? [];
  const key = series[Number.isInteger(seriesIndex) ? (seriesIndex as number) : -1];
  const [studyText, seriesText] = typeof key === 'string' ? key.split('/') : [];
  const [study, seriesUid, sop] = [toStudyUid(studyText), toSeriesUid(seriesText), toSopUid(sopText)];
  const isSound =
    flat.length === 2 * (points ?? 0) &&
    flat.every((px) => typeof px === 'number' && Number.isFinite(px) && Math.abs(px) <= LARGEST_PX) &&
    Number.isInteger(frame) &&
    (frame as number) >= 1;
  if (!kind || !study || !seriesUid || !sop || !isSound) return undefined;
  const px = flat as number[];
  return {
    kind,
    study,
    series: seriesUid,
    sop,
    frame: frame as number,
    pointsPx: Array.from({ length: px.length / 2 }, (_, i) => [px[2 * i] ?? 0, px[2 * i + 1] ?? 0] as const),
  };
}

function withBasis(mark: Mark | undefined, raw: unknown): Mark | undefined {
  const basis = unpackBasis(raw);
  return mark && basis ? { ...mark, basis } : mark;
}

/** The mirror image of packMarks. `complete` is false when any mark could not be read. */
export function unpackMarks(json: Record<string, unknown>): { marks: readonly Mark[]; complete: boolean } {
  if (json['m'] === undefined) return { marks: [], complete: true };
  const raw = list(json['m']);
  const series = list(json['n']);
  const bases = list(json['b']);
  const marks = raw
    .slice(0, MOST_MARKS)
    .map((mark, at) => withBasis(readMark(mark, series), bases[at]))
    .filter((mark) => mark !== undefined);
  return { marks, complete: Array.isArray(json['m']) && marks.length === raw.length };
}

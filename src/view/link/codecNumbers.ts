import type { Calibration } from '@/dicom/geometry/calibration';
import { PET_UNITS } from '@/dicom/transforms/petUnit';
import type { SpacingBasis, SpacingNote, SpacingSource } from '@/dicom/geometry/spacing';
import { toSeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import type { NumberSettings } from '@/view/viewState';

/** More than a person calibrates. */
const MOST_CALIBRATIONS = 50;
const LARGEST_SIDE_PX = 65_535;
const LARGEST_PIXEL_MM = 10_000;

/** Calibrations as [study's place, series, rows, columns, file's row and column mm, row and column mm]; PET unit by place. */
export function packNumbers(
  { calibrations = [], petUnit }: NumberSettings,
  studies: readonly StudyUid[],
): Record<string, unknown> {
  const packed = calibrations.map((one) => [
    studies.indexOf(one.study),
    one.series,
    one.rows,
    one.columns,
    one.fileRowMm,
    one.fileColumnMm,
    one.rowMm,
    one.columnMm,
  ]);
  return {
    ...(packed.length > 0 ? { k: packed } : {}),
    ...(petUnit === undefined ? {} : { q: PET_UNITS.indexOf(petUnit) }),
  };
}

const isSide = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LARGEST_SIDE_PX;
const isMm = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value <= LARGEST_PIXEL_MM;

function readCalibration(raw: unknown, studies: readonly StudyUid[]): Calibration | undefined {
  const [place, seriesText, rows, columns, fileRowMm, fileColumnMm, rowMm, columnMm] = Array.isArray(raw)
    ? (raw as unknown[])
    : [];
  const study = studies[Number.isInteger(place) ? (place as number) : -1];
  const series = toSeriesUid(seriesText);
  if (!study || !series || !isSide(rows) || !isSide(columns)) return undefined;
  if (!isMm(fileRowMm) || !isMm(fileColumnMm) || !isMm(rowMm) || !isMm(columnMm)) return undefined;
  return { study, series, rows, columns, fileRowMm, fileColumnMm, rowMm, columnMm };
}

/** The mirror image of packNumbers. `complete` is false when something could not be read. */
export function unpackNumbers(
  json: Record<string, unknown>,
  studies: readonly StudyUid[],
): { settings: NumberSettings; complete: boolean } {
  const raw = Array.isArray(json['k']) ? (json['k'] as unknown[]) : [];
  const calibrations = raw
    .slice(0, MOST_CALIBRATIONS)
    .map((one) => readCalibration(one, studies))
    .filter((one) => one !== undefined);
  const petUnit = Number.isInteger(json['q']) ? PET_UNITS[json['q'] as number] : undefined;
  const isList = json['k'] === undefined || Array.isArray(json['k']);
  return {
    settings: {
      ...(calibrations.length > 0 ? { calibrations } : {}),
      ...(petUnit ? { petUnit } : {}),
    },
    complete:
      isList && calibrations.length === raw.length && (json['q'] === undefined) === (petUnit === undefined),
  };
}

/** Order is part of the link format: append only. */
const SOURCES: readonly SpacingSource[] = ['pixel', 'imager', 'ultrasound', 'hand', 'none'];
const NOTES: readonly (SpacingNote | undefined)[] = [
  undefined,
  'geometry',
  'fiducial',
  'recalibrated',
  'uncalibrated',
  'magnified',
  'localizer',
  'captured',
  'conflict',
  'outside',
  'several',
  'axes',
  'unreadable',
];

/** Where a measurement's millimetres come from, as short JSON: 0, or [source, note, magnification]. */
export function packBasis(basis: SpacingBasis | undefined): unknown {
  if (!basis) return 0;
  const packed = [SOURCES.indexOf(basis.source), NOTES.indexOf(basis.note)];
  return basis.magnification === undefined ? packed : [...packed, Number(basis.magnification.toPrecision(6))];
}

/** The mirror image of packBasis; undefined for what cannot be read. */
export function unpackBasis(raw: unknown): SpacingBasis | undefined {
  const [at, noteAt, factor] = Array.isArray(raw) ? (raw as unknown[]) : [];
  const source = SOURCES[Number.isInteger(at) ? (at as number) : -1];
  if (!source) return undefined;
  const note = NOTES[Number.isInteger(noteAt) ? (noteAt as number) : 0];
  const magnification = typeof factor === 'number' && factor > 1 && factor < 100 ? factor : undefined;
  return { source, ...(note ? { note } : {}), ...(magnification ? { magnification } : {}) };
}

import type { SpacingBasis, SpacingNote, SpacingSource } from '@/dicom/geometry/spacing';

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
  'implausible',
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

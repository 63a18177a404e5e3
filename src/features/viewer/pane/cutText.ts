import type { Triple } from '@/dicom/geometry/geometry';
import { plainText } from '@/i18n/numberText';
import type { Translate } from '@/i18n/t';
import type { CutFacts } from '@/imaging/pane/paneStore';

/** A point of the patient, LPS: 'x −12.5 y 30 z 108 mm'. */
export const pointText = (pointLps: Triple): string =>
  `${pointLps.map((mm, axis) => `${'xyz'[axis]} ${plainText(mm)}`).join(' ')} mm`;

/** The axis of the patient that a plane is perpendicular to, from 0; -1: none. */
const axisOf = ({ normal }: CutFacts['axes']): number => normal.findIndex((part) => Math.abs(part) > 0.999);

/** 'Coronal', 'Coronal, turned'. */
export function planeText({ plane, axes }: Pick<CutFacts, 'plane' | 'axes'>, t: Translate): string {
  const name = t(`cut.plane.${plane}`);
  return axisOf(axes) < 0 ? t('cut.plane.oblique', { plane: name }) : name;
}

/** Where a plane lies: along the axis of the patient that it is perpendicular to, as of stored slices; turned, along its normal. */
export function placeText({ axes, atLps, placeMm }: Pick<CutFacts, 'axes' | 'atLps' | 'placeMm'>): string {
  const axis = axisOf(axes);
  const place = atLps[axis];
  return place === undefined ? `${plainText(placeMm)} mm` : `${'xyz'[axis]} ${plainText(place)} mm`;
}

/** '10 mm MIP'; '' for a sheet. */
export const slabText = ({ slab }: Pick<CutFacts, 'slab'>, t: Translate): string =>
  slab ? `${t('cut.slab.of', { mm: plainText(slab.mm) })} ${t(`cut.by.${slab.by}.short`)}` : '';

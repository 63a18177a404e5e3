import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { bValueOf } from '@/dicom/series/diffusion';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import { readOrientation } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { pictureWord, type PictureWord } from '@/dicom/series/pictureWord';
import { fixedText, plainText, windowNumber } from '@/i18n/numberText';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import type { Window } from '@/view/viewState';

/** Window as read in departments: 'W 400 L 40'. Small values (PET, floats) keep three significant digits. */
export const windowText = ({ width, center }: Window): string =>
  `W ${windowNumber(width)} L ${windowNumber(center)}`;

/** The window in the unit that values are told in: 'W 10 L 5 SUVbw'; empty for colour. */
export function windowTextOf({ window, petUnit }: Pick<PaneStatus, 'window' | 'petUnit'>): string {
  if (!window) return '';
  if (!petUnit || petUnit.factor === 1) return windowText(window);
  const { factor, unit } = petUnit;
  return `${windowText({ ...window, width: window.width * factor, center: window.center * factor })} ${unit}`;
}

/** '1.13×'. */
export const zoomText = (zoom: number): string => `${fixedText(zoom, 2)}×`;

/** '2 · CT chest 3.75 mm' of the displayed instance. */
export const seriesText = (dataset: DicomJson): string =>
  [text(dataset, '00200011'), text(dataset, '0008103E')].filter(Boolean).join(' · ');

/**
 * Where an image lies along the patient axis it is perpendicular to, e.g. 'z −134.6 mm' (LPS, PS3.3 C.7.6.2.1.1), and its
 * thickness; before them the b-value of diffusion. Oblique images have no such coordinate: only the thickness is said. `frame` from 1.
 */
export const positionText = perFrame((instance: Instance, frame: number): string => {
  const { dataset } = instance;
  const [thicknessMm] = frameNumbers(dataset, frame, '00289110', '00180050');
  const origin = frameNumbers(dataset, frame, '00209113', '00200032');
  const axis = readOrientation(instance, frame)?.normal.findIndex((part) => Math.abs(part) > 0.999) ?? -1;
  const place = origin[axis];
  const b = bValueOf(instance, frame);
  return [
    b !== undefined && b > 0 && `b ${b}`,
    place !== undefined && `${'xyz'[axis]} ${plainText(place)} mm`,
    thicknessMm !== undefined && thicknessMm > 0 && `${plainText(thicknessMm, 2)} mm`,
  ]
    .filter(Boolean)
    .join(' · ');
});

/** What the image that a pane speaks of is called. */
export const pictureWordOf = ({
  subject,
  frame = 1,
  count,
}: Pick<PaneStatus, 'subject' | 'frame' | 'count'>): PictureWord => pictureWord(subject, frame, count);

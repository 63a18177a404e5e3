import { items, number, numbers, text, type DicomJson } from '@/dicom/dicomJson';
import type { Instance } from '@/dicom/instance';
import type { Window } from '@/view/viewState';

/** One decimal where it says something, a real minus, no -0. */
export function plainNumber(value: number, decimals = 1): string {
  const rounded = Number(value.toFixed(decimals));
  return String(rounded === 0 ? 0 : rounded).replace('-', '−');
}

/** Window as read in departments: 'W 400 L 40'. Small values (PET, floats) keep three significant digits. */
export function windowText({ width, center }: Window): string {
  const show = (value: number) =>
    Math.abs(value) >= 10 || value === 0
      ? plainNumber(value, 0)
      : plainNumber(Number(value.toPrecision(3)), 12);
  return `W ${show(width)} L ${show(center)}`;
}

/** '1.13×'. */
export const zoomText = (zoom: number): string => `${zoom.toFixed(2)}×`;

/** '2 · CT chest 3.75 mm' of the displayed instance. */
export const seriesText = (dataset: DicomJson): string =>
  [text(dataset, '00200011'), text(dataset, '0008103E')].filter(Boolean).join(' · ');

/** The first values of an attribute in the frame's own functional groups, the shared ones, or the dataset (PS3.3 C.7.6.16). */
function ofFrame(dataset: DicomJson, frame: number, group: string, tag: string): readonly number[] {
  const own = items(dataset, '52009230')[frame - 1];
  const [shared] = items(dataset, '52009229');
  const places = [own, shared].map((place) => items(place, group)[0]);
  return [...places, dataset].map((place) => numbers(place, tag)).find(({ length }) => length > 0) ?? [];
}

/**
 * Where an image lies along the patient axis it is perpendicular to, e.g. 'z −134.6 mm' (LPS, PS3.3 C.7.6.2.1.1), and its
 * thickness. Oblique images have no such coordinate: only the thickness is said. `frame` from 1.
 */
export function positionText({ dataset }: Instance, frame: number): string {
  const thicknessMm = ofFrame(dataset, frame, '00289110', '00180050')[0];
  const origin = ofFrame(dataset, frame, '00209113', '00200032');
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = ofFrame(dataset, frame, '00209116', '00200037');
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
  const axis = normal.findIndex((part) => Math.abs(part) > 0.999);
  const place = origin[axis];
  return [
    place !== undefined && `${'xyz'[axis]} ${plainNumber(place)} mm`,
    thicknessMm !== undefined && thicknessMm > 0 && `${plainNumber(thicknessMm, 2)} mm`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Whether the picture went through lossy compression at any time, and how strongly: PS3.3 C.7.6.1.1.5. */
export function lossy(dataset: DicomJson): { readonly ratio: string } | undefined {
  if (text(dataset, '00282110') !== '01') return undefined;
  const ratio = number(dataset, '00282112');
  return { ratio: ratio === undefined || ratio <= 1 ? '' : `${plainNumber(ratio)}:1` };
}

import { text } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import { readPlane, type Plane } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { TAG } from '@/dicom/dataset/tags';

/** Where an image lies in Cornerstone's world. `isReal`: the world is the patient (LPS, mm), not a drawing board. */
export interface DrawnPlane {
  readonly plane: Plane;
  readonly isReal: boolean;
  readonly frameOfReference: string;
}

const FRAME_OF_REFERENCE = '00200052';
/** Where the shape of a pixel stands, best first, each in its functional group or in the dataset. */
const PROPORTIONS = [
  [TAG.PixelMeasuresSequence, TAG.PixelSpacing],
  [TAG.FramePixelDataPropertiesSequence, TAG.ImagerPixelSpacing],
  // Of film that was scanned: the size of a pixel on it.
  [TAG.PixelMeasuresSequence, TAG.NominalScannedPixelSpacing],
  [TAG.PixelMeasuresSequence, TAG.PixelAspectRatio],
] as const;

/** Height and width of a pixel, at least in proportion (PS3.3 C.7.6.3.1.7: vertical\horizontal). */
function proportions({ dataset }: Instance, frame: number): readonly [rowMm: number, columnMm: number] {
  for (const [sequence, tag] of PROPORTIONS) {
    const [row = 0, column = 0] = frameNumbers(dataset, frame, sequence, tag);
    if (row > 0 && column > 0) return [row, column];
  }
  return [1, 1];
}

/**
 * The plane a picture is drawn in: the patient's where position and orientation are known; else a drawing board of the
 * series' own, with the pixels' proportions, on which nothing but pixels may be read off.
 */
export const drawnPlane = perFrame((instance: Instance, frame: number): DrawnPlane => {
  const frameOfReference = text(instance.dataset, FRAME_OF_REFERENCE) ?? `board.${instance.series}`;
  const real = readPlane(instance, frame);
  if (real) return { plane: real, isReal: true, frameOfReference };
  const [rowSpacingMm, columnSpacingMm] = proportions(instance, frame);
  const plane: Plane = {
    rowDirection: [1, 0, 0],
    columnDirection: [0, 1, 0],
    normal: [0, 0, 1],
    positionLps: [0, 0, 0],
    rowSpacingMm,
    columnSpacingMm,
  };
  return { plane, isReal: false, frameOfReference: `board.${instance.series}` };
});

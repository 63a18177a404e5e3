import { metaData } from '@cornerstonejs/core';
import { numbers } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { drawnPlane } from '@/imaging/projection/drawnPlane';

/** Above Cornerstone's own providers, which put defaults where geometry is missing and say so nowhere. */
const PRIORITY = 100_000;

/** Cornerstone asks for it some thirty times at each step of a scroll. */
const moduleOf = perFrame((instance, frame) => {
  const { plane, frameOfReference } = drawnPlane(instance, frame);
  return {
    frameOfReferenceUID: frameOfReference,
    rows: numbers(instance.dataset, '00280010')[0],
    columns: numbers(instance.dataset, '00280011')[0],
    imageOrientationPatient: [...plane.rowDirection, ...plane.columnDirection],
    rowCosines: plane.rowDirection,
    columnCosines: plane.columnDirection,
    imagePositionPatient: plane.positionLps,
    pixelSpacing: [plane.rowSpacingMm, plane.columnSpacingMm],
    rowPixelSpacing: plane.rowSpacingMm,
    columnPixelSpacing: plane.columnSpacingMm,
    usingDefaultValues: false,
  };
});

/** Tells Cornerstone where images lie; `find` gives the instance and frame behind an image id. */
export function providePlanes(
  find: (imageId: string) => { instance: Instance; frame: number } | undefined,
): () => void {
  const provider = (type: string, imageId: unknown) => {
    if (type !== 'imagePlaneModule' || typeof imageId !== 'string') return undefined;
    const known = find(imageId);
    return known && moduleOf(known.instance, known.frame);
  };
  metaData.addProvider(provider, PRIORITY);
  return () => metaData.removeProvider(provider);
}

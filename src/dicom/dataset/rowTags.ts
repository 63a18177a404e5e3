/**
 * The part of TAG that every row of an answer is put right by (normalise/normaliseRow.ts): apart from the rest, which is no part of the
 * page's first code.
 */
export const ROW_TAG = {
  ReferringPhysicianName: '00080090',
  PatientName: '00100010',
  PatientId: '00100020',
  SamplesPerPixel: '00280002',
  PlanarConfiguration: '00280006',
  NumberOfFrames: '00280008',
  Rows: '00280010',
  Columns: '00280011',
  BitsAllocated: '00280100',
  BitsStored: '00280101',
  HighBit: '00280102',
  PixelRepresentation: '00280103',
  PixelSpacing: '00280030',
  ImagePositionPatient: '00200032',
  ImageOrientationPatient: '00200037',
  WindowCenter: '00281050',
  WindowWidth: '00281051',
  RescaleIntercept: '00281052',
  RescaleSlope: '00281053',
} as const;

/** Attributes of segmentations (PS3.3 C.8.20), by keyword. */
export const SEG = {
  SegmentationType: '00620001',
  SegmentSequence: '00620002',
  SegmentNumber: '00620004',
  SegmentLabel: '00620005',
  SegmentAlgorithmType: '00620008',
  SegmentAlgorithmName: '00620009',
  SegmentIdentificationSequence: '0062000A',
  ReferencedSegmentNumber: '0062000B',
  RecommendedDisplayGrayscaleValue: '0062000C',
  RecommendedDisplayCIELabValue: '0062000D',
  MaximumFractionalValue: '0062000E',
  DerivationImageSequence: '00089124',
  SourceImageSequence: '00082112',
  SpatialLocationsPreserved: '0028135A',
  ReferencedSeriesSequence: '00081115',
  ReferencedSopInstanceUid: '00081155',
} as const;

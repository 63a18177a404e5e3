import { element } from '@/dicom/objects/written';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';

/** Hanging Protocol Storage (PS3.6 table A-1). */
export const HANGING_PROTOCOL = '1.2.840.10008.5.1.4.38.1';

/** The attributes of a Hanging Protocol (PS3.3 C.23) that are written or read here, by keyword. */
export const HP = {
  CodeValue: '00080100',
  CodingSchemeDesignator: '00080102',
  CodeMeaning: '00080104',
  ProcedureCodeSequence: '00081032',
  AnatomicRegionSequence: '00082218',
  ReasonForRequestedProcedureCodeSequence: '0040100A',
  Name: '00720002',
  Description: '00720004',
  Level: '00720006',
  Creator: '00720008',
  CreationDateTime: '0072000A',
  DefinitionSequence: '0072000C',
  UserIdentificationCodeSequence: '0072000E',
  NumberOfPriorsReferenced: '00720014',
  ImageSetsSequence: '00720020',
  ImageSetSelectorSequence: '00720022',
  ImageSetSelectorUsageFlag: '00720024',
  SelectorAttribute: '00720026',
  SelectorValueNumber: '00720028',
  TimeBasedImageSetsSequence: '00720030',
  ImageSetNumber: '00720032',
  ImageSetSelectorCategory: '00720034',
  RelativeTime: '00720038',
  RelativeTimeUnits: '0072003A',
  AbstractPriorValue: '0072003C',
  ImageSetLabel: '00720040',
  SelectorAttributeVr: '00720050',
  SelectorAttributePrivateCreator: '00720056',
  SelectorCodeSequenceValue: '00720080',
  NumberOfScreens: '00720100',
  NominalScreenDefinitionSequence: '00720102',
  DisplayEnvironmentSpatialPosition: '00720108',
  DisplaySetsSequence: '00720200',
  DisplaySetNumber: '00720202',
  DisplaySetPresentationGroup: '00720204',
  PartialDataDisplayHandling: '00720208',
  SynchronizedScrollingSequence: '00720210',
  DisplaySetScrollingGroup: '00720212',
  NavigationIndicatorSequence: '00720214',
  NavigationDisplaySet: '00720216',
  ReferenceDisplaySets: '00720218',
  ImageBoxesSequence: '00720300',
  ImageBoxNumber: '00720302',
  ImageBoxLayoutType: '00720304',
  FilterOperationsSequence: '00720400',
  FilterByCategory: '00720402',
  FilterByAttributePresence: '00720404',
  FilterByOperator: '00720406',
  BlendingOperationType: '00720500',
  ReformattingOperationType: '00720510',
  ReformattingOperationInitialViewDirection: '00720516',
  SortingOperationsSequence: '00720600',
  SortByCategory: '00720602',
  SortingDirection: '00720604',
  DisplaySetPatientOrientation: '00720700',
  VoiType: '00720702',
} as const;

/** Where the values of a selector stand, by the VR of its attribute (PS3.3 table C.23.4-2). */
export const SELECTOR_VALUES: Readonly<Record<string, string>> = {
  CS: '00720062',
  DS: '00720072',
  FD: '00720074',
  FL: '00720076',
  IS: '00720064',
  LO: '00720066',
  LT: '00720068',
  SH: '0072006C',
  SL: '0072007C',
  SS: '0072007E',
  ST: '0072006E',
  UC: '0072006F',
  UI: '0072007F',
  UL: '00720078',
  US: '0072007A',
};

/** Owner of the private elements that say exactly what the standard's cannot (PS3.5 7.8.1). */
export const PRIVATE_CREATOR = 'ISOCENTER HANGING';

/** Private elements, in the block reserved by (0073,0010). Once written their numbers never change. */
export const PRIVATE_TAGS = {
  Creator: '00730010',
  /** What selects images: facts of a series, which no image holds as an attribute. */
  weighting: '00731001',
  view: '00731002',
  laterality: '00731003',
  use: '00731004',
  kernel: '00731005',
  thickness: '00731006',
  contrast: '00731007',
  bValue: '00731008',
  phase: '00731009',
  extent: '0073100A',
  plane: '0073100B',
  region: '0073100C',
  correction: '0073100D',
  /** FD 2: centre and width in Hounsfield units. */
  Window: '00731020',
  /** CS: as VOI LUT Function (0028,1056). */
  Curve: '00731021',
  /** FD: 1 = the whole image fits. */
  Zoom: '00731022',
  /** LO: what the protocol is called here. */
  Id: '00731030',
  /** CS: what the panes do together, where the standard's sequences hold no single display set. */
  Links: '00731031',
} as const;

/** A sequence, empty or with items. */
export const sequence = (of: readonly DicomJson[]): DicomElement => element('SQ', ...of);

/** A code (PS3.3 8.8). */
export const code = (value: string, scheme: string, meaning: string): DicomJson => ({
  [HP.CodeValue]: element('SH', value),
  [HP.CodingSchemeDesignator]: element('SH', scheme),
  [HP.CodeMeaning]: element('LO', meaning),
});

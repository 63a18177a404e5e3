import { items, numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { LUT_DATA, LUT_DESCRIPTOR } from '@/dicom/transforms/lut';
import { TAG } from '@/dicom/dataset/tags';

const VOI_LUT_SEQUENCE = '00283010';
const SOFTCOPY_VOI_LUT_SEQUENCE = '00283110';
const PRESENTATION_LUT_SEQUENCE = '20500010';
const PRESENTATION_LUT_SHAPE = '20500020';
const BLENDING_SEQUENCE = '00700402';

/** Sequences of an image whose items are tables for grey levels (PS3.3 C.11.1 and C.11.2). */
export const LUT_SEQUENCES: readonly string[] = [TAG.ModalityLutSequence, VOI_LUT_SEQUENCE];

/** All whose items are tables, those of presentation states among them (PS3.3 C.11.4). */
const TABLES: ReadonlySet<string> = new Set([...LUT_SEQUENCES, PRESENTATION_LUT_SEQUENCE]);

/** Functional groups, in which they may stand for one frame or for all (PS3.3 C.7.6.16). */
const GROUPS: ReadonlySet<string> = new Set([TAG.SharedFunctionalGroups, TAG.PerFrameFunctionalGroups]);

/** Other sequences in which they may stand (PS3.3 C.7.6.16.2.10, C.11.8, C.11.14). */
const HOLDERS: ReadonlySet<string> = new Set([
  ...GROUPS,
  TAG.FrameVoiLutSequence,
  SOFTCOPY_VOI_LUT_SEQUENCE,
  BLENDING_SEQUENCE,
]);

/** Whether the items of a sequence are tables for grey levels. */
export const isLutSequence = (tag: string): boolean => TABLES.has(tag);

/** All sequences that are tables or may hold some. */
export const LUT_PLACES: readonly string[] = [...TABLES, ...HOLDERS];

/** Modalities whose images for presentation bring a window or a table (PS3.3 C.8.11.3), and CR, whose do in practice. */
const WINDOWED: ReadonlySet<string> = new Set(['CR', 'DX', 'IO', 'MG']);

/** Presentation states whose greys are made here: Grayscale, Pseudo-Color and Blending (PS3.4 N). */
const GREY_STATE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.11\.[134]$/;

/** Whether a table is here. Of functional groups none is fetched by its address: of a file of many frames those would be as many requests. */
function isWhole(item: DicomJson, isInGroup: boolean): boolean {
  const data = item[LUT_DATA];
  const isAtHand = data?.InlineBinary !== undefined || numbers(item, LUT_DATA).length > 0;
  const isNear = isAtHand || (!isInGroup && data?.BulkDataURI !== undefined);
  return isNear && numbers(item, LUT_DESCRIPTOR).length > 0;
}

const isLost = (dataset: DicomJson, tag: string, isInGroup = false): boolean =>
  TABLES.has(tag)
    ? items(dataset, tag).some((item) => !isWhole(item, isInGroup))
    : items(dataset, tag).some((item) =>
        LUT_PLACES.some((inner) => inner in item && isLost(item, inner, isInGroup || GROUPS.has(tag))),
      );

/** Sequences that an image or a state says nothing of, and may yet have. */
function unsaid(dataset: DicomJson): readonly string[] {
  const lacks = (...tags: readonly string[]) => tags.every((tag) => (dataset[tag]?.Value ?? []).length === 0);
  if (GREY_STATE.test(text(dataset, TAG.SopClassUid) ?? ''))
    return [
      ...(lacks(TAG.ModalityLutSequence, TAG.RescaleSlope, BLENDING_SEQUENCE)
        ? [TAG.ModalityLutSequence]
        : []),
      ...(lacks(SOFTCOPY_VOI_LUT_SEQUENCE, BLENDING_SEQUENCE) ? [SOFTCOPY_VOI_LUT_SEQUENCE] : []),
      ...(lacks(PRESENTATION_LUT_SEQUENCE, PRESENTATION_LUT_SHAPE) ? [PRESENTATION_LUT_SEQUENCE] : []),
    ];
  const isSilent =
    lacks(VOI_LUT_SEQUENCE, TAG.SharedFunctionalGroups) && numbers(dataset, TAG.WindowCenter).length === 0;
  return isSilent && WINDOWED.has(text(dataset, TAG.Modality) ?? '') ? [VOI_LUT_SEQUENCE] : [];
}

/**
 * The sequences of the dataset itself of whose tables, at any depth, an archive's metadata may have lost some. Orthanc leaves out what can be
 * signed or unsigned in files of Implicit VR: descriptors and data, and with them an item that holds nothing else. Microsoft's archive leaves out
 * binary data.
 */
export const lostLuts = (dataset: DicomJson): readonly string[] => [
  ...LUT_PLACES.filter((tag) => tag in dataset && isLost(dataset, tag)),
  ...unsaid(dataset),
];

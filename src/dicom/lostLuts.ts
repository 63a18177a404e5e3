import { items, numbers, text, type DicomJson } from './dicomJson';
import { LUT_DATA, LUT_DESCRIPTOR } from './lut';
import { TAG } from './tags';

const VOI_LUT_SEQUENCE = '00283010';

/** Sequences whose items are tables for grey levels (PS3.3 C.11.1 and C.11.2). */
export const LUT_SEQUENCES: readonly string[] = [TAG.ModalityLutSequence, VOI_LUT_SEQUENCE];

/** Modalities whose images for presentation bring a window or a table (PS3.3 C.8.11.3), and CR, whose do in practice. */
const WINDOWED: ReadonlySet<string> = new Set(['CR', 'DX', 'IO', 'MG']);

const isWhole = (item: DicomJson): boolean => {
  const data = item[LUT_DATA];
  const hasData = Boolean(data?.InlineBinary ?? data?.BulkDataURI) || numbers(item, LUT_DATA).length > 0;
  return hasData && numbers(item, LUT_DESCRIPTOR).length > 0;
};

/**
 * The table sequences that an archive's metadata may have lost. Orthanc leaves out what can be signed or unsigned in files of Implicit VR:
 * descriptors and data, and with them an item that holds nothing else. Microsoft's archive leaves out binary data.
 */
export function lostLuts(dataset: DicomJson): readonly string[] {
  const lost = LUT_SEQUENCES.filter((tag) => items(dataset, tag).some((item) => !isWhole(item)));
  const saysNothing =
    items(dataset, VOI_LUT_SEQUENCE).length === 0 &&
    numbers(dataset, TAG.WindowCenter).length === 0 &&
    items(dataset, TAG.SharedFunctionalGroups).length === 0 &&
    WINDOWED.has(text(dataset, TAG.Modality) ?? '');
  return saysNothing ? [...lost, VOI_LUT_SEQUENCE] : lost;
}

import type { MessageKey } from '@/i18n/en';

/** The modalities offered as filter (Modality (0008,0060), PS3.3 C.7.3.1.1.1), most asked for first. */
export const MODALITIES = [
  'CT',
  'MR',
  'US',
  'CR',
  'DX',
  'MG',
  'PT',
  'NM',
  'XA',
  'RF',
  'ES',
  'XC',
  'SM',
  'SC',
  'SEG',
  'RTSTRUCT',
  'SR',
  'OT',
] as const satisfies readonly string[];

type ModalityCode = (typeof MODALITIES)[number];

/** The name of a modality in words. */
export const modalityName = (code: ModalityCode): MessageKey => `modality.${code}`;

/** What a thumb chooses by: one word may stand for several codes. */
export const MODALITY_CHIPS: readonly {
  readonly codes: readonly string[];
  readonly label: MessageKey | undefined;
}[] = [
  { codes: ['CT'], label: undefined },
  { codes: ['MR'], label: undefined },
  { codes: ['US'], label: undefined },
  { codes: ['CR', 'DX'], label: 'modality.group.xray' },
  { codes: ['PT'], label: 'modality.group.pet' },
];

import { createRequire } from 'node:module';

/** The tag and value representation of an attribute (PS3.6). */
export interface Attribute {
  /** Group and element as one number: 0x00100010. */
  readonly tag: number;
  readonly vr: string;
}

/** Attributes whose VR depends on others (PS3.5 A.1): what the samples write, all their pixels being explicit. */
const DEPENDENT_VR: Record<string, string> = { ox: 'OW', xs: 'US' };

interface DictionaryRow {
  readonly tag: string;
  readonly vr: string;
}

/** dcmjs is CommonJS without types: required, so that it is the same object under Node, Vite and Vitest. */
const readDictionary = (): Record<string, DictionaryRow | undefined> => {
  const loaded = createRequire(import.meta.url)('dcmjs') as {
    data: { DicomMetaDictionary: { nameMap: Record<string, DictionaryRow> } };
  };
  return loaded.data.DicomMetaDictionary.nameMap;
};

const dictionary = readDictionary();

/**
 * Looks up an attribute by its keyword; private ones are written as tag and VR: '70531000 DS'. A misspelt keyword is a bug,
 * so it throws.
 */
export const attribute = (keyword: string): Attribute => {
  const [, tag, vr] = /^([\dA-F]{8}) ([A-Z]{2})$/.exec(keyword) ?? [];
  if (tag !== undefined && vr !== undefined) return { tag: Number.parseInt(tag, 16), vr };
  const row = dictionary[keyword];
  if (row === undefined) throw new Error(`No attribute of DICOM is called ${keyword}`);
  return {
    tag: Number.parseInt(row.tag.replaceAll(/[(),]/g, ''), 16),
    vr: DEPENDENT_VR[row.vr] ?? row.vr,
  };
};

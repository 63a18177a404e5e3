import { createRequire } from 'node:module';

interface Entry {
  readonly tag: string;
  readonly vr: string;
}

/** dcmjs brings the dictionary of PS3.6 but no types; the two shapes used here are checked on reading. */
function readEntry(table: unknown, key: string): Entry | undefined {
  if (typeof table !== 'object' || table === null) return undefined;
  const entry: unknown = Reflect.get(table, key);
  if (typeof entry !== 'object' || entry === null) return undefined;
  const tag: unknown = Reflect.get(entry, 'tag');
  const vr: unknown = Reflect.get(entry, 'vr');
  return typeof tag === 'string' && typeof vr === 'string' ? { tag, vr } : undefined;
}

function readTables(): { byTag: unknown; byKeyword: unknown } {
  const loaded: unknown = createRequire(import.meta.url)('dcmjs');
  const data: unknown = Reflect.get(Object(loaded), 'data');
  const dictionary: unknown = Reflect.get(Object(data), 'DicomMetaDictionary');
  return {
    byTag: Reflect.get(Object(dictionary), 'dictionary'),
    byKeyword: Reflect.get(Object(dictionary), 'nameMap'),
  };
}

const TABLES = readTables();
/** Keywords of PS3.6 in small letters. */
const SMALL_LETTERS: ReadonlySet<string> = new Set(
  Object.keys(Object(TABLES.byKeyword)).map((keyword) => keyword.toLowerCase()),
);
const VR_BY_TAG = new Map<string, string | undefined>();
/** Private tags are as many as whoever asks invents. */
const MOST_KNOWN = 20_000;

/** dcmjs's names for VRs that depend on other attributes (PS3.5 A.1): the VR taken where nothing says more. */
const CONTEXT_VR: Readonly<Record<string, string>> = { ox: 'OW', lt: 'OW', up: 'UL', xs: 'xs' };

function lookUp(tag: string): string | undefined {
  const element = tag.slice(4);
  if (element === '0000') return 'UL';
  if (Number.parseInt(tag.slice(3, 4), 16) % 2 === 1) return /^00[1-9A-F]/.test(element) ? 'LO' : undefined;
  // Repeating groups (overlays 60xx, curves 50xx) stand in the dictionary by their first group.
  const group = tag.slice(0, 4).replace(/^(50|60)../, (each) => `${each.slice(0, 2)}00`);
  const entry = readEntry(TABLES.byTag, `(${group},${element})`);
  return entry === undefined ? undefined : (CONTEXT_VR[entry.vr] ?? entry.vr);
}

/**
 * The VR of a tag (eight upper-case hex digits), `xs` for US or SS, undefined when unknown or private.
 * Private creators (odd group, element 0010-00FF) are LO (PS3.5 7.8.1).
 */
export function vrOf(tag: string): string | undefined {
  if (VR_BY_TAG.size >= MOST_KNOWN) VR_BY_TAG.clear();
  if (!VR_BY_TAG.has(tag)) VR_BY_TAG.set(tag, lookUp(tag));
  return VR_BY_TAG.get(tag);
}

/** The tag that a QIDO key names: a keyword of PS3.6 or eight hexadecimal digits; undefined when neither. */
export function tagOf(key: string): string | undefined {
  if (/^[0-9a-fA-F]{8}$/.test(key)) return key.toUpperCase();
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(key)) return undefined;
  const entry = readEntry(TABLES.byKeyword, key);
  const digits = entry?.tag.replace(/[^0-9A-Fa-f]/g, '').toUpperCase();
  return digits?.length === 8 ? digits : undefined;
}

/** Whether a word is a keyword of PS3.6 but for its letters' size: some archives leave such a key out, and find everything. */
export const isMiswritten = (key: string): boolean =>
  tagOf(key) === undefined && SMALL_LETTERS.has(key.toLowerCase());

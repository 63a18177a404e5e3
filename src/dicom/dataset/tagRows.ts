import type { DicomElement, DicomJson, JsonValue } from './dicomJson';

/** One line of a dataset as a tree: an attribute, or an item of a sequence. */
export interface TagRow {
  /** From the top, e.g. '00081140', '00081140/1', '00081140/1/00081150'. */
  readonly path: string;
  /** 0 at the top; an item stands one below its sequence, its attributes one below it. */
  readonly depth: number;
  /** Eight hexadecimal digits, upper case; of an item that of its sequence. */
  readonly tag: string;
  /** Empty where the archive does not say, and for items. */
  readonly vr: string;
  /** Items of a sequence; 0 for everything else. */
  readonly items: number;
  /** Of an item its number, from 1. */
  readonly item?: number;
  /** Private Creator of a private attribute, where its block is reserved (PS3.5 7.8.1). */
  readonly creator?: string;
  /** Absent for items. */
  readonly element?: DicomElement;
}

/** No dataset worth reading line by line has more; hostile ones do. */
const MOST_ROWS = 100_000;

const isGroup = (value: JsonValue): value is DicomJson => typeof value === 'object' && value !== null;
const isSequence = ({ vr, Value = [] }: DicomElement): boolean =>
  vr === 'SQ' || (vr === undefined && Value.some((value) => isGroup(value) && !isName(value)));

const NAME_GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;
const isName = (value: JsonValue): boolean =>
  isGroup(value) && NAME_GROUPS.some((group) => group in value) && !('vr' in value);

export const isPrivate = (tag: string): boolean => Number.parseInt(tag.slice(3, 4), 16) % 2 === 1;

/** Private Creator of an attribute: element (gggg,00bb) reserves (gggg,bbxx). */
function creatorOf(dataset: DicomJson, tag: string): string | undefined {
  if (!isPrivate(tag)) return undefined;
  const [value] = dataset[`${tag.slice(0, 4)}00${tag.slice(4, 6)}`]?.Value ?? [];
  return tag.slice(4, 6) === '00' || typeof value !== 'string' ? undefined : value.trim();
}

/** All lines of a dataset, in the order of their tags, sequences followed by their items; at most 100,000. */
export function tagRows(dataset: DicomJson): readonly TagRow[] {
  const rows: TagRow[] = [];
  const add = (content: DicomJson, prefix: string, depth: number) => {
    for (const tag of Object.keys(content).sort()) {
      const element = content[tag];
      if (!element || rows.length >= MOST_ROWS) return;
      const path = `${prefix}${tag}`;
      const creator = creatorOf(content, tag);
      const items = isSequence(element) ? (element.Value ?? []).filter(isGroup) : [];
      const vr = element.vr ?? (items.length > 0 ? 'SQ' : '');
      rows.push({
        path,
        depth,
        tag,
        vr,
        items: items.length,
        element,
        ...(creator === undefined ? {} : { creator }),
      });
      for (const [at, item] of items.entries()) {
        if (rows.length >= MOST_ROWS) return;
        rows.push({ path: `${path}/${at + 1}`, depth: depth + 1, tag, vr: '', items: 0, item: at + 1 });
        add(item as DicomJson, `${path}/${at + 1}/`, depth + 2);
      }
    }
  };
  add(dataset, '', 0);
  return rows;
}

/** Whether something stands below a line. */
export const hasBelow = ({ items, item }: TagRow): boolean => items > 0 || item !== undefined;

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The lines to be seen: everything at the top, and what stands below open lines. */
export function openRows(rows: readonly TagRow[], open: ReadonlySet<string>): readonly TagRow[] {
  const seen = new Set(['']);
  return rows.filter(({ path }) => {
    if (!seen.has(parentOf(path))) return false;
    if (open.has(path)) seen.add(path);
    return true;
  });
}

/** The lines that match, with the lines they stand below. */
export function matchingRows(rows: readonly TagRow[], matches: (row: TagRow) => boolean): readonly TagRow[] {
  const wanted = new Set<string>();
  for (const row of rows) {
    if (!matches(row)) continue;
    for (let path = row.path; path !== '' && !wanted.has(path); path = parentOf(path)) wanted.add(path);
  }
  return rows.filter(({ path }) => wanted.has(path));
}

function one(value: JsonValue): string {
  if (value === null) return '';
  if (!isGroup(value)) return String(value);
  const groups = value as { readonly [group: string]: unknown };
  const names = NAME_GROUPS.map((group) => (typeof groups[group] === 'string' ? groups[group] : ''));
  return names.join('=').replace(/=+$/, '');
}

/** Bytes of a base64 text. */
export const base64Bytes = (text: string): number => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

/** The values of an attribute in one text, separated by backslashes as in a file (PS3.5 6.2), cut after `most` characters. */
export function valueText({ Value = [] }: DicomElement, most = Infinity): string {
  let text = '';
  for (const [at, value] of Value.entries()) {
    text += (at > 0 ? '\\' : '') + one(value);
    if (text.length > most) return `${text.slice(0, most)}…`;
  }
  return text;
}

/** '(0008,0018)'. */
export const tagText = (tag: string): string => `(${tag.slice(0, 4)},${tag.slice(4)})`;

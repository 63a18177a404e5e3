import { listText, sentNumberText } from '@/i18n/numberText';
import type { CodedConcept } from '@/dicom/dataset/coded';
import { formatDate, formatDateTime, formatTime } from '@/dicom/values/dateText';
import type { SopUid } from '@/dicom/dataset/uid';
import type { ContentItem, ContentValue } from './content';

/** One line of a report as people read it: a heading, or a name and what is said of it. */
export interface ReportLine {
  /** From 0 for the title. */
  readonly depth: number;
  readonly isHeading: boolean;
  readonly name: string;
  readonly value: string;
  /** The codes behind the words, 'name: scheme value', for who wants to know. */
  readonly codes: readonly string[];
  /** The image or document spoken of. */
  readonly reference?: {
    readonly sop: SopUid;
    readonly sopClass: string;
    /** Of those named the first, from 1; absent: all; `unreadable`: what is named can be no frame, so that no image can be shown for it. */
    readonly frame?: number | 'unreadable';
    /** All that are named, where these are several. */
    readonly frames?: readonly number[];
    /** Of a waveform: 'group:channel', or the group alone. */
    readonly channels?: readonly string[];
    /** An image, or another document or a waveform, which is no picture. */
    readonly isImage: boolean;
  };
  /** `cut`: more follows than can be read; `lost`: what follows cannot be read; `unread`: there is a value that cannot be. */
  readonly lack?: 'cut' | 'lost' | 'unread';
  /** A drawing on the image that the next line names. */
  readonly graphic?: string;
  /** Says whose document it is, or names another person than who observed. */
  readonly isIdentity?: true;
}

/** UCUM as people write it; others as the code itself, in which annotations lose their braces (UCUM 2.4.3). */
const SHOWN_UNITS: Readonly<Record<string, string>> = {
  '1': '',
  '{no units}': '',
  mm2: 'mm²',
  cm2: 'cm²',
  mm3: 'mm³',
  cm3: 'cm³',
  m2: 'm²',
  deg: '°',
  "[hnsf'U]": 'HU',
  '{pixels}': 'px',
  '{pixels2}': 'px²',
  'um2/ms': 'µm²/ms',
};

/** A unit as people write it. */
export function shownUnit(unit: CodedConcept | undefined): string {
  if (!unit) return '';
  const known = Object.hasOwn(SHOWN_UNITS, unit.value) ? SHOWN_UNITS[unit.value] : undefined;
  return known ?? unit.value.replaceAll(/\{([^}]*)\}/g, '$1');
}

const shownGraphic = (graphic: string, count: number): string =>
  `${graphic.slice(0, 1)}${graphic.slice(1).toLowerCase()} (${count})`;

function shownMoments({ range, of, values }: Extract<ContentValue, { readonly type: 'moments' }>): string {
  const shown = values.map((value) =>
    of === 'datetimes' ? formatDateTime(value) : `${sentNumberText(value)}${of === 'seconds' ? ' s' : ''}`,
  );
  return `${range.slice(0, 1)}${range.slice(1).toLowerCase()} (${of === 'samples' ? '# ' : ''}${listText(shown)})`;
}

function shownValue(value: ContentValue): string {
  switch (value.type) {
    case 'code':
      return value.code?.meaning ?? '';
    case 'number': {
      const amount = sentNumberText(value.written ?? (value.value === undefined ? '' : String(value.value)));
      const unit = shownUnit(value.unit);
      if (amount === '') return value.why?.meaning ?? '–';
      const whole = unit === '' ? amount : `${amount}${unit === '°' ? '' : ' '}${unit}`;
      return value.why ? `${whole} (${value.why.meaning})` : whole;
    }
    case 'text':
    case 'name':
      return value.text;
    case 'date':
      return formatDate(value.text);
    case 'time':
      return formatTime(value.text, true);
    case 'datetime':
      return formatDateTime(value.text);
    case 'uid':
      return value.uid;
    case 'points':
      return shownGraphic(value.graphic, value.points.length);
    case 'points3d':
      return shownGraphic(value.graphic, value.pointsLps.length);
    case 'moments':
      return shownMoments(value);
    case 'unknown':
      return value.name;
    case 'reference':
    case 'cut':
    case 'lost':
    case 'container':
    case 'image':
    case 'composite':
    case 'waveform':
      return '';
  }
}

const shownCode = ({ scheme, value, meaning }: CodedConcept): string => `${meaning}: ${scheme} ${value}`;

function codesOf({ name, value }: ContentItem): string[] {
  const behind = value.type === 'code' ? value.code : value.type === 'number' ? value.unit : undefined;
  return [name, behind]
    .filter((code) => code !== undefined && code.value !== '')
    .flatMap((code) => (code ? [shownCode(code)] : []));
}

type Referring = Extract<ContentValue, { readonly sop: SopUid }>;

function referenceOf(value: Referring): NonNullable<ReportLine['reference']> {
  const { type, sop, sopClass, frames, channels } = value;
  const frame = frames && (frames[0] ?? 'unreadable');
  return {
    sop,
    sopClass,
    isImage: type === 'image',
    ...(frame ? { frame } : {}),
    ...(frames && frames.length > 1 ? { frames } : {}),
    ...(channels
      ? { channels: channels.map(([group, channel]) => (channel > 0 ? `${group}:${channel}` : `${group}`)) }
      : {}),
  };
}

/** What is spoken of by its place in the tree, the root being 1 (PS3.3 C.17.3.2.5); undefined: there is no such item. */
function itemAt(root: ContentItem, [first, ...rest]: readonly number[]): ContentItem | undefined {
  if (first !== 1) return undefined;
  return rest.reduce<ContentItem | undefined>((item, place) => item?.children[place - 1], root);
}

/** Subject Name, Subject ID, Subject Birth Date (PS3.16 TID 1007). */
const IDENTITY_CODES = new Set(['121029', '121030', '121031']);

/** Person Observer Name (PS3.16 TID 1003): who measured. */
const OBSERVER_CODE = '121008';

function isIdentity({ name, value }: ContentItem): boolean {
  const code = name?.scheme === 'DCM' ? name.value : undefined;
  return (
    (code !== undefined && IDENTITY_CODES.has(code)) || (value.type === 'name' && code !== OBSERVER_CODE)
  );
}

/** An item spoken of at another place: its name and value; its own items stand there. */
function mentioned(item: ContentItem | undefined, numberText: NumberText): string | undefined {
  if (!item) return undefined;
  const said = [item.name?.meaning, numberText(item) ?? shownValue(item.value)].filter(Boolean);
  return said.length > 0 ? said.join(': ') : undefined;
}

function lackOf({ type }: ContentValue): ReportLine['lack'] {
  if (type === 'cut' || type === 'lost') return type;
  return type === 'unknown' ? 'unread' : undefined;
}

function toLine(item: ContentItem, depth: number, root: ContentItem, numberText: NumberText): ReportLine {
  const { value, name } = item;
  const isReference = value.type === 'image' || value.type === 'composite' || value.type === 'waveform';
  const place = value.type === 'reference' ? value.to.join('.') : '';
  const target = value.type === 'reference' ? itemAt(root, value.to) : undefined;
  const there = mentioned(target, numberText);
  const lack = lackOf(value);
  return {
    depth,
    isHeading: value.type === 'container',
    name: name?.meaning ?? '',
    value:
      value.type === 'reference'
        ? `→ ${there === undefined ? place : `${there} (${place})`}`
        : (numberText(item) ?? shownValue(value)),
    codes: codesOf(item),
    ...(isReference ? { reference: referenceOf(value) } : {}),
    ...(lack ? { lack } : {}),
    ...(value.type === 'points' || value.type === 'points3d' ? { graphic: value.graphic } : {}),
    ...(isIdentity(target ?? item) ? { isIdentity: true } : {}),
  };
}

/** The text of a number; undefined where it is to stand as it was sent, and for what is no number. */
export type NumberText = (item: ContentItem) => string | undefined;

/** A content tree as lines, in the order of the document. */
export function toLines(root: ContentItem, numberText: NumberText = () => undefined): readonly ReportLine[] {
  const lines: ReportLine[] = [];
  const add = (item: ContentItem, depth: number) => {
    lines.push(toLine(item, depth, root, numberText));
    for (const child of item.children) add(child, depth + 1);
  };
  add(root, 0);
  return lines;
}

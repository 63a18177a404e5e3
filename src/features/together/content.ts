import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { isUid } from '@/dicom/dataset/uid';
import { decodeLink, encodeLink, unpackText } from '@/view/link/codec';
import { packMarks, unpackMarks } from '@/view/link/codecMarks';
import type { Adopted } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';

/** Where the presenter points: a pixel of the image in a pane, the middle of the first pixel at 0, 0. */
export interface Pointer {
  readonly pane: number;
  readonly column: number;
  readonly row: number;
}

/** What the presenter sees now. */
export interface Live {
  /** Its id in the settings. */
  readonly archive: string;
  readonly view: ViewState;
  readonly pointer?: Pointer;
}

/** What is drawn: the marks of links, each with its id, and what it is called. */
export type SharedMark = Pick<Adopted, 'id' | 'tracking' | 'label' | 'colour' | keyof MarkFields>;
type MarkFields = Pick<Adopted, 'kind' | 'study' | 'series' | 'sop' | 'frame' | 'pointsPx' | 'basis'>;

const VERSION = 1;
/** What a message of the relay has room for, before sealing and base64url: 64 KB hold 48. */
const MOST_BYTES = 46_000;
const MOST_PANE = 8;
const LARGEST_PX = 1e6;
const LONGEST_LABEL = 200;
const MOST_MARKS = 500;
const tenth = (px: number): number => Math.round(px * 10) / 10;

type Fields = Readonly<Record<string, unknown>>;

function readFields(text: string | undefined): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** The whole view as its link, some 400 bytes: a follower who missed any number of them is right again with the next. */
export function encodeLive({ archive, view, pointer }: Live): Uint8Array<ArrayBuffer> {
  const path = encodeLink({ archive, view, marks: [] });
  const p = pointer && [pointer.pane, tenth(pointer.column), tenth(pointer.row)];
  return new Uint8Array(strToU8(JSON.stringify({ v: VERSION, l: path, ...(p ? { p } : {}) })));
}

function readPointer(value: unknown): Pointer | undefined {
  const [pane, column, row] = (Array.isArray(value) ? value : []) as readonly unknown[];
  const isPx = (px: unknown): px is number =>
    typeof px === 'number' && Number.isFinite(px) && Math.abs(px) <= LARGEST_PX;
  const isPane = Number.isInteger(pane) && (pane as number) >= 0 && (pane as number) <= MOST_PANE;
  return isPane && isPx(column) && isPx(row) ? { pane: pane as number, column, row } : undefined;
}

/** Total: any bytes give a view, or nothing. What of the view is not valid is dropped by the links' codec. */
export function decodeLive(bytes: Uint8Array): Live | undefined {
  const json = readFields(strFromU8(bytes));
  if (json?.['v'] !== VERSION || typeof json['l'] !== 'string') return undefined;
  const link = decodeLink(json['l']);
  // A damaged link still opens its study; here the next message is better than half a view.
  if (!link.ok || link.dropped.includes('view')) return undefined;
  const pointer = readPointer(json['p']);
  return { archive: link.archive, view: link.view, ...(pointer ? { pointer } : {}) };
}

const packOne = (mark: SharedMark): Fields => ({
  ...packMarks([mark]),
  i: mark.id,
  t: mark.tracking,
  ...(mark.label === '' ? {} : { l: mark.label.slice(0, LONGEST_LABEL) }),
  ...(mark.colour === undefined ? {} : { c: mark.colour }),
});

const pack = (marks: readonly SharedMark[]): Uint8Array<ArrayBuffer> =>
  deflateSync(strToU8(JSON.stringify({ v: VERSION, m: marks.map(packOne) }))) as Uint8Array<ArrayBuffer>;

/** As many of the newest as one message holds; `leftOut` counts the others. */
export function encodeMarks(marks: readonly SharedMark[]): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly leftOut: number;
} {
  let some = marks.slice(-MOST_MARKS);
  let bytes = pack(some);
  while (bytes.length > MOST_BYTES) {
    some = some.slice(Math.ceil(some.length / 4));
    bytes = pack(some);
  }
  return { bytes, leftOut: marks.length - some.length };
}

function readOne(value: unknown): SharedMark | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { i: id, t: tracking, l: label, c: colour, ...packed } = value as Fields;
  const [mark] = unpackMarks(packed).marks;
  if (!mark || typeof id !== 'string' || !/^[\w.-]{1,64}$/.test(id) || !isUid(tracking)) return undefined;
  const isColour = Number.isInteger(colour) && (colour as number) >= 1 && (colour as number) <= 99;
  return {
    ...mark,
    id,
    tracking,
    label: typeof label === 'string' ? label.slice(0, LONGEST_LABEL) : '',
    ...(isColour ? { colour: colour as number } : {}),
  };
}

/** Total: any bytes give marks, or nothing; a mark that is not valid is left out. */
export function decodeMarks(bytes: Uint8Array): readonly SharedMark[] | undefined {
  const json = readFields(unpackText(bytes));
  if (json?.['v'] !== VERSION || !Array.isArray(json['m'])) return undefined;
  const marks = json['m'].slice(0, MOST_MARKS).map(readOne);
  const byId = new Map(marks.filter((one) => one !== undefined).map((one) => [one.id, one]));
  return [...byId.values()];
}

import { strFromU8, strToU8, deflateSync, Inflate } from 'fflate';
import { isUid, type SeriesUid, type SopUid } from '@/dicom/dataset/uid';
import { OBJECT } from './checks';
import { packMarks, unpackMarks } from './codecMarks';
import { packView, unpackView } from './viewFields';
import type { Dropped } from './dropped';
import { checkBy, field, readFields, writeFields, type FieldsOf } from './field';
import { freshPath, readLinkHead, type RefusedLink } from './linkHead';
import type { Mark } from '@/measurement/measurement';
import { freshView, type ViewState } from '@/view/viewState';

/** What a link names: an archive by its config id (never by address), a view, and what was drawn on it. */
export interface Link {
  readonly archive: string;
  readonly view: ViewState;
  readonly marks: readonly Mark[];
  /** Tracking UID of the finding that the link is about: its first mark, or one that a document of the study holds. */
  readonly finding?: string;
  /** The key object document that the view was saved as; its study is the first of the view. */
  readonly saved?: SavedView;
}

/** Names a key object document: any viewer can open what it lists. */
export interface SavedView {
  readonly series: SeriesUid;
  readonly sop: SopUid;
}

export type DecodedLink = ({ readonly ok: true; readonly dropped: readonly Dropped[] } & Link) | RefusedLink;

/** Longest part of a link that measurements may take, in characters. */
export const LONGEST_MARKS = 2_000;
/** Fewer points than this always fit. */
const MANY_POINTS = 50;
/** More than any honest link unpacks to: a small code cannot fill the memory. */
const LONGEST_JSON = 400_000;

const VERSION = 'v1';

/** What a link says besides the view; its letters are none of a view's. */
export const LINK_FIELDS: FieldsOf<Omit<Link, 'archive' | 'view'>> = {
  marks: {
    letters: 'nmb',
    read: (packed, _, lose) => {
      const [n, m, b] = packed as readonly unknown[];
      const { marks, complete, areBasesRead } = unpackMarks({ n, m, b });
      if (!complete) lose('measurements');
      if (!areBasesRead) lose('bases');
      return marks;
    },
    write: (marks) => {
      const { n, m, b } = packMarks(marks);
      return marks.length > 0 ? [n, m, b] : undefined;
    },
  },
  finding: field(
    'j',
    checkBy((uid) => (isUid(uid) ? uid : undefined)),
    (uid) => uid,
    'finding',
  ),
  saved: field('v', OBJECT, ({ series, sop }) => [series, sop], 'saved'),
};

/** RFC 4648 5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The mirror image of toBase64Url; undefined for what is none. */
export function fromBase64Url(code: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(code)) return undefined;
  try {
    const binary = atob(code.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** FNV-1a, 32 bits: a damaged link must not pass for another view. No protection against intent, nor needed. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/** The text of deflated bytes; undefined where they are damaged or unpack to too much. */
export function unpackText(bytes: Uint8Array): string | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const stream = new Inflate((part, final) => {
    length += part.length;
    if (length > LONGEST_JSON) throw new RangeError('link unpacks to too much');
    parts.push(part);
    ended ||= final;
  });
  try {
    stream.push(bytes, true);
  } catch {
    return undefined;
  }
  if (!ended) return undefined;
  const whole = new Uint8Array(length);
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return strFromU8(whole);
}

function readJson(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The fragment path of a link: `/view/{archive}/{first study}/v1.{checksum}.{base64url(deflate(JSON))}`.
 * The study stands outside the code, so that a link cut or damaged in a mail still opens it. Equal links for equal views.
 */
export function encodeLink({ archive, view, marks, finding, saved }: Link): string {
  const besides = {
    marks,
    ...(finding === undefined ? {} : { finding }),
    ...(saved === undefined ? {} : { saved }),
  };
  const packed = { ...packView(view), ...writeFields(LINK_FIELDS, besides, view.studies) };
  const fresh = freshPath(archive, view.studies[0]);
  if (Object.keys(packed).length === 0) return fresh;
  const head = `${fresh}/`;
  const code = toBase64Url(deflateSync(strToU8(JSON.stringify(packed)), { level: 9 }));
  return `${head}${VERSION}.${checksum(head + code)}.${code}`;
}

/**
 * As many of the newest measurements as fit into LONGEST_MARKS characters, in their order. A contour too long by itself
 * does not keep the others out.
 */
export function fittingMarks(marks: readonly Mark[]): readonly Mark[] {
  const isFitting = (some: readonly Mark[]) =>
    toBase64Url(deflateSync(strToU8(JSON.stringify(packMarks(some))), { level: 9 })).length <= LONGEST_MARKS;
  if (isFitting(marks)) return marks;
  const possible = marks.filter((mark) => mark.pointsPx.length < MANY_POINTS || isFitting([mark]));
  let from = 0;
  while (from < possible.length && !isFitting(possible.slice(from))) from++;
  return possible.slice(from);
}

/** Total: any text gives a link plus what was dropped, or a named refusal. `fragment` with or without its '#'. */
export function decodeLink(fragment: string): DecodedLink {
  const read = readLinkHead(fragment);
  if (!read.ok) return read;
  const { archive, study, head, code, rest } = read;
  const bare = { ok: true, archive, view: freshView(study), marks: [] } as const;
  if (code === undefined || code === '') return { ...bare, dropped: rest.length > 0 ? ['view'] : [] };
  const [version, sum, body, ...more] = code.split('.');
  if (/^v\d+$/.test(version ?? '') && version !== VERSION) return { ...bare, dropped: ['newer-version'] };
  const isWhole =
    version === VERSION &&
    body !== undefined &&
    [...more, ...rest].length === 0 &&
    sum === checksum(head + body);
  const bytes = isWhole ? fromBase64Url(body) : undefined;
  const json = bytes && readJson(unpackText(bytes));
  if (!json) return { ...bare, dropped: ['view'] };
  const { view, dropped } = unpackView(json, study);
  const lost: Dropped[] = [];
  const besides = readFields(LINK_FIELDS, json, view.studies, (what) => lost.push(what));
  return { ok: true, archive, view, marks: [], ...besides, dropped: [...dropped, ...lost] };
}

import { writePng } from '../../server/pixels/png';
import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import {
  answer,
  loginPage,
  multipart,
  type HostileAnswer,
  type HostilePart,
  type HostileWriting,
} from './answer';
import { JPEG_LS, tagOfKeyword, type FixtureObject } from './fixture';
import { BLOCKS_JPEG } from './jpeg';
import type { Switches } from './switches';

const OCTETS = 'application/octet-stream';
const FILE = 'application/dicom';

/** How the answer is written, by the value of `frames`. */
const WRITING: Readonly<Partial<Record<NonNullable<Switches['frames']>, HostileWriting>>> = {
  lowercaseHeaders: { lowerCase: true },
  LF: { lineEnd: '\n' },
  quotedBoundary: { boundary: 'quoted' },
  noQuotes: { typeQuotes: false },
  preamble: { preamble: true },
  missingFinal: { final: false },
};

/** Whether an Accept header is refused (406), and whether it asks for what is stored. */
function judge(accept: string, on: Switches): 'refused' | 'stored' | 'native' {
  const wantsStored = /transfer-syntax=\*/.test(accept);
  const isQuoted = /type="/.test(accept);
  const isMultipart = accept.startsWith('multipart/');
  const isAny = accept.trim() === '*/*';
  const isRefused = {
    refuseQuoted: isQuoted,
    refuseUnquoted: isMultipart && !isQuoted,
    refuseStar: wantsStored,
    explicitOnly: !isMultipart || wantsStored,
    octetOnly: !accept.startsWith(OCTETS),
    anyOnly: !isAny,
    '': false,
  }[on.accept ?? ''];
  if (isRefused) return 'refused';
  return wantsStored ? 'stored' : 'native';
}

/** What is done to the bytes, whatever they are. */
function spoilt(bytes: Buffer, on: Switches): Buffer {
  if (on.frames === 'short') return bytes.subarray(0, bytes.length - Math.min(100, bytes.length >> 1));
  if (on.frames === 'long') return Buffer.concat([bytes, Buffer.alloc(10, 1)]);
  return bytes;
}

/** One answer around one part, as the switches write it. */
function wrap(rootType: string, part: HostilePart, on: Switches): HostileAnswer {
  const sent = { ...part, body: spoilt(part.body, on) };
  switch (on.frames) {
    case 'html200':
      return loginPage();
    case 'empty200':
      return answer(200, { 'Content-Type': OCTETS });
    case 'single':
      return answer(200, { 'Content-Type': sent.type }, sent.body);
    case 'octet':
      return answer(200, { 'Content-Type': OCTETS }, sent.body);
    case 'twoParts':
      return multipart(rootType, [sent, sent]);
    case '206':
      return { ...multipart(rootType, [sent]), status: 206 };
    default:
      return multipart(rootType, [sent], on.frames && WRITING[on.frames]);
  }
}

function partType(transferSyntax: string, on: Switches): string {
  const media = transferSyntax === JPEG_LS ? 'image/jls' : OCTETS;
  if (on.frames === 'jpegNoTS') return media;
  const wrong = transferSyntax === JPEG_LS ? EXPLICIT_LITTLE_ENDIAN : JPEG_LS;
  return `${media}; transfer-syntax=${on.frames === 'wrongTS' ? wrong : transferSyntax}`;
}

/** The object that is sent in place of the one asked for. */
const swapped = (object: FixtureObject, all: readonly FixtureObject[]): FixtureObject => {
  const series = all.filter((each) => each.series === object.series);
  return series[(series.indexOf(object) + 1) % series.length] ?? object;
};

/** One frame, from 1. */
export function answerFrame(
  object: FixtureObject,
  frame: number,
  accept: string,
  on: Switches,
  all: readonly FixtureObject[],
): HostileAnswer {
  if (on.only && on.only !== 'frames') return answer(406);
  const judged = judge(accept, on);
  if (judged === 'refused') return answer(406);
  const isOther = on.frames === 'otherObject' || on.frames === 'otherFrame';
  const from = isOther ? swapped(object, all) : object;
  const at = isOther && from === object ? frame % object.native.length : frame - 1;
  const body = judged === 'stored' ? from.stored[at] : from.native[at];
  if (body === undefined) return answer(404);
  const path = `/studies/${from.study}/series/${from.series}/instances/${from.sop}/frames/${at + 1}`;
  const type = partType(judged === 'stored' ? from.transferSyntax : EXPLICIT_LITTLE_ENDIAN, on);
  const named = on.frames === 'otherObject' ? { location: path } : {};
  // Single parts are for who asks for them.
  if (accept.startsWith(OCTETS) && on.frames === undefined)
    return answer(200, { 'Content-Type': type }, body);
  return wrap(OCTETS, { type, body, ...named }, on);
}

const fileOf = (object: FixtureObject, all: readonly FixtureObject[], on: Switches): Buffer => {
  if (on.frames === 'otherObject' || on.frames === 'otherFrame') return swapped(object, all).file;
  return on.frames === 'otherPatient' ? object.foreignFile : object.file;
};

const fileType = (object: FixtureObject): string => `${FILE}; transfer-syntax=${object.transferSyntax}`;

export function answerInstance(
  object: FixtureObject,
  accept: string,
  on: Switches,
  all: readonly FixtureObject[],
): HostileAnswer {
  if (on.only && on.only !== 'instances') return answer(406);
  if (judge(accept, on) === 'refused') return answer(406);
  return wrap(FILE, { type: fileType(object), body: fileOf(object, all, on) }, on);
}

/** All files of a series in one answer. */
export function answerSeries(objects: readonly FixtureObject[], accept: string, on: Switches): HostileAnswer {
  if (on.only && on.only !== 'series') return answer(406);
  if (judge(accept, on) === 'refused' || on.frames === 'single' || on.frames === 'octet') return answer(406);
  if (on.frames === 'html200') return loginPage();
  if (on.frames === 'empty200') return answer(200, { 'Content-Type': OCTETS });
  const parts = objects.map((object) => ({
    type: fileType(object),
    body: spoilt(fileOf(object, objects, on), on),
  }));
  const sent = multipart(FILE, parts, on.frames && WRITING[on.frames]);
  return on.frames === '206' ? { ...sent, status: 206 } : sent;
}

/** A picture in 8 bits (PS3.18 8.3.5), of a frame (from 1). */
export function answerRendered(
  object: FixtureObject,
  frame: number,
  accept: string,
  on: Switches,
): HostileAnswer {
  if (on.rendered === 'none') return answer(404);
  const greys = object.rendered[frame - 1];
  if (greys === undefined) return answer(404);
  const rows = Number(object.dataset['Rows']);
  const columns = Number(object.dataset['Columns']);
  const isFor = (type: string) => accept.includes(type) || accept.includes('*/*');
  if (on.rendered === 'jpegOnly')
    return isFor('image/jpeg') ? answer(200, { 'Content-Type': 'image/jpeg' }, BLOCKS_JPEG) : answer(406);
  if (!isFor('image/png')) return answer(406);
  const cut = on.rendered === 'otherSize' ? 1 : 0;
  const png = writePng(greys.subarray(0, (rows - cut) * columns), columns, rows - cut, 1);
  return answer(200, { 'Content-Type': 'image/png' }, png);
}

/** A small picture of a series, where the archive makes any. */
export const answerThumbnail = (object: FixtureObject, on: Switches): HostileAnswer =>
  on.thumbnail === 'png' ? answerRendered(object, 1, 'image/png', {}) : answer(404);

/** Bulk data of an object by its tag. */
export function answerBulk(object: FixtureObject, tag: string): HostileAnswer {
  const found = Object.entries(object.dataset).find(([keyword]) => tagOfKeyword(keyword) === tag)?.[1];
  if (!(found instanceof Uint8Array)) return answer(404);
  return multipart(OCTETS, [{ type: OCTETS, body: Buffer.from(found) }]);
}

import type { Fetch } from '@/archive/http/request';
import type { DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { FRAME, multipart, FILE, RELATED } from './faultyArchive';
import { type Phantom, phantom } from './phantomFile';
import type { Scripted } from './scriptedRequest';

/** What an archive does otherwise than the standard says; each was seen in a real one. */
export interface Oddities {
  /** Longer answers than `limitMax` are refused or cut. */
  readonly limitMax?: number;
  readonly atLimit?: 400 | 413 | 'silent';
  readonly ignores?: readonly ('filters' | 'limit' | 'offset')[];
  /** How the end of a short answer is told. */
  readonly total?: 'warning' | 'count';
  readonly modalities?: 'or' | 'last' | 'none';
  readonly uidList?: 'comma' | 'none';
  readonly refuses?: readonly ('includefield' | 'keywords' | 'wildcards' | 'fuzzy')[];
  readonly wildcards?: 'literal';
  readonly cased?: boolean;
  readonly empty?: 204 | 'nothing';
  /** Attributes that no answer holds. */
  readonly missing?: readonly string[];
  /** Changes every answer of search or metadata. */
  readonly spoil?: (rows: DicomJson[], path: string) => DicomJson[];
  /** Answers instead, by path with query; undefined = as ever. Throwing = no connection. */
  readonly instead?: (path: string, init: RequestInit) => Scripted | undefined;
  /** Accept headers that are refused with 406, whatever is asked for. */
  readonly refusesAccept?: RegExp;
  /** Resources there are none of. */
  readonly lacks?: readonly ('rendered' | 'thumbnail' | 'instance' | 'series' | 'frames' | 'store')[];
}

const KEYS: Readonly<Record<string, string>> = {
  PatientName: '00100010',
  PatientID: '00100020',
  AccessionNumber: '00080050',
  StudyDate: '00080020',
  ModalitiesInStudy: '00080061',
  StudyInstanceUID: '0020000D',
};

/** A QIDO-RS row of a study (PS3.18 F.2). */
export const studyRow = (
  study: string,
  { name = 'DOE^JANE', id = 'ID', date = '20200101', modality = 'CT' } = {},
): DicomJson => ({
  '00080020': { vr: 'DA', Value: [date] },
  '00080050': { vr: 'SH', Value: ['A1'] },
  '00080061': { vr: 'CS', Value: [modality] },
  '00081030': { vr: 'LO', Value: ['Description'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: name }] },
  '00100020': { vr: 'LO', Value: [id] },
  '0020000D': { vr: 'UI', Value: [study] },
  '00201206': { vr: 'IS', Value: [1] },
  '00201208': { vr: 'IS', Value: [2] },
});

const plain = (value: JsonValue): string =>
  typeof value === 'object' && value !== null && 'Alphabetic' in value
    ? String(value.Alphabetic)
    : String(value);

function agrees(row: DicomJson, tag: string, asked: string, odd: Oddities): boolean {
  const held = (row[tag]?.Value ?? []).map(plain);
  if (tag === '00080020' && asked.includes('-')) {
    const [from = '', to = ''] = asked.split('-');
    return held.some((date) => date >= from && (to === '' || date <= to));
  }
  if (/[*?]/.test(asked) && odd.wildcards !== 'literal') {
    const pattern = asked.replaceAll('^', '\\^').replaceAll('*', '.*').replaceAll('?', '.');
    return held.some((value) => new RegExp(`^${pattern}$`, odd.cased === true ? '' : 'i').test(value));
  }
  return held.includes(asked);
}

function valuesOf(tag: string, asked: string, odd: Oddities): readonly string[] | undefined {
  const all = asked.split(',');
  if (all.length === 1) return all;
  if (tag === KEYS['ModalitiesInStudy'])
    return odd.modalities === 'none' ? [asked] : odd.modalities === 'last' ? all.slice(-1) : all;
  if (tag === KEYS['StudyInstanceUID']) return odd.uidList === 'none' ? undefined : all;
  return [asked];
}

const JSON_TYPE = 'application/dicom+json';

function search(rows: readonly DicomJson[], query: URLSearchParams, odd: Oddities): Scripted {
  const refuses = (what: NonNullable<Oddities['refuses']>[number]) => odd.refuses?.includes(what) === true;
  const ignores = (what: NonNullable<Oddities['ignores']>[number]) => odd.ignores?.includes(what) === true;
  if (refuses('includefield') && query.has('includefield')) return { status: 400 };
  if (refuses('fuzzy') && query.has('fuzzymatching')) return { status: 400 };
  let found = [...rows];
  for (const [key, asked] of query) {
    const tag = KEYS[key] ?? (/^[\dA-F]{8}$/.test(key) ? key : undefined);
    if (tag === undefined) continue;
    if (refuses('keywords') && tag !== key) return { status: 400 };
    if (refuses('wildcards') && /[*?]/.test(asked)) return { status: 400 };
    const values = valuesOf(tag, asked, odd);
    if (values === undefined) return { status: 400 };
    if (!ignores('filters'))
      found = found.filter((row) => values.some((value) => agrees(row, tag, value, odd)));
  }
  const offset = ignores('offset') ? 0 : Number(query.get('offset') ?? 0);
  let limit = Number(query.get('limit') ?? Infinity);
  const max = odd.limitMax ?? Infinity;
  if (limit > max && odd.atLimit !== 'silent') return { status: odd.atLimit ?? 400 };
  limit = Math.min(limit, max);
  const shown = ignores('limit') ? found : found.slice(offset, offset + limit);
  const left = found.length - offset - shown.length;
  if (shown.length === 0 && odd.empty !== undefined)
    return odd.empty === 204 ? { status: 204 } : { type: JSON_TYPE, body: '' };
  const headers =
    odd.total === 'count'
      ? `x-total-count: ${found.length}`
      : odd.total === 'warning' && left > 0
        ? `warning: 299 odd "There are ${left} additional results that can be requested"`
        : '';
  return { type: JSON_TYPE, body: JSON.stringify(shown), headers };
}

/** Bytes of an answer, beside what can be scripted as text. */
export interface OddAnswer extends Scripted {
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** One series of phantoms in the first study; the other studies are rows alone. */
export function oddArchive(studies: readonly DicomJson[], odd: Oddities = {}) {
  const asked: string[] = [];
  const slices: readonly Phantom[] = [phantom(0), phantom(1)];
  const [first] = slices;
  const dataset = (slice: Phantom): DicomJson => ({
    ...slice.instance.dataset,
    '00100010': studies[0]?.['00100010'] ?? {},
    '00100020': studies[0]?.['00100020'] ?? {},
  });
  const without = (rows: readonly DicomJson[], path: string): DicomJson[] => {
    const kept = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([tag]) => odd.missing?.includes(tag) !== true)),
    );
    return odd.spoil?.(kept, path) ?? kept;
  };
  const seriesRow: DicomJson = {
    '00080060': { vr: 'CS', Value: ['CT'] },
    '0020000E': { vr: 'UI', Value: [first?.series ?? ''] },
    '00200011': { vr: 'IS', Value: [1] },
    '00201209': { vr: 'IS', Value: [slices.length] },
  };
  const json = (rows: readonly DicomJson[]): OddAnswer => ({ type: JSON_TYPE, body: JSON.stringify(rows) });
  const files = (of: readonly Phantom[]): OddAnswer => ({
    type: RELATED,
    bytes: new Uint8Array(multipart(of.map(({ file }) => ({ type: FILE, body: file })))),
  });

  const wado = (path: string): OddAnswer => {
    const lacks = (what: NonNullable<Oddities['lacks']>[number]) => odd.lacks?.includes(what) === true;
    const end = path.slice('/studies'.length);
    const sop = /instances\/([\d.]+)/.exec(end)?.[1];
    const slice = slices.find((each) => each.sop === sop);
    if (!end.startsWith(`/${first?.study ?? ''}`)) return { status: 404 };
    if (/\/rendered/.test(end))
      return lacks('rendered') ? { status: 404 } : { type: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8) };
    if (/\/thumbnail/.test(end))
      return lacks('thumbnail') ? { status: 404 } : { type: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8) };
    if (end.endsWith('/metadata')) {
      const of = slice === undefined ? slices : [slice];
      return json(without(of.map(dataset), path));
    }
    if (end.endsWith('/frames/1') && slice !== undefined)
      return lacks('frames')
        ? { status: 406 }
        : { type: RELATED, bytes: new Uint8Array(multipart([{ type: FRAME, body: slice.pixels }])) };
    if (slice !== undefined && end.endsWith(slice.sop))
      return lacks('instance') ? { status: 404 } : files([slice]);
    if (/\/series\/[\d.]+$/.test(end)) return lacks('series') ? { status: 404 } : files(slices);
    return { status: 404 };
  };

  const answer = (url: string, init: RequestInit = {}): OddAnswer | undefined => {
    const { pathname, search: text } = new URL(url);
    const path = pathname.slice(pathname.indexOf('/studies'));
    asked.push(`${path}${text}`);
    const own = odd.instead?.(`${path}${text}`, init);
    if (own !== undefined) return own;
    if (odd.refusesAccept?.test(new Headers(init.headers).get('Accept') ?? '*/*') === true)
      return { status: 406 };
    if (init.method === 'POST') return { status: odd.lacks?.includes('store') === true ? 405 : 415 };
    const query = new URLSearchParams(text);
    if (path === '/studies') return search(without(studies, path), query, odd);
    if (/^\/studies\/[\d.]+\/series$/.test(path)) return search(without([seriesRow], path), query, odd);
    if (path.endsWith('/instances')) return search(without(slices.map(dataset), path), query, odd);
    return wado(path);
  };
  const fetch: Fetch = async (url, init) => {
    const got = answer(url, init);
    if (got === undefined) return new Promise<Response>(() => undefined);
    const headers = new Headers(got.type === undefined ? {} : { 'Content-Type': got.type });
    for (const line of (got.headers ?? '').split('\n').filter(Boolean)) {
      const at = line.indexOf(':');
      headers.set(line.slice(0, at), line.slice(at + 1).trim());
    }
    const status = got.status ?? 200;
    return new Response(status === 204 ? null : (got.bytes ?? got.body ?? ''), { status, headers });
  };
  const answerTo = (url: string, accept: string) => answer(url, { headers: { accept } });
  return { asked, answer: answerTo, fetch };
}

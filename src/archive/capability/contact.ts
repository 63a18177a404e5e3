import { fixedText } from '@/i18n/numberText';
import { readDatasets } from '@/archive/http/jsonCall';
import { isPage } from '@/archive/http/faults';
import { sleep } from '@/archive/http/clock';
import { STUDY_FIELDS } from '@/archive/search/studyParams';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import { ask, isOk, JSON_ACCEPT, type ProbeLine, type Probed, readAnswer } from './ask';
import type { CapabilityDraft } from '@/archive/contract/capabilities';
import type { Finding, FindingId } from '@/archive/contract/findings';

export const finding = (id: FindingId, values: Finding['values'] = {}): Finding => ({ id, values });

/** As many rows as the list asks for at most: what the page needs is what is looked at. */
export const LIMIT = 101;
/** How long after a request was forbidden the page has heard why. */
const HEARD_MS = 100;
/** Asked for in turn where more rows are refused. */
const FEWER = [50, 25, 20, 10, 5, 1];
/** An answer that takes longer is felt. */
const SLOW_MS = 3_000;

export interface Contact {
  readonly findings: readonly Finding[];
  /** Undefined where nothing more can be looked at. */
  readonly rows: readonly DicomJson[] | undefined;
  /** The same as they came. */
  readonly raw: readonly DicomJson[];
  /** The limit that was accepted. */
  readonly limit: number;
  /** All rows, where the archive says so. */
  readonly total: number | undefined;
}

export const probePath = (params: Readonly<Record<string, string>>): string =>
  `/studies?${Object.entries(params)
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
    .join('&')}`;

/** Datasets of an answer as they came, or undefined when it holds none that can be read. */
export function rawOf(probed: Probed): readonly DicomJson[] | undefined {
  if (!isOk(probed) || isPage(probed.type)) return undefined;
  try {
    return readDatasets('probe', readAnswer(probed) ?? 'unreadable');
  } catch {
    return undefined;
  }
}

/** Datasets of an answer, put right as everywhere. */
export const rowsOf = (probed: Probed): readonly DicomJson[] | undefined =>
  rawOf(probed)?.map((row) => normaliseRow(row));

/** Why nothing is heard from an archive: the browser does not say, so other ways of asking are tried. */
async function silence(line: ProbeLine, path: string, blocked: () => boolean): Promise<Finding> {
  // The browser tells of a policy it followed a moment after the request failed.
  await sleep(line.parts.clock, HEARD_MS, line.signal);
  if (blocked()) return finding('cspBlocked', { origin: new URL(line.root).origin });
  const page = globalThis.location as Location | undefined;
  const isForeign = page !== undefined && page.origin !== new URL(line.root).origin;
  if (!isForeign) return finding('unreachable');
  const moved = await ask(line, path, { accept: JSON_ACCEPT, init: { redirect: 'manual' }, read: 'head' });
  if (moved.outcome === 'answer' && moved.status === 0) return finding('redirected');
  const hidden = await ask(line, path, { accept: '*/*', init: { mode: 'no-cors' }, read: 'head' });
  return hidden.outcome === 'answer'
    ? finding('corsBlocked', { origin: page.origin })
    : finding('unreachable');
}

/** What an answer means that is no list of studies. */
function explain({ status, type, redirected, outcome }: Probed): Finding {
  const values = { status };
  if (outcome === 'cut') return finding('unreachable');
  if (isPage(type) && status < 300) return finding(redirected ? 'redirected' : 'loginPage');
  if (status === 401) return finding('signIn', values);
  if (status === 403) return finding('forbidden', values);
  if (status === 404 || status === 405 || status === 410) return finding('noService', values);
  if (status === 502 || status === 503 || status === 504) return finding('gateway', values);
  if (status >= 500) return finding('serverError', values);
  if (status >= 400) return finding('refused', values);
  return finding('notJson', { type: type.split(';')[0] || 'none' });
}

const REFUSED: ReadonlySet<number> = new Set([400, 406, 413, 414, 415, 422, 500, 501]);

/** The first list of studies, in whatever wording the archive accepts. */
export async function contact(
  line: ProbeLine,
  draft: CapabilityDraft,
  blocked: () => boolean,
): Promise<Contact> {
  const found: Finding[] = [];
  const first = (fields: boolean, limit: number) =>
    ask(
      line,
      probePath({
        ...(fields ? { includefield: STUDY_FIELDS.join(',') } : {}),
        limit: String(limit),
        offset: '0',
      }),
      { accept: JSON_ACCEPT },
    );
  const nothing = (why: Finding): Contact => ({
    findings: [...found, why],
    rows: undefined,
    raw: [],
    limit: LIMIT,
    total: undefined,
  });
  let got = await first(true, LIMIT);
  let limit = LIMIT;
  if (got.outcome === 'late') return nothing(finding('late', { seconds: Math.round(got.tookMs / 1000) }));
  if (got.outcome === 'silent') return nothing(await silence(line, probePath({ limit: '1' }), blocked));
  if (REFUSED.has(got.status)) {
    const refusal = got;
    const wordings = [
      [false, LIMIT] as const,
      ...[true, false].flatMap((fields) => FEWER.map((few) => [fields, few] as const)),
    ];
    for (const [fields, few] of wordings) {
      got = await first(fields, few);
      if (!REFUSED.has(got.status)) {
        limit = few;
        if (!fields) found.push(finding('fieldsRefused', { status: refusal.status }));
        draft.fields = fields;
        if (few < LIMIT) found.push(finding('limitRefused', { limit: few, status: refusal.status }));
        break;
      }
    }
    if (REFUSED.has(got.status)) return nothing(explain(refusal));
    if (limit < LIMIT) draft.limitMax = limit;
  } else draft.fields = true;
  const raw = rawOf(got);
  if (raw === undefined) return nothing(explain(got));
  const rows = raw.map((row) => normaliseRow(row));
  const total = Number(got.headers.get('X-Total-Count') ?? Number.NaN);
  found.push(
    got.tookMs > SLOW_MS ? finding('slow', { seconds: fixedText(got.tookMs / 1000, 1) }) : finding('reached'),
  );
  return { findings: found, rows, raw, limit, total: Number.isFinite(total) ? total : undefined };
}

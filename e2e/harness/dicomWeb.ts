import { partsOf } from './multipart';

/** An attribute of the DICOM JSON Model, loosely: what archives really send. */
interface Attribute {
  readonly vr?: string;
  readonly Value?: readonly unknown[];
}
export type QidoRow = Readonly<Record<string, Attribute>>;

export const STUDY_UID = '0020000D';
export const SERIES_UID = '0020000E';
export const SOP_UID = '00080018';

/** Rows of a QIDO-RS or metadata answer; none for 204. */
export async function rows(root: string, path: string): Promise<QidoRow[]> {
  const answer = await fetch(`${root}/${path}`, { headers: { accept: 'application/dicom+json' } });
  if (answer.status === 204) return [];
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  return (await answer.json()) as QidoRow[];
}

/** A study-level search in pages, as archives limit the length of an answer. */
export async function allRows(root: string, path: string): Promise<QidoRow[]> {
  const LIMIT = 100;
  const found: QidoRow[] = [];
  for (let offset = 0; ; offset += LIMIT) {
    const page = await rows(root, `${path}${path.includes('?') ? '&' : '?'}limit=${LIMIT}&offset=${offset}`);
    found.push(...page);
    if (page.length < LIMIT) return found;
  }
}

/** The first value as text; names as their component groups joined by =. */
export function attributeText(row: QidoRow, tag: string): string {
  const value = row[tag]?.Value?.[0];
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') {
    const groups = value as Record<string, string>;
    return [groups['Alphabetic'], groups['Ideographic'], groups['Phonetic']]
      .map((group) => group ?? '')
      .join('=');
  }
  return String(value).trim();
}

/** All values, in order, as texts; numbers written as numbers whatever the archive sends. */
export const valuesOf = (row: QidoRow, tag: string): string[] =>
  (row[tag]?.Value ?? []).map((value) => {
    const text = String(value).trim();
    return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
  });

/** One frame as stored: its bytes and the part's head, or the status when it is not to be had. */
export async function retrieveFrame(
  root: string,
  study: string,
  series: string,
  sop: string,
  frame = 1,
): Promise<{ status: number; head: string; bytes: Buffer }> {
  const accept = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
  const path = `studies/${study}/series/${series}/instances/${sop}/frames/${frame}`;
  const answer = await fetch(`${root}/${path}`, { headers: { accept } });
  const body = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) return { status: answer.status, head: '', bytes: Buffer.alloc(0) };
  const [part] = partsOf(body, answer.headers.get('content-type') ?? '');
  return { status: answer.status, head: part?.head ?? '', bytes: part?.body ?? Buffer.alloc(0) };
}

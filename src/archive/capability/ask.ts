import { aborted } from '@/archive/http/faults';
import type { RequestParts } from '@/archive/http/request';

/** What came of one request; a failure is an outcome here, since it is what is looked for. */
export interface Probed {
  /** `silent`: the network failed, or the browser hides the answer. `cut`: the connection broke off within the answer. */
  readonly outcome: 'answer' | 'silent' | 'late' | 'cut';
  /** 0 when nothing came. */
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly redirected: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tookMs: number;
}

export interface ProbeQuestion {
  readonly accept: string;
  readonly method?: 'GET' | 'POST';
  readonly init?: RequestInit;
  /** `head`: the body is not waited for. */
  readonly read?: 'all' | 'head';
}

/** How requests of the probe are sent, and what is learned of the line on the way. */
export interface ProbeLine {
  readonly root: string;
  readonly parts: RequestParts;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Requests that failed and then went through. */
  stumbles: number;
  /** Requests sent. */
  sent: number;
}

const NOTHING = {
  status: 0,
  type: '',
  headers: new Headers(),
  redirected: false,
  bytes: new Uint8Array(),
} as const;

/** More is no answer to a question of the probe. */
const BYTES_CAP = 128 * 2 ** 20;

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const piece = await reader?.read();
    if (piece?.value === undefined) break;
    pieces.push(piece.value);
    length += piece.value.length;
    if (length > BYTES_CAP) throw new Error('too long');
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

async function askOnce(line: ProbeLine, path: string, question: ProbeQuestion): Promise<Probed> {
  const { parts, signal, deadlineMs } = line;
  const { clock } = parts;
  const startMs = clock.now();
  const took = () => clock.now() - startMs;
  const stopper = new AbortController();
  const stop = () => stopper.abort();
  signal.addEventListener('abort', stop, { once: true });
  let isLate = false;
  let cancel = () => undefined as void;
  // Some stacks do not settle an aborted request, so the deadline does not rely on it.
  const deadline = new Promise<'late'>((resolve) => {
    cancel = clock.after(deadlineMs, () => {
      isLate = true;
      stop();
      resolve('late');
    });
  });
  let head: Omit<Probed, 'outcome' | 'bytes' | 'tookMs'> | undefined;
  const run = async (): Promise<Probed> => {
    const response = await parts.fetch(`${line.root}${path}`, {
      ...question.init,
      method: question.method ?? 'GET',
      headers: { Accept: question.accept, ...question.init?.headers },
      signal: stopper.signal,
    });
    head = {
      status: response.status,
      type: response.headers.get('Content-Type') ?? '',
      headers: response.headers,
      redirected: response.redirected,
    };
    const bytes = question.read === 'head' ? NOTHING.bytes : await readAll(response);
    if (question.read === 'head') stop();
    return { outcome: 'answer', ...head, bytes, tookMs: took() };
  };
  try {
    line.sent += 1;
    const got = await Promise.race([run(), deadline]);
    return got === 'late' ? { outcome: 'late', ...NOTHING, tookMs: took() } : got;
  } catch {
    if (signal.aborted) throw aborted('probe');
    if (isLate) return { outcome: 'late', ...NOTHING, tookMs: took() };
    if (head !== undefined) return { outcome: 'cut', ...head, bytes: NOTHING.bytes, tookMs: took() };
    return { outcome: 'silent', ...NOTHING, tookMs: took() };
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}

/** Statuses that may pass by themselves, except 500: that is how some archives refuse. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);

/** One question, asked once more where the line failed: `stumbles` counts what then went through. */
export async function ask(line: ProbeLine, path: string, question: ProbeQuestion): Promise<Probed> {
  if (line.signal.aborted) throw aborted('probe');
  const first = await askOnce(line, path, question);
  const isOver = first.outcome === 'answer' ? !PASSING.has(first.status) : first.outcome === 'late';
  if (isOver) return first;
  const second = await askOnce(line, path, question);
  if (second.outcome === 'answer' && !PASSING.has(second.status)) line.stumbles += 1;
  return second;
}

export const isOk = ({ outcome, status }: Probed): boolean =>
  outcome === 'answer' && status >= 200 && status < 300;

export const JSON_ACCEPT = 'application/dicom+json';

/** What the answer says, or undefined when it is no JSON. Nothing at all is an empty list. */
export function readAnswer({ bytes, status }: Probed): unknown {
  if (status === 204 || bytes.length === 0) return [];
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

import type { Credentials } from '@/archive/contract/credentials';
import { type Clock, sleep } from '@/archive/http/clock';
import { SHARE_ENDS, type ShareEnd } from '@/protocol/scope';
import type { ShareApi } from './shareApi';

interface WatchParts {
  readonly api: ShareApi;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The share lives at this moment. */
  onAlive(): void;
  onEnded(reason: ShareEnd): void;
}

/** A line comes every 15 s: one that has not come by now will not. */
const SILENCE_MS = 40_000;
const RETRY_BASE_MS = 500;
const RETRY_CAP_MS = 5_000;

const ENDS: ReadonlySet<unknown> = new Set(SHARE_ENDS);

/** A line of the stream: the share lives, it ended, or nothing that we know. */
export function readLine(line: string): 'open' | ShareEnd | undefined {
  try {
    const told: unknown = JSON.parse(line);
    if (typeof told !== 'object' || told === null) return undefined;
    const { state, reason } = told as { state?: unknown; reason?: unknown };
    if (state === 'open') return 'open';
    if (state !== 'ended') return undefined;
    return ENDS.has(reason) ? (reason as ShareEnd) : 'revoked';
  } catch {
    return undefined;
  }
}

/** Listens for the end of a share for as long as it is looked at; comes back to a companion that was away. */
export async function watchShare(parts: WatchParts): Promise<void> {
  const { credentials, clock, signal } = parts;
  let failures = 0;
  while (!signal.aborted) {
    const token = credentials.token() ?? (await credentials.renew(undefined));
    if (token === undefined) return; // Whoever renews has told why.
    const heard = await listen(token, parts);
    if (heard === 'ended') return;
    if (heard === 'refused') {
      const next = await credentials.renew(token);
      if (next === undefined) return;
      // Asked nobody: as if it were away.
      failures = next === token ? failures + 1 : 0;
    } else failures = heard === 'cut' ? 0 : failures + 1;
    const waitMs = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** Math.min(failures, 5));
    await sleep(clock, waitMs * (0.75 + clock.random() / 4), signal).catch(() => undefined);
  }
}

/** One stream to its end. `cut`: it was heard, and broke off. */
async function listen(token: string, parts: WatchParts): Promise<'ended' | 'refused' | 'cut' | 'away'> {
  const { api, clock, signal, onAlive, onEnded } = parts;
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal.addEventListener('abort', abort);
  let calm = clock.after(SILENCE_MS, abort);
  let isHeard = false;
  try {
    const answer = await api.watch(token, stop.signal);
    if (!answer) return 'away';
    if (answer.status === 401 || answer.status === 403) return 'refused';
    if (!answer.ok || !answer.body) return 'away';
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value = '' } = await reader.read();
      if (done) return isHeard ? 'cut' : 'away';
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const told of lines.map(readLine)) {
        if (told === undefined) continue;
        if (told !== 'open') {
          onEnded(told);
          return 'ended';
        }
        isHeard = true;
        calm();
        calm = clock.after(SILENCE_MS, abort);
        onAlive();
      }
    }
  } catch {
    return isHeard ? 'cut' : 'away';
  } finally {
    calm();
    abort();
    signal.removeEventListener('abort', abort);
  }
}

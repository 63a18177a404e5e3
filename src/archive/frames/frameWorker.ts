import { authorisedFetch } from '@/archive/http/authorised';
import { toArchiveError } from '@/archive/http/faults';
import { decodeInBrowser } from './browserPicture';
import { systemClock } from '@/archive/http/clock';
import { gather } from './gather';
import { createTokenCopy, type TokenCopy } from './tokenCopy';
import type { Fetch } from '@/archive/http/request';
import { frameBytes, type WorkerOrder, type WorkerReport, toPlain } from './protocol';
import { TIMINGS } from '@/archive/http/retry';
import { createTransport, type Transport } from './transport';
import type { VerifiedFrame } from '@/archive/contract/archive';

/** Bytes of one stream under way to the page: keeps a slow page from piling up a whole series in messages. */
const WINDOW_BYTES = 64 * 2 ** 20;

const buffersOf = (frames: readonly VerifiedFrame[]): ArrayBuffer[] =>
  [
    ...new Set(frames.map((each) => (each.form === 'values' ? each.values.buffer : each.bytes.buffer))),
  ] as ArrayBuffer[];

/** Room for a stream's messages: taken by frames that leave, given back by the page. */
function createWindow(bytes: number) {
  let free = bytes;
  let wake: (() => void) | undefined;
  return {
    take: (bytes: number) => void (free -= bytes),
    give(bytes: number) {
      free += bytes;
      if (free > 0) wake?.();
    },
    room: () =>
      free > 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            wake = resolve;
          }),
  };
}

interface Call {
  readonly stopper: AbortController;
  readonly window: ReturnType<typeof createWindow>;
}

type Port = { postMessage(report: WorkerReport, transfer?: ArrayBuffer[]): void };

/** What is asked for at this moment, by the number of its order. */
function createCalls() {
  const calls = new Map<number, Call>();
  return {
    open(id: number, windowBytes = WINDOW_BYTES): Call {
      const call = { stopper: new AbortController(), window: createWindow(windowBytes) };
      calls.set(id, call);
      return call;
    },
    find: (id: number) => calls.get(id),
    close: (id: number) => void calls.delete(id),
  };
}
type Calls = ReturnType<typeof createCalls>;

/** Asks for one frame, and says what came of it. */
async function fetchOne(order: WorkerOrder & { order: 'one' }, by: Transport, calls: Calls, port: Port) {
  const { stopper } = calls.open(order.id);
  try {
    const { frame } = await by.one(order.wanted, order.frame, stopper.signal);
    port.postMessage({ report: 'one', id: order.id, frame }, buffersOf([frame]));
  } catch (error) {
    const plain = toPlain(toArchiveError('frame', error, stopper.signal));
    port.postMessage({ report: 'one-failed', id: order.id, error: plain });
  } finally {
    calls.close(order.id);
  }
}

/** Streams frames for as long as the page has room for them, and says what fails. */
async function fetchStream(
  order: WorkerOrder & { order: 'stream' },
  by: Transport,
  calls: Calls,
  port: Port,
) {
  const { id } = order;
  const { stopper, window } = calls.open(id, order.windowBytes);
  const gathered = gather(systemClock, (frames) => {
    if (!stopper.signal.aborted) port.postMessage({ report: 'frames', id, frames }, buffersOf(frames));
  });
  const say = (report: WorkerReport) => {
    gathered.flush();
    port.postMessage(report);
  };
  await by.stream(
    order.wanted,
    new Set(order.had),
    {
      frames(frames) {
        if (stopper.signal.aborted) return Promise.resolve();
        window.take(frames.reduce((sum, each) => sum + frameBytes(each), 0));
        gathered.add(frames);
        return window.room();
      },
      failed: (key, error) => say({ report: 'failed', id, key, error: toPlain(error) }),
      state: (state) =>
        say({
          report: 'state',
          id,
          state: state.phase === 'waiting' ? { ...state, error: toPlain(state.error) } : state,
        }),
    },
    stopper.signal,
    order.isPart,
  );
  gathered.flush();
  calls.close(id);
}

/** The way to an archive, and the copy of the token that guards it, where one does. */
function openTransport(order: WorkerOrder & { order: 'open' }, port: Port) {
  const plain: Fetch = (url, init) => fetch(url, init);
  const tokens =
    order.guard &&
    createTokenCopy(order.guard.token, (refused) => port.postMessage({ report: 'renew', refused }));
  const on = {
    fetch: tokens ? authorisedFetch(order.root, tokens, plain) : plain,
    clock: systemClock,
    timings: TIMINGS,
    decodePicture: decodeInBrowser,
  };
  return { transport: createTransport(order.root, on, order.hasFiles), tokens };
}

/** Obeys orders from the page until the worker ends. One worker serves one archive. */
function serve(port: Port) {
  const calls = createCalls();
  let transport: Transport | undefined;
  let tokens: TokenCopy | undefined;
  return (order: WorkerOrder) => {
    if (order.order === 'open') ({ transport, tokens } = openTransport(order, port));
    else if (order.order === 'token') tokens?.put(order.token);
    else if (order.order === 'renewed') tokens?.renewed(order.token);
    else if (order.order === 'stop') {
      const call = calls.find(order.id);
      call?.stopper.abort();
      call?.window.give(Infinity);
    } else if (order.order === 'taken') calls.find(order.id)?.window.give(order.bytes);
    else if (transport !== undefined) {
      if (order.order === 'one') void fetchOne(order, transport, calls, port);
      else void fetchStream(order, transport, calls, port);
    }
  };
}

const obey = serve({ postMessage: (report, transfer = []) => self.postMessage(report, { transfer }) });
self.addEventListener('message', (event: MessageEvent<WorkerOrder>) => obey(event.data));
// A promise that nobody caught would leave whoever asked waiting for ever: the page hears of errors only.
self.addEventListener('unhandledrejection', (event) => reportError(event.reason));

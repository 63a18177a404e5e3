import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EmbedReady, EmbedRefusal, EmbedRequest } from '@/protocol/embed';
import { startEmbedding, type EmbedDoer, type Embedding } from './embedding';

const EHR = 'https://ehr.example.org';
const RIS = 'https://ris.example.org';
const OTHER = 'https://other.example.org';
const STUDY = '1.2.3';

interface Said {
  readonly ready: EmbedReady;
  readonly origin: string;
}

/** A window in a frame of another. */
function frame({ parentOrigin, doer }: { parentOrigin?: string; doer?: EmbedDoer['act'] } = {}) {
  const parent = { name: 'the page around' };
  const said: Said[] = [];
  const acts: EmbedRequest[] = [];
  const heard = new Set<(event: MessageEvent) => void>();
  const screen = { isShown: true, nowMs: 0 };
  const embedding = startEmbedding(
    [EHR, RIS],
    {
      parent,
      parentOrigin,
      say: (ready, origin) => void said.push({ ready, origin }),
      listen(hear) {
        heard.add(hear);
        return () => void heard.delete(hear);
      },
      isShown: () => screen.isShown,
      nowMs: () => screen.nowMs,
    },
    {
      act(request, then) {
        acts.push(request);
        return doer?.(request, then) ?? 'done';
      },
    },
  );
  const nonce = said[0]?.ready.nonce ?? '';
  /** Something is said to the window. */
  const post = (event: Partial<Record<'data' | 'origin' | 'source' | 'ports', unknown>>) => {
    for (const hear of [...heard])
      hear({ data: undefined, origin: EHR, source: parent, ports: [], ...event } as unknown as MessageEvent);
  };
  return { embedding, parent, said, acts, screen, nonce, post, isListening: () => heard.size > 0 };
}

const open: { embeddings: Embedding[]; ports: MessagePort[] } = { embeddings: [], ports: [] };
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  for (const embedding of open.embeddings.splice(0)) embedding.end();
  for (const port of open.ports.splice(0)) port.close();
  vi.useRealTimers();
});

const connectOf = (nonce: string) => ({ isocenter: 'connect', version: 1, nonce });

/** Connects as the embedding page does; `next` waits for what the frame says next. */
function connected(setup?: Parameters<typeof frame>[0]) {
  const made = frame(setup);
  const { port1, port2 } = new MessageChannel();
  open.embeddings.push(made.embedding);
  open.ports.push(port1);
  const inbox: unknown[] = [];
  let wake: (() => void) | undefined;
  port1.addEventListener('message', ({ data }) => {
    inbox.push(data);
    wake?.();
  });
  port1.start();
  made.post({ data: connectOf(made.nonce), ports: [port2] });
  const next = async (): Promise<unknown> => {
    while (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return inbox.shift();
  };
  return { ...made, port: port1, next, inbox };
}

test('the frame says that it is there to named origins only, and to no other where the browser tells who is around', () => {
  expect(frame().said.map(({ origin }) => origin)).toEqual([EHR, RIS]);
  expect(frame({ parentOrigin: RIS }).said.map(({ origin }) => origin)).toEqual([RIS]);
  expect(frame({ parentOrigin: OTHER }).said).toEqual([]);
  const [first] = frame().said;
  expect(first?.ready).toEqual({
    isocenter: 'ready',
    version: 1,
    nonce: expect.stringMatching(/^[\w-]{22}$/),
  });
  expect(frame().nonce).not.toBe(first?.ready.nonce);
});

test.each([
  ['another origin', (nonce: string) => ({ origin: OTHER, data: connectOf(nonce) })],
  [
    'an origin that begins alike',
    (nonce: string) => ({ origin: `${EHR}.evil.example`, data: connectOf(nonce) }),
  ],
  ['an opaque origin', (nonce: string) => ({ origin: 'null', data: connectOf(nonce) })],
  ['another window of a named origin', (nonce: string) => ({ source: {}, data: connectOf(nonce) })],
  ['no window', (nonce: string) => ({ source: null, data: connectOf(nonce) })],
  ['another nonce', () => ({ data: connectOf('AAAAAAAAAAAAAAAAAAAAAA') })],
  ['an open without a line', () => ({ data: { type: 'open', id: 1, study: STUDY } })],
])('nobody is answered who is %s', async (_, event) => {
  const { post, nonce, acts, embedding } = frame();
  const { port1, port2 } = new MessageChannel();
  const answer = vi.fn<() => void>();
  port1.addEventListener('message', answer);
  port1.start();
  post({ ports: [port2], ...event(nonce) });
  // What a port would have heard by now: a message of its own comes after whatever was said before it.
  port2.postMessage('last');
  await new Promise<void>((resolve) => port1.addEventListener('message', () => resolve()));
  expect(answer).toHaveBeenCalledTimes(1);
  expect(acts).toEqual([]);
  embedding.end();
  port1.close();
});

test('without exactly one port there is no line', () => {
  const { post, nonce, isListening, embedding } = frame();
  const [one, two] = [new MessageChannel(), new MessageChannel()];
  post({ data: connectOf(nonce) });
  post({ data: connectOf(nonce), ports: [one.port1, two.port1] });
  expect(isListening()).toBe(true);
  post({ data: connectOf(nonce), ports: [one.port1] });
  // A second one is too late.
  expect(isListening()).toBe(false);
  embedding.end();
  for (const { port1, port2 } of [one, two]) for (const port of [port1, port2]) port.close();
});

test('the line says first what is shown, then does what it is asked for', async () => {
  const { port, next, acts } = connected();
  expect(await next()).toEqual({ type: 'state', showing: 'nothing' });
  port.postMessage({ type: 'open', id: 4, study: STUDY });
  expect(await next()).toEqual({ type: 'done', id: 4 });
  expect(acts).toEqual([{ type: 'open', id: 4, study: STUDY }]);
});

test('what is no message is refused in words, and nothing is done', async () => {
  const { port, next, acts } = connected();
  await next();
  port.postMessage({ type: 'open', id: 4, study: STUDY, token: 'secret' });
  expect(await next()).toEqual({
    type: 'refused',
    id: 4,
    reason: 'malformed',
    words: 'open has no field "token".',
  });
  expect(acts).toEqual([]);
});

test('a hidden frame opens nothing, and closes', async () => {
  const { port, next, acts, screen } = connected();
  await next();
  screen.isShown = false;
  port.postMessage({ type: 'open', id: 1, study: STUDY });
  expect(await next()).toMatchObject({ type: 'refused', id: 1, reason: 'hidden' });
  port.postMessage({ type: 'close', id: 2 });
  expect(await next()).toEqual({ type: 'done', id: 2 });
  expect(acts.map(({ id }) => id)).toEqual([2]);
});

test('whoever is asked is waited for; what comes meanwhile takes its place', async () => {
  const asked: ((refused?: EmbedRefusal) => void)[] = [];
  const { port, next } = connected({
    doer: (_, then) => {
      asked.push(then);
      return 'asked';
    },
  });
  await next();
  port.postMessage({ type: 'open', id: 1, study: STUDY });
  expect(await next()).toEqual({ type: 'asked', id: 1 });
  port.postMessage({ type: 'open', id: 2, study: STUDY });
  expect(await next()).toMatchObject({ type: 'refused', id: 1, reason: 'replaced' });
  expect(await next()).toEqual({ type: 'asked', id: 2 });
  asked[0]?.();
  asked[1]?.('stayed');
  asked[1]?.();
  expect(await next()).toMatchObject({ type: 'refused', id: 2, reason: 'stayed' });
  port.postMessage({ type: 'open', id: 3, study: STUDY });
  expect(await next()).toEqual({ type: 'asked', id: 3 });
  asked[2]?.();
  expect(await next()).toEqual({ type: 'done', id: 3 });
});

test('too many messages are not read, and one who goes on is heard no more', async () => {
  const { port, next, acts } = connected();
  await next();
  for (let id = 0; id < 100; id += 1) port.postMessage({ type: 'open', id, study: STUDY });
  const answers: unknown[] = [];
  for (let at = 0; at < 70; at += 1) answers.push(await next());
  expect(acts).toHaveLength(20);
  expect(answers[19]).toEqual({ type: 'done', id: 19 });
  expect(answers[20]).toMatchObject({ type: 'refused', reason: 'tooMany' });
  expect(answers[69]).toMatchObject({ type: 'refused', reason: 'tooMany' });
});

test('what is shown is told at most each quarter of a second, the newest of it, and never twice', async () => {
  const { embedding, next, inbox } = connected();
  expect(await next()).toEqual({ type: 'state', showing: 'nothing' });
  const at = (instance: string) => ({ showing: 'study', archive: 'main', study: STUDY, instance }) as const;
  for (const instance of ['1.1', '1.2', '1.3']) embedding.show(at(instance));
  await vi.advanceTimersByTimeAsync(250);
  expect(await next()).toEqual({ type: 'state', ...at('1.3') });
  embedding.show(at('1.3'));
  await vi.advanceTimersByTimeAsync(1_000);
  embedding.show({ showing: 'nothing' });
  expect(await next()).toEqual({ type: 'state', showing: 'nothing' });
  expect(inbox).toEqual([]);
});

import {
  EMBED_REFUSALS,
  EMBED_VERSION,
  isConnect,
  MessageBudget,
  readEmbedRequest,
  type EmbedReady,
  type EmbedRefusal,
  type EmbedRequest,
  type EmbedShown,
  type FromFrame,
} from '@/protocol/embed';

/** The window that the page is shown in. */
export interface AroundFrame {
  /** The window of the embedding page; only compared, and spoken to at a named origin. */
  readonly parent: unknown;
  /** Says something to the embedding page if it is of this origin; else nobody hears it. */
  say(ready: EmbedReady, origin: string): void;
  /** The origin of the embedding page, where the browser tells. */
  readonly parentOrigin: string | undefined;
  /** Hears what is said to this window; the result stops it. */
  listen(heard: (event: MessageEvent) => void): () => void;
  /** The frame has a size and its tab is looked at. */
  isShown(): boolean;
  nowMs(): number;
}

/** Does what the embedding page asks for. */
export interface EmbedDoer {
  /** Does it, or says why not; `asked`: a person is asked first, and `then` is told what came of it. */
  act(request: EmbedRequest, then: (refused?: EmbedRefusal) => void): EmbedRefusal | 'asked' | 'done';
}

export interface Embedding {
  /** What the page shows now; told to the embedding page at most every quarter of a second. */
  show(shown: EmbedShown): void;
  end(): void;
}

const TELL_MS = 250;
/** Messages that are none, or too many, after which the line is closed. */
const MOST_STRAYS = 50;

/** A new nonce: 128 bits, base64url. */
const freshNonce = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/**
 * Speaks with the page that shows this one in a frame. Only a page of one of `origins` is told that the frame is there, and only that
 * page's own window, at that very origin, with the nonce that it was told, is believed; once. What anybody else says to this window
 * is not answered.
 */
export function startEmbedding(origins: readonly string[], around: AroundFrame, doer: EmbedDoer): Embedding {
  const nonce = freshNonce();
  let line: Line | undefined;
  let last: EmbedShown = { showing: 'nothing' };
  const stop = around.listen((event) => {
    const [port, ...more] = event.ports;
    const isHers = event.source === around.parent && origins.includes(event.origin);
    if (!isHers || !isConnect(event.data, nonce) || !port || more.length > 0) return;
    stop();
    line = new Line(port, around, doer);
    line.show(last);
  });
  for (const origin of origins)
    if (around.parentOrigin === undefined || around.parentOrigin === origin)
      around.say({ isocenter: 'ready', version: EMBED_VERSION, nonce }, origin);
  return {
    show(shown) {
      last = shown;
      line?.show(shown);
    },
    end() {
      stop();
      line?.end();
    },
  };
}

/** The line to the embedding page. */
class Line {
  private readonly port: MessagePort;
  private readonly around: AroundFrame;
  private readonly doer: EmbedDoer;
  private readonly budget: MessageBudget;
  private strays = 0;
  /** What a person is asked about. */
  private pending: { readonly id: number } | undefined;
  private told = '';
  private next: EmbedShown | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(port: MessagePort, around: AroundFrame, doer: EmbedDoer) {
    this.port = port;
    this.around = around;
    this.doer = doer;
    this.budget = new MessageBudget(around.nowMs());
    port.addEventListener('message', this.hear);
    port.start();
  }

  show(shown: EmbedShown): void {
    this.next = shown;
    if (this.timer !== undefined) return;
    this.tell();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.next) this.show(this.next);
    }, TELL_MS);
  }

  end(): void {
    clearTimeout(this.timer);
    this.port.removeEventListener('message', this.hear);
    this.port.close();
  }

  private say(message: FromFrame): void {
    this.port.postMessage(message);
  }

  private tell(): void {
    const shown = this.next;
    this.next = undefined;
    if (!shown) return;
    const text = JSON.stringify(shown);
    if (text === this.told) return;
    this.told = text;
    this.say({ type: 'state', ...shown });
  }

  private refuse(reason: EmbedRefusal, id?: number, words: string = EMBED_REFUSALS[reason]): void {
    this.say({ type: 'refused', ...(id === undefined ? {} : { id }), reason, words });
  }

  /** Of what is no message each is answered, until it is plain that nobody listens. */
  private stray(reason: EmbedRefusal, id?: number, words?: string): void {
    this.strays += 1;
    this.refuse(reason, id, words);
    if (this.strays >= MOST_STRAYS) this.end();
  }

  private readonly hear = ({ data }: MessageEvent): void => {
    if (!this.budget.takes(this.around.nowMs())) return this.stray('tooMany');
    const read = readEmbedRequest(data);
    if (!read.ok) return this.stray('malformed', read.id, read.words);
    const { request } = read;
    const { id } = request;
    if (request.type === 'open' && !this.around.isShown()) return this.refuse('hidden', id);
    const before = this.pending;
    const mine = { id };
    const answer = (refused?: EmbedRefusal) => {
      if (this.pending !== mine) return;
      this.pending = undefined;
      if (refused) this.refuse(refused, id);
      else this.say({ type: 'done', id });
    };
    const outcome = this.doer.act(request, answer);
    // What is refused leaves the question on the screen as it is.
    if (outcome !== 'asked' && outcome !== 'done') return this.refuse(outcome, id);
    if (before) this.refuse('replaced', before.id);
    this.pending = outcome === 'asked' ? mine : undefined;
    this.say({ type: outcome, id });
  };
}

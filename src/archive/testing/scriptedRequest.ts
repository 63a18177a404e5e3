/** What a scripted archive answers; undefined = nothing, for ever. */
export interface Scripted {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  /** Other headers, one a line. */
  readonly headers?: string;
  /** Bytes that it says have come, where that is not the body's length. */
  readonly loaded?: number;
}

type Heard = (event: { loaded: number }) => void;

/** An XMLHttpRequest for Node, as far as http/jsonCall uses it, whose answers a test writes. */
export function createRequests(
  answer: (url: string, accept: string) => Scripted | undefined | Promise<Scripted>,
) {
  const urls: string[] = [];
  let aborts = 0;
  const create = (): XMLHttpRequest => {
    const heard: Record<string, Heard[]> = {};
    let answered: Scripted = {};
    let [own, accept] = ['', '*/*'];
    const request = {
      readyState: 0,
      status: 0,
      response: null as unknown,
      responseType: '',
      open: (_: string, url: string) => {
        own = url;
        urls.push(url);
      },
      setRequestHeader: (name: string, value: string) => {
        if (name.toLowerCase() === 'accept') accept = value;
      },
      getResponseHeader: (name: string) =>
        name.toLowerCase() === 'content-type' ? (answered.type ?? null) : null,
      getAllResponseHeaders: () => answered.headers ?? '',
      addEventListener: (type: string, listener: Heard) => void (heard[type] ??= []).push(listener),
      abort: () => {
        aborts += 1;
        if (request.readyState === 4) return;
        request.status = 0;
        move(4);
      },
      send: () => void queueMicrotask(arrive),
    };
    const move = (state: number) => {
      request.readyState = state;
      for (const listener of heard['readystatechange'] ?? []) listener({ loaded: 0 });
    };
    const arrive = () => {
      const got = answer(own, accept);
      if (got instanceof Promise) void got.then(deliver);
      else if (got !== undefined) deliver(got);
    };
    const deliver = (got: Scripted) => {
      answered = got;
      request.status = got.status ?? 200;
      move(2);
      if (request.readyState === 4) return;
      for (const listener of heard['progress'] ?? [])
        listener({ loaded: got.loaded ?? got.body?.length ?? 0 });
      if (request.readyState === 4) return;
      try {
        request.response = JSON.parse(got.body ?? '');
      } catch {
        request.response = null; // As responseType json does.
      }
      move(4);
    };
    return request as unknown as XMLHttpRequest;
  };
  return { create, urls, aborts: () => aborts };
}

import type { KnownShare } from './share';
import type { UnderWay } from './underWay';

/** Shorter than what proxies let a silent connection live. */
const BEAT_MS = 15_000;

/** Lines of JSON that say that a share is open, until one says that it has ended. */
export function watchStream(underWay: UnderWay, share: KnownShare): Response {
  const encoder = new TextEncoder();
  const line = (said: object) => encoder.encode(`${JSON.stringify(said)}\n`);
  let leave = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(line({ state: 'open' }));
      const beat = setInterval(() => controller.enqueue(line({ state: 'open' })), BEAT_MS).unref();
      const away = underWay.untilEnd(share, (reason) => {
        clearInterval(beat);
        controller.enqueue(line({ state: 'ended', reason }));
        controller.close();
      });
      leave = () => {
        clearInterval(beat);
        away();
      };
    },
    cancel: () => leave(),
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store',
      // nginx hands lines on as they come.
      'X-Accel-Buffering': 'no',
    },
  });
}

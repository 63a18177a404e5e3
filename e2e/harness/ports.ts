import { createServer } from 'node:net';

/** So many processes of one run share a range of ports without meeting: workers by their place, and what starts before them. */
const LANES = 4;

/**
 * The ports of a range that this process may take, one after the other and round again. No other lane has them, and none
 * comes again before all others have come: who asked for the one before may not listen on it yet.
 */
export function* walkPorts(first: number, last: number, lane: number): Generator<number> {
  const count = last - first + 1;
  const lanes = Math.max(1, Math.min(LANES, Math.floor(count / LANES)));
  const own = Array.from({ length: count }, (_, at) => first + at).filter(
    (port) => (port - first) % lanes === lane % lanes,
  );
  for (;;) yield* own;
}

const [first = 0, last = 0] = (process.env['E2E_PORTS'] ?? '').split('-').map(Number);
/** Workers count from 0; what Playwright runs before them has no place. */
const lane = Number(process.env['TEST_PARALLEL_INDEX'] ?? LANES - 1);
const walk = first > 0 ? walkPorts(first, last, lane) : undefined;

const isFree = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });

/** A port nobody listens on. $E2E_PORTS (first-last) narrows the choice on a shared machine. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = await isFree(walk?.next().value ?? 0);
    if (port !== undefined) return port;
  }
  throw new Error('no free port');
}

import type { Credentials } from '@/archive/contract/credentials';
import type { WorkerOrder, WorkerReport } from './protocol';

/** The part of Worker that is used, so that tests can do without. */
export interface FramePort {
  postMessage(order: WorkerOrder): void;
  addEventListener(type: 'message', heard: (event: { data: WorkerReport }) => void): void;
  addEventListener(type: 'error' | 'messageerror', heard: () => void): void;
  terminate(): void;
}

/** What a worker says of its work; tokens are asked for and brought here. */
export type WorkReport = Exclude<WorkerReport, { report: 'renew' }>;

/** The line to the worker, whichever one is alive. */
export interface WorkerLine {
  /** Makes the worker, where there is none. */
  warm(): void;
  /** Gives an order, to a worker made for it where there is none. */
  order(order: WorkerOrder): void;
  /** Tells a worker that is there: a new one would know nothing of what this is about. */
  tell(order: WorkerOrder): void;
}

export interface WorkerLineParts {
  readonly root: string;
  readonly createPort: () => FramePort;
  readonly credentials: Credentials | undefined;
  /** false: frames may be asked for, files not. */
  readonly hasFiles: boolean;
  readonly hear: (report: WorkReport) => void;
  /** The worker died, by a bug or for want of memory; the next order makes another. */
  readonly died: () => void;
}

/** The worker is made on first use, and again after it died; it is opened with the archive's address, and kept in tokens. */
export function createWorkerLine(parts: WorkerLineParts): WorkerLine {
  const { root, createPort, credentials, hasFiles, hear, died } = parts;
  let port: FramePort | undefined;

  const renew = async (to: FramePort, refused: string | undefined) => {
    const token = await credentials?.renew(refused);
    // A worker that died meanwhile asks for itself again.
    if (to === port) to.postMessage({ order: 'renewed', token });
  };
  const fail = () => {
    port?.terminate();
    port = undefined;
    died();
  };
  const warm = (): FramePort => {
    if (port !== undefined) return port;
    const made = createPort();
    port = made;
    made.addEventListener('message', ({ data }) =>
      data.report === 'renew' ? void renew(made, data.refused) : hear(data),
    );
    made.addEventListener('error', fail);
    made.addEventListener('messageerror', fail);
    made.postMessage({
      order: 'open',
      root,
      ...(credentials ? { guard: { token: credentials.token() } } : {}),
      ...(hasFiles ? {} : { hasFiles }),
    });
    return made;
  };
  credentials?.watch((token) => port?.postMessage({ order: 'token', token }));

  return {
    warm: () => void warm(),
    order: (order) => warm().postMessage(order),
    tell: (order) => port?.postMessage(order),
  };
}

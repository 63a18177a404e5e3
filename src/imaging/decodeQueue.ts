import { NativeDecoder } from './nativeCodecs/decodeNative';

/** A queue of decodes: few at a time, what is looked at first. */
export interface DecodeQueue {
  /** The codecs that Cornerstone has not. */
  readonly native: NativeDecoder;
  /** Runs `work` when its turn comes; `urgent` goes before everything that waits. */
  add<T>(work: () => Promise<T>, isUrgent: boolean): Promise<T>;
}

export function createDecodeQueue(most: number): DecodeQueue {
  const urgent: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = () => {
    while (running < most) {
      const start = urgent.shift() ?? waiting.shift();
      if (!start) return;
      running++;
      start();
    }
  };
  return {
    native: new NativeDecoder(),
    add: (work, isUrgent) =>
      new Promise((resolve, reject) => {
        const start = () => {
          void work()
            .then(resolve, reject)
            .finally(() => {
              running--;
              next();
            });
        };
        (isUrgent ? urgent : waiting).push(start);
        next();
      }),
  };
}

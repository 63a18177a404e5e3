import type { Credentials } from '@/archive/contract/credentials';

/** A worker's copy of the page's token. */
export interface TokenCopy extends Credentials {
  put(token: string | undefined): void;
  /** The page's answer to what was asked. */
  renewed(token: string | undefined): void;
}

/** `ask` tells the page that a token was refused; it answers by `renewed`, once for all who wait. */
export function createTokenCopy(
  first: string | undefined,
  ask: (refused: string | undefined) => void,
): TokenCopy {
  let current = first;
  let waiting: ((token: string | undefined) => void)[] = [];
  const settle = (token: string | undefined) => {
    const all = waiting;
    waiting = [];
    for (const each of all) each(token);
  };
  return {
    token: () => current,
    renew: (refused) =>
      new Promise((resolve) => {
        if (current !== undefined && current !== refused) return resolve(current);
        waiting.push(resolve);
        if (waiting.length === 1) ask(refused);
      }),
    watch: () => () => undefined, // Nobody in the worker keeps a copy of the copy.
    put(token) {
      current = token;
      if (token !== undefined) settle(token);
    },
    renewed(token) {
      current = token;
      settle(token);
    },
  };
}

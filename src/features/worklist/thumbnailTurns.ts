/**
 * A few at a time, the rest in order of asking. Rendering a thumbnail costs an archive more than anything else the list
 * asks for, and the browser's few connections must stay free for the study a person opens.
 */
export function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

/** One queue for the page's life. */
export const thumbnailTurn = createTurns(3);

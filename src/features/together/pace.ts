/** Does something soon, and then again only after a while: the first time at once, then at most every `everyMs`. */
export interface SendingPace {
  ask(): void;
  stop(): void;
}

/** `work` tells whether there was anything to do: if so the next time waits. */
export function createPace(work: () => boolean, everyMs: number): SendingPace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  let isWorking = false;
  const turn = () => {
    timer = undefined;
    if (!isAsked) return;
    isAsked = false;
    isWorking = true;
    const isDone = work();
    isWorking = false;
    if (isDone) timer = setTimeout(turn, everyMs);
  };
  return {
    ask: () => {
      isAsked = true;
      if (timer === undefined && !isWorking) turn();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      isAsked = false;
    },
  };
}

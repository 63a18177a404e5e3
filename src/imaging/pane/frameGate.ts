export interface FrameGate {
  /** Asks for a run before the next picture of the page; many questions are one run. */
  ask(): void;
  /** Runs at once, unless it has run since the last animation frame: then as if asked. */
  soon(): void;
  /** Runs at once, in place of what was asked for. */
  now(): void;
  stop(): void;
}

/** Runs an action at once, and then at most once per animation frame: what follows may read what it wrote. */
export function createEagerGate(run: () => void): Pick<FrameGate, 'ask' | 'stop'> {
  let isOpen = true;
  let isAsked = false;
  let handle = 0;
  const frame = () => {
    handle = 0;
    isOpen = true;
    if (isAsked) fire();
  };
  const fire = () => {
    isAsked = false;
    isOpen = false;
    handle = requestAnimationFrame(frame);
    run();
  };
  return {
    ask() {
      if (isOpen) fire();
      else isAsked = true;
    },
    stop() {
      if (handle) cancelAnimationFrame(handle);
      isOpen = false;
    },
  };
}

/**
 * Runs an action at most once per animation frame, with whatever is newest then: input that comes faster than the screen
 * draws jumps to where it leads instead of queueing. Browsers hand out wheel and pointer events just before a frame: what asks
 * `soon` runs in the first of them, and what further ones lead to in the frame itself. A hidden page has no frames: there it
 * runs as soon as the page is idle.
 */
export function createFrameGate(run: () => void): FrameGate {
  let cancel: (() => void) | undefined;
  let isStopped = false;
  /** It has run, and no animation frame has begun since. */
  let hasRun = false;
  const fire = () => {
    cancel?.();
    cancel = undefined;
    if (isStopped) return;
    if (!hasRun) requestAnimationFrame(() => (hasRun = false));
    hasRun = true;
    run();
  };
  const wait = (): (() => void) => {
    if (document.visibilityState === 'hidden') {
      const timer = setTimeout(fire);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(fire);
    return () => cancelAnimationFrame(frame);
  };
  const ask = () => {
    if (!isStopped) cancel ??= wait();
  };
  return {
    ask,
    soon: () => (hasRun ? ask() : fire()),
    now: fire,
    stop: () => {
      isStopped = true;
      cancel?.();
      cancel = undefined;
    },
  };
}

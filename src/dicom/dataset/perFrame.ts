import type { Instance } from './instance';

/**
 * What is worked out from a frame of an instance, once for each: neither ever changes, and a step through a stack asks for
 * the same dozens of times. It goes with its instance. Frames count from 1.
 */
export function perFrame<T>(
  work: (instance: Instance, frame: number) => T,
): (instance: Instance, frame: number) => T {
  const known = new WeakMap<Instance, Map<number, T>>();
  return (instance, frame) => {
    const frames = known.get(instance) ?? new Map<number, T>();
    if (frames.size === 0) known.set(instance, frames);
    const here = frames.get(frame);
    if (here !== undefined || frames.has(frame)) return here as T;
    const made = work(instance, frame);
    frames.set(frame, made);
    return made;
  };
}

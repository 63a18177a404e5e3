import { Enums, eventTarget } from '@cornerstonejs/core';

/** A lost GL context leaves the old picture on screen without a sign: the CPU path takes over at once. */
export function watchContextLoss(lost: () => void): () => void {
  eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, lost);
  return () => eventTarget.removeEventListener(Enums.Events.WEBGL_CONTEXT_LOST, lost);
}

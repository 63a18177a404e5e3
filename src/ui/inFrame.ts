/** Whether the page is shown inside another. */
export const isInFrame = (): boolean => globalThis.parent !== globalThis.self;

/**
 * What a value says once it is read: nothing, something, or something that cannot be read. The last is never taken for
 * the first: who needs the value says that it is there and cannot be read. `raw` is what stands there.
 */
export type ValueReading<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly raw: string };

export const ABSENT = { kind: 'absent' } as const;
export const valued = <T>(value: T): ValueReading<T> => ({ kind: 'value', value });
export const unreadable = (raw: string) => ({ kind: 'unreadable', raw }) as const;

/** What was read, or undefined where there is nothing or nothing readable. */
export const valueOf = <T>(reading: ValueReading<T>): T | undefined =>
  reading.kind === 'value' ? reading.value : undefined;

/** A text without the padding of its VR (PS3.5 6.2): blanks and NUL at either end. */
export const unpadded = (sent: string): string =>
  (sent.includes('\0') ? sent.replaceAll('\0', ' ') : sent).trim();

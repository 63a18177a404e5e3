import { constants, inflateRawSync } from 'node:zlib';
import { LIMITS } from '@/dicom/dataset/limits';
import { NeedMoreBytes, NotPart10 } from './unreadable';

/** A header is looked for in so much of a deflated dataset at first; then in twice as much, until it ends there. */
const DEFLATED_STEP = 2 * 1024;

/** Nearly every header ends in so much, inflated; only where it does not is more of it taken into memory. */
const INFLATED_STEP = 4 * 1024 ** 2;

/** Deflated bytes inflated; undefined where they become more than `mostBytes`. Throws NotPart10. */
export function inflateHeader(deflated: Buffer, mostBytes: number, isAll: boolean): Buffer | undefined {
  try {
    return inflateRawSync(deflated, {
      maxOutputLength: mostBytes,
      ...(isAll ? {} : { finishFlush: constants.Z_SYNC_FLUSH }),
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw new NotPart10('its deflated dataset cannot be inflated', { cause: error });
  }
}

export const tooLarge = (what: string): NotPart10 => new NotPart10(`its deflated ${what} becomes too large`);

/**
 * Inflates no more than the header needs, and never more than a header may have: five megabytes of a file become a gigabyte of
 * pixels. Where twice as much would be too much, what is between is tried.
 */
export function parseDeflatedHeader<T>(
  deflated: Buffer,
  isComplete: boolean,
  parse: (inflated: Buffer, isAll: boolean) => T,
): T {
  let tooShort = 0;
  let tooMuch = Infinity;
  let mostBytes: number = INFLATED_STEP;
  for (let step = Math.min(DEFLATED_STEP, deflated.length); ;) {
    const isAll = isComplete && step === deflated.length;
    const inflated = inflateHeader(deflated.subarray(0, step), mostBytes, isAll);
    if (inflated === undefined) tooMuch = step;
    else {
      try {
        return parse(inflated, isAll);
      } catch (error) {
        if (isAll || !(error instanceof NeedMoreBytes)) throw error;
        tooShort = step;
      }
    }
    if (tooShort === deflated.length) throw new NeedMoreBytes('a deflated dataset');
    if (tooMuch - tooShort <= DEFLATED_STEP) {
      if (mostBytes === LIMITS.inflatedHeaderBytes) throw tooLarge('header');
      mostBytes = LIMITS.inflatedHeaderBytes;
      tooMuch = Infinity;
    }
    step =
      tooMuch === Infinity
        ? Math.min(2 * Math.max(tooShort, DEFLATED_STEP), deflated.length)
        : Math.floor((tooShort + tooMuch) / 2);
  }
}

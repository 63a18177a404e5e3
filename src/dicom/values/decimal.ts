import { ABSENT, unpadded, unreadable, valued, type ValueReading } from './reading';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What some makers write where their system's language has decimal commas: DS does not allow it (PS3.5 6.2). */
const WITH_COMMA = /^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+(?:\.0*)?$/;

/** Attributes of several decimals: how many (PS3.6). A decimal comma is believed only where as many parts stand there. */
const PARTS: Readonly<Record<string, number>> = {
  '00180050': 1,
  '00180088': 1,
  '00181114': 1,
  '00181164': 2,
  '00182010': 2,
  '00200032': 3,
  '00200037': 6,
  '00280030': 2,
  '00280034': 2,
  '00281052': 1,
  '00281053': 1,
};

type Sent = unknown;

const read = (sent: Sent, isText: (text: string) => boolean): ValueReading<number> => {
  if (typeof sent === 'number') return Number.isFinite(sent) ? valued(sent) : unreadable(String(sent));
  if (typeof sent !== 'string') return ABSENT;
  const text = unpadded(sent);
  if (text === '') return ABSENT;
  const value = isText(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return Number.isFinite(value) ? valued(value) : unreadable(text);
};

/**
 * One part of a DS, or another number in a text (PS3.5 6.2): padding, signs and exponents are borne, more than 16
 * characters too, and one comma between digits, which can mean nothing else there; '1.234,5' and '1,2,3' are unreadable.
 */
export const readDecimal = (sent: Sent): ValueReading<number> =>
  read(sent, (text) => DECIMAL.test(text) || WITH_COMMA.test(text));

/** One part of an IS (PS3.5 6.2): padding, signs and '1.0' are borne; '1.5' is unreadable. */
export const readInteger = (sent: Sent): ValueReading<number> => read(sent, (text) => INTEGER.test(text));

const hasComma = (sent: Sent): boolean => typeof sent === 'string' && sent.includes(',');
const shown = (parts: readonly Sent[]): string =>
  parts.map((part) => (typeof part === 'string' ? unpadded(part) : String(part ?? ''))).join('\\');

/**
 * All parts of an attribute of numbers, by its tag and VR. Places count (a position, a pair of spacings): where one part
 * is empty or cannot be read, the whole cannot. What follows the one value of an attribute that has one is no part of it:
 * archives send '-1024\\NaN' for a Rescale Intercept.
 */
export function readNumberParts(
  parts: readonly Sent[],
  tag: string,
  vr: string | undefined,
): ValueReading<readonly number[]> {
  const one = vr === 'IS' ? readInteger : readDecimal;
  const own = PARTS[tag] === 1 ? parts.slice(0, 1) : parts;
  const readings = own.map(one);
  if (readings.every(({ kind }) => kind === 'absent')) return ABSENT;
  const values = readings.flatMap((reading) => (reading.kind === 'value' ? [reading.value] : []));
  const isMiscounted = parts.some(hasComma) && parts.length !== (PARTS[tag] ?? parts.length);
  return values.length < own.length || isMiscounted ? unreadable(shown(parts)) : valued(values);
}

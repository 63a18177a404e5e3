/** What our workers say beside what pdf.js does: something of a page is left out; its canvases are too large; nothing is drawn any more. */
export interface WorkerNotice {
  readonly notice: 'left-out' | 'heavy' | 'rests';
}

/** Decoded pictures of one page. */
export const MOST_PICTURE_BYTES = 384 * 2 ** 20;

/** Asks a worker to say `rests` as soon as it listens. */
export const PING = { ask: 'rests' } as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export const isPing = (data: unknown): boolean => isObject(data) && data['ask'] === PING.ask;

export function noticeOf(data: unknown): WorkerNotice['notice'] | undefined {
  const notice = isObject(data) ? data['notice'] : undefined;
  return notice === 'left-out' || notice === 'heavy' || notice === 'rests' ? notice : undefined;
}

const LEFT_OUT =
  /Image exceeded maximum|Image dimensions are missing|Unable to decode (inline )?image|ignoring (the rest of the image|XObject|pattern|shading|errors during)/i;

/** Whether a warning of pdf.js says that part of a page is not drawn. What it says of text that is only read is not meant. */
export const saysLeftOut = (warning: string): boolean =>
  LEFT_OUT.test(warning) && !warning.includes('getTextContent');

/** What a message of the reading worker adds to a page. */
export interface Weight {
  /** Steps of drawing. */
  readonly steps: number;
  /** Of decoded pictures. */
  readonly bytes: number;
  /** It was the last of the steps. */
  readonly isLast: boolean;
}

const BYTES_PER_PIXEL = 4;
const NOTHING: Weight = { steps: 0, bytes: 0, isLast: false };

function pictureBytes(value: unknown): number {
  if (!isObject(value)) return 0;
  const { data, width, height } = value;
  if (ArrayBuffer.isView(data)) return data.byteLength;
  return typeof width === 'number' && typeof height === 'number' ? width * height * BYTES_PER_PIXEL : 0;
}

/**
 * How heavy a message of pdf.js's reading worker (6.5) is: pieces of an operator list, and decoded pictures of a page (`obj`) or of
 * several (`commonobj`).
 */
export function weighMessage(message: unknown): Weight {
  if (!isObject(message)) return NOTHING;
  const { chunk, action, data } = message;
  if (isObject(chunk) && Array.isArray(chunk['fnArray']))
    return { ...NOTHING, steps: chunk['fnArray'].length, isLast: chunk['lastChunk'] === true };
  if (!Array.isArray(data) || (action !== 'obj' && action !== 'commonobj')) return NOTHING;
  const type: unknown = data.at(-2);
  return type === 'Image' ? { ...NOTHING, bytes: pictureBytes(data.at(-1)) } : NOTHING;
}

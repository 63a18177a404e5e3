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

const LEFT_OUT = [
  /Image exceeded maximum|Image dimensions are missing|Unable to decode (inline )?image|unexpected MCU data|without finding an EOI/i,
  /ignoring (the rest of the (image|stream)|sub-stream|XObject|pattern|shading|ExtGState|ColorSpace|operator|annotation|errors during)/i,
  /Filter "[^"]*" is not supported|Invalid stream:|Unterminated|Reached the end of the stream|Unsupported \/?S?Mask/,
  /Unknown command|Skipping command|Type3 font resource|ignoring \S+ glyph|_parsedAnnotations/,
];

/** Whether a warning of pdf.js says that part of a page is not drawn. What it says of text that is only read is not meant. */
export const saysLeftOut = (warning: string): boolean =>
  LEFT_OUT.some((one) => one.test(warning)) && !warning.includes('getTextContent');

/** What a message of the reading worker adds to a page. */
export interface Weight {
  /** Steps of drawing. */
  readonly steps: number;
  /** What the steps are given: of paths each coordinate. */
  readonly numbers: number;
  /** Of decoded pictures. */
  readonly bytes: number;
  /** It was the last of the steps. */
  readonly isLast: boolean;
}

const BYTES_PER_PIXEL = 4;
const NOTHING: Weight = { steps: 0, numbers: 0, bytes: 0, isLast: false };

function pictureBytes(value: unknown): number {
  if (!isObject(value)) return 0;
  const { data, width, height } = value;
  if (ArrayBuffer.isView(data)) return data.byteLength;
  return typeof width === 'number' && typeof height === 'number' ? width * height * BYTES_PER_PIXEL : 0;
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Lists within the arguments of a step count as they are long, down to those of paths. */
function numbersIn(given: unknown, depth = 3): number {
  if (!isList(given)) return 0;
  if (!Array.isArray(given) || depth === 0) return given.length;
  return given.reduce((sum: number, one: unknown) => sum + numbersIn(one, depth - 1), given.length);
}

const sumOf = (all: readonly unknown[], weigh: (one: unknown) => number): number =>
  all.reduce((sum: number, one) => sum + weigh(one), 0);

/** Pictures that are written into the content itself are arguments of its steps. */
const picturesIn = (given: unknown): number => (Array.isArray(given) ? sumOf(given, pictureBytes) : 0);

/**
 * How heavy a message of pdf.js's reading worker (6.5) is: pieces of an operator list, and decoded pictures of a page (`obj`) or of
 * several (`commonobj`).
 */
export function weighMessage(message: unknown): Weight {
  if (!isObject(message)) return NOTHING;
  const { chunk, action, data } = message;
  if (isObject(chunk) && Array.isArray(chunk['fnArray'])) {
    const given: readonly unknown[] = Array.isArray(chunk['argsArray']) ? chunk['argsArray'] : [];
    return {
      steps: chunk['fnArray'].length,
      numbers: sumOf(given, numbersIn),
      bytes: sumOf(given, picturesIn),
      isLast: chunk['lastChunk'] === true,
    };
  }
  if (!Array.isArray(data) || (action !== 'obj' && action !== 'commonobj')) return NOTHING;
  const type: unknown = data.at(-2);
  return type === 'Image' ? { ...NOTHING, bytes: pictureBytes(data.at(-1)) } : NOTHING;
}

import type { Plugin } from 'vite';

const MODULE = /\/pdfjs-dist\/legacy\/build\/pdf\.worker\.mjs$/;

const HEAVY = 'postMessage({ notice: "heavy" });';
/** Of one stream, and of the decoded pictures of one page: as MOST_PICTURE_BYTES in src/kinds/pdf/watch.ts. */
const MOST_BYTES = 384 * 2 ** 20;
/** Inflated content of one page. */
const MOST_CONTENT_BYTES = 64 * 2 ** 20;
/** Coordinates of one path, and what stands between them. */
const MOST_PATH_NUMBERS = 8e6;
/** Graphics states within each other (q, Q): ISO 32000-1, annex C names 28 as what readers bear. */
const MOST_STATES = 5_000;

/** Where pdf.js says nothing of what it leaves out, or holds more than a page may, and what is written there. */
const CHANGES: readonly (readonly [place: string, change: string])[] = [
  // A stream that ends before its end.
  ['info(ex.message);', 'warn(`ignoring the rest of the stream: ${ex.message}`);'],
  [
    'if (block.length < blockLen) {',
    'if (block.length < blockLen) { warn("ignoring the rest of the stream: it ends before its block");',
  ],
  // Content that the page names and the file does not have.
  [
    'return new StreamsSequenceStream(content, this.#onSubStreamError.bind(this));\n    }',
    `if (content.some(part => !(part instanceof BaseStream))) warn("ignoring sub-stream: not there");
      return new StreamsSequenceStream(content, this.#onSubStreamError.bind(this));
    }
    if (this.pageDict.getRaw("Contents") instanceof Ref) warn("ignoring sub-stream: not there");`,
  ],
  // A blend that cannot be read, in whose place nothing is drawn.
  [
    'warn(ex);\n      return new DummyShading();',
    'warn(`ignoring shading: ${ex}`);\n      return new DummyShading();',
  ],
  // How long a picture may become is known; anything else is bounded as content is. What is too long is never handed on: the page ends.
  [
    'async asyncGetBytesFromDecompressionStream(name) {',
    `async asyncGetBytesFromDecompressionStream(name, mostBytes = ${MOST_BYTES}) {`,
  ],
  [
    'asyncGetBytesFromDecompressionStream("deflate")',
    `asyncGetBytesFromDecompressionStream("deflate", decodedLength > 0 ? ${MOST_BYTES} : ${MOST_CONTENT_BYTES})`,
  ],
  [
    'totalLength += chunk.byteLength;',
    `totalLength += chunk.byteLength; if (totalLength > mostBytes) { ${HEAVY} return new Promise(() => {}); }`,
  ],
  [
    'let size = this.minBufferLength;',
    `if (requested > ${MOST_BYTES}) { ${HEAVY} throw new RangeError("the stream is too long"); } let size = this.minBufferLength;`,
  ],
  [
    'buildPath(fn, args, state) {',
    `buildPath(fn, args, state) { if (state.pathBuffer.length > ${MOST_PATH_NUMBERS}) { ${HEAVY} throw new RangeError("the path is too long"); }`,
  ],
  // Each state inherits from the one before: what is looked up in the last of many goes through all of them.
  [
    'this.stateStack.push(this.state);',
    `if (this.stateStack.length > ${MOST_STATES}) { ${HEAVY} throw new RangeError("the states are nested too deeply"); } this.stateStack.push(this.state);`,
  ],
  // Pictures are decoded beside each other: all are begun before the first is there and can be weighed.
  ['handler.send("StartRenderPage", {', 'globalThis.pictureBytes = 0; handler.send("StartRenderPage", {'],
  [
    'const imageMask = dict.get("IM", "ImageMask") || false;\n    let imgData, fn, args;',
    `const imageMask = dict.get("IM", "ImageMask") || false;
    let imgData, fn, args;
    globalThis.pictureBytes += w * h * (imageMask ? 1 / 8 : 4);
    if (globalThis.pictureBytes > ${MOST_BYTES}) { ${HEAVY} throw new RangeError("the pictures are too large"); }`,
  ],
];

/** The module with what is said and bounded; undefined where `id` is another. Throws where it is written otherwise. */
export function withWholePages(id: string, code: string): string | undefined {
  if (!MODULE.test(id)) return undefined;
  return CHANGES.reduce((text, [place, change]) => {
    if (text.split(place).length !== 2)
      throw new Error(
        `${id} is written in another way (${place}): part of a page could be shown as the whole`,
      );
    return text.replace(place, () => change);
  }, code);
}

/**
 * Pages that are whole, or say that they are not. pdf.js draws what it finds of a content stream that is cut, and an empty page where
 * there is none, without a word; and it holds whatever a few kilobytes inflate to before any of it can be weighed.
 */
export function wholePages(): Plugin {
  return {
    name: 'whole-pages',
    enforce: 'pre',
    transform(code, id) {
      const whole = withWholePages(id, code);
      return whole === undefined ? undefined : { code: whole, map: null };
    },
  };
}

/** Tables from three colours to the profile connection space, by intent (ICC.1:2010 9.2.1 to 9.2.3). */
const TO_CONNECTION: ReadonlySet<string> = new Set(['A2B0', 'A2B1', 'A2B2']);
/** Where the tables of lut16Type begin (10.8). */
const TABLES_AT = 52;
const HEADER_BYTES = 128;
const HEAD_BYTES = 32;
const GRID_BYTES = 20;

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const padded = (bytes: Uint8Array): Uint8Array =>
  concat([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);

/** A curve of entries of 16 bits (curveType, 10.5). */
function curve(entries: Uint8Array): Uint8Array {
  const head = new Uint8Array(12);
  head.set([...'curv'].map((letter) => letter.charCodeAt(0)));
  new DataView(head.buffer).setUint32(8, entries.length / 2);
  return padded(concat([head, entries]));
}

/** How many entries at least show where a curve is cut off. */
const FINE = 4096;

/** A curve to L*a*b* of lut16Type (100 is FF00, 10.8) as everything else has it (100 is FFFF, 6.3.4.2), cut off there. */
function asNewer(words: Uint8Array): Uint8Array {
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength);
  const last = words.length / 2 - 1;
  const steps = Math.ceil((FINE - 1) / last);
  const bytes = new Uint8Array(2 * (last * steps + 1));
  const finer = new DataView(bytes.buffer);
  for (let at = 0; at <= last * steps; at++) {
    const near = Math.min(last - 1, Math.floor(at / steps));
    const [from, to] = [view.getUint16(2 * near), view.getUint16(2 * near + 2)];
    const value = from + ((to - from) * (at - near * steps)) / steps;
    finer.setUint16(2 * at, Math.min(0xffff, Math.round((value * 0xffff) / 0xff00)));
  }
  return bytes;
}

/** A lut16Type of three colours to L*a*b* as lutAToBType (10.10): curves, table, curves; undefined where it is damaged. */
function asAToB(tag: Uint8Array): Uint8Array | undefined {
  const [inputs, outputs, points = 0] = tag.subarray(8, 11);
  if (tag.length < TABLES_AT || inputs !== 3 || outputs !== 3 || points < 2) return undefined;
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  const [before, after] = [2 * view.getUint16(48), 2 * view.getUint16(50)];
  const [table, exits] = [TABLES_AT + 3 * before, TABLES_AT + 3 * before + 2 * 3 * points ** 3];
  if (before < 4 || after < 4 || tag.length < exits + 3 * after) return undefined;
  const curves = (from: number, length: number, of = (words: Uint8Array) => words) =>
    concat([0, 1, 2].map((at) => curve(of(tag.subarray(from + at * length, from + (at + 1) * length)))));
  const grid = new Uint8Array(GRID_BYTES);
  grid.set([points, points, points]);
  grid[16] = 2;
  const last = curves(exits, after, asNewer);
  const middle = padded(concat([grid, tag.subarray(table, exits)]));
  const head = new Uint8Array(HEAD_BYTES);
  head.set([...'mAB '].map((letter) => letter.charCodeAt(0)));
  head.set([3, 3], 8);
  const offsets = new DataView(head.buffer);
  offsets.setUint32(12, HEAD_BYTES);
  offsets.setUint32(24, HEAD_BYTES + last.length);
  offsets.setUint32(28, HEAD_BYTES + last.length + middle.length);
  return concat([head, last, middle, curves(TABLES_AT, before)]);
}

/**
 * A profile whose tables to L*a*b* are read alike everywhere: those of lut16Type have an older encoding of their own (ICC.1:2010 10.8),
 * which Chromium takes for the newer one (up to 21 levels), so they are written as lutAToBType. The same profile where it has none.
 */
export function withPlainTables(profile: Uint8Array): Uint8Array {
  if (profile.length < HEADER_BYTES + 4 || latin(profile, 20, 24) !== 'Lab ') return profile;
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const count = Math.min(view.getUint32(HEADER_BYTES), 100);
  let isOther = false;
  const tags = Array.from({ length: count }, (_, i) => {
    const at = HEADER_BYTES + 4 + 12 * i;
    if (at + 12 > profile.length) return undefined;
    const name = latin(profile, at, at + 4);
    const from = view.getUint32(at + 4);
    const body = profile.subarray(from, from + view.getUint32(at + 8));
    const plain = TO_CONNECTION.has(name) && latin(body, 0, 4) === 'mft2' ? asAToB(body) : undefined;
    isOther ||= plain !== undefined;
    return { entry: profile.subarray(at, at + 4), body: plain ?? body };
  }).filter((tag) => tag !== undefined);
  if (!isOther) return profile;
  const directory = new Uint8Array(4 + 12 * tags.length);
  const entries = new DataView(directory.buffer);
  entries.setUint32(0, tags.length);
  let at = HEADER_BYTES + directory.length;
  const bodies = tags.map(({ entry, body }, i) => {
    directory.set(entry, 4 + 12 * i);
    entries.setUint32(8 + 12 * i, at);
    entries.setUint32(12 + 12 * i, body.length);
    const whole = padded(body);
    at += whole.length;
    return whole;
  });
  const bytes = concat([profile.subarray(0, HEADER_BYTES), directory, ...bodies]);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  return bytes;
}

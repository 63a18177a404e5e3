import type { Random } from './random';

/** A change of bytes; the result is a new buffer, or the old one changed in place. */
type Mutator = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Where damage hurts: three times in four in the head, where structure stands. */
const place = (bytes: Uint8Array, random: Random, headBytes: number): number =>
  random.below(random.next() < 0.75 ? Math.min(bytes.length, headBytes) : bytes.length);

/** Values at which length fields and counters break. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff];

const flip =
  (headBytes: number): Mutator =>
  (bytes, random) => {
    for (let left = 1 + random.below(16); left > 0; left -= 1) {
      const at = place(bytes, random, headBytes);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }
    return bytes;
  };

const edge =
  (headBytes: number): Mutator =>
  (bytes, random) => {
    const at = place(bytes, random, headBytes);
    const value = random.pick(EDGES);
    for (let i = at; i < at + random.pick([1, 2, 4]) && i < bytes.length; i += 1) bytes[i] = value;
    return bytes;
  };

const truncate: Mutator = (bytes, random) => bytes.slice(0, random.below(bytes.length));

const remove =
  (headBytes: number): Mutator =>
  (bytes, random) => {
    const at = place(bytes, random, headBytes);
    const length = 1 + random.below(64);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
  };

const insert =
  (headBytes: number): Mutator =>
  (bytes, random) => {
    const at = place(bytes, random, headBytes);
    const from = random.below(bytes.length);
    const chunk = bytes.slice(from, from + 1 + random.below(64));
    return Uint8Array.from([...bytes.subarray(0, at), ...chunk, ...bytes.subarray(at)]);
  };

const shuffle =
  (headBytes: number): Mutator =>
  (bytes, random) => {
    const [from, to] = [place(bytes, random, headBytes), place(bytes, random, headBytes)];
    return bytes.copyWithin(to, from, from + 1 + random.below(256));
  };

const noise: Mutator = (bytes, random) => {
  const at = random.below(bytes.length);
  for (let i = at; i < Math.min(bytes.length, at + 1 + random.below(512)); i += 1)
    bytes[i] = random.below(256);
  return bytes;
};

/** The places of explicit VR element headers: two capital letters after a tag. */
function elementPlaces(bytes: Uint8Array): number[] {
  const isLetter = (byte: number | undefined) => byte !== undefined && byte >= 65 && byte <= 90;
  const places: number[] = [];
  for (let at = 132; at + 8 < Math.min(bytes.length, 64 * 1024); at += 2)
    if (isLetter(bytes[at + 4]) && isLetter(bytes[at + 5])) places.push(at);
  return places;
}

const LENGTHS = [0, 1, 7, 0xfffe, 0xffff, 0x7fffffff, 0xfffffff0, 0xffffffff];
const VRS = ['SQ', 'UN', 'OB', 'OW', 'UT', 'US', 'UL', 'PN', 'IS', 'DS', 'AT', 'OV', 'ZZ', '\0\0'];

/** Length, VR or tag of one element becomes another. */
const element: Mutator = (bytes, random) => {
  const places = elementPlaces(bytes);
  if (places.length === 0) return flip(4096)(bytes, random);
  const at = random.pick(places);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const change = random.below(4);
  if (change === 0) view.setUint16(at + 6, random.pick(LENGTHS) & 0xffff, true);
  else if (change === 1 && at + 12 <= bytes.length) view.setUint32(at + 8, random.pick(LENGTHS), true);
  else if (change === 2) {
    const vr = random.pick(VRS);
    bytes.set([vr.charCodeAt(0), vr.charCodeAt(1)], at + 4);
  } else {
    const other = random.pick(places);
    bytes.copyWithin(at, other, other + 4);
  }
  return bytes;
};

/** Values of the image pixel module that break allocations: US elements of group 0028. */
const pixelModule: Mutator = (bytes, random) => {
  const places = elementPlaces(bytes).filter(
    (at) => bytes[at] === 0x28 && bytes[at + 1] === 0 && bytes[at + 4] === 0x55,
  );
  if (places.length === 0) return element(bytes, random);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint16(
    random.pick(places) + 8,
    random.pick([0, 1, 2, 3, 7, 12, 16, 32, 64, 255, 0x7fff, 0xffff]),
    true,
  );
  return bytes;
};

/** Nested sequences, one in the other. */
const nest: Mutator = (bytes, random) => {
  const head = [
    0x09, 0, 0x10, 0x10, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff,
    0xff,
  ];
  const deep = Array.from({ length: 1 + random.below(300) }, () => head).flat();
  const places = elementPlaces(bytes);
  const at = places.length > 0 ? random.pick(places) : 132;
  return Uint8Array.from([...bytes.subarray(0, at), ...deep, ...bytes.subarray(at)]);
};

const INSTANCE: Readonly<Record<string, Mutator>> = {
  flip: flip(4096),
  edge: edge(4096),
  truncate,
  remove: remove(4096),
  insert: insert(4096),
  shuffle: shuffle(4096),
  noise,
  element,
  pixelModule,
  nest,
};

/** Segments of JPEG, JPEG-LS and JPEG 2000: FF and a marker from C0 on, or FF4F to FF9F. */
function markerPlaces(bytes: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = 2; at + 8 < bytes.length; at += 1)
    if (bytes[at] === 0xff && (bytes[at + 1] ?? 0) >= 0x4f && bytes[at + 1] !== 0xff) places.push(at);
  return places;
}

/** A marker segment's length or parameters at an edge, or one segment twice. */
const marker: Mutator = (bytes, random) => {
  const places = markerPlaces(bytes);
  if (places.length === 0) return edge(128)(bytes, random);
  const at = random.pick(places);
  const change = random.below(3);
  if (change === 0) bytes.set([random.pick(EDGES), random.pick(EDGES)], at + 2);
  else if (change === 1) bytes[at + 4 + random.below(4)] = random.pick(EDGES);
  else {
    const copy = bytes.slice(at, at + 16);
    return Uint8Array.from([...bytes.subarray(0, at), ...copy, ...bytes.subarray(at)]);
  }
  return bytes;
};

/** An interval or a number of lines that the stream does not keep (T.81 B.2.4.4, B.2.5). */
const restarts: Mutator = (bytes, random) => {
  const segment = random.next() < 0.5 ? [0xff, 0xdd, 0, 4] : [0xff, 0xdc, 0, 4];
  return Uint8Array.from([
    ...bytes.subarray(0, 2),
    ...segment,
    random.below(256),
    random.below(256),
    ...bytes.subarray(2),
  ]);
};

/** Cut short, but with an end marker: what looks whole from outside. */
const hollow: Mutator = (bytes, random) => {
  const cut = bytes.slice(0, 32 + random.below(Math.max(1, bytes.length - 32)));
  return Uint8Array.from([...cut, 0xff, 0xd9]);
};

const FRAME: Readonly<Record<string, Mutator>> = {
  flip: flip(256),
  edge: edge(256),
  truncate,
  remove: remove(512),
  insert: insert(512),
  shuffle: shuffle(512),
  noise,
  marker,
  restarts,
  hollow,
};

/** Bytes after one to three changes of a table, and what they were. */
function mutate(table: Readonly<Record<string, Mutator>>, bytes: Uint8Array, random: Random) {
  let changed = bytes.slice();
  const how: string[] = [];
  for (let left = random.pick([1, 1, 1, 2, 3]); left > 0 && changed.length > 0; left -= 1) {
    const name = random.pick(Object.keys(table));
    changed = (table[name] ?? truncate)(changed, random) as Uint8Array<ArrayBuffer>;
    how.push(name);
  }
  return { bytes: changed, how: how.join('+') };
}

export const mutateInstance = (bytes: Uint8Array, random: Random) => mutate(INSTANCE, bytes, random);
export const mutateFrame = (bytes: Uint8Array, random: Random) => mutate(FRAME, bytes, random);

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);

type Value = string | number | Buffer;
/** Attributes of a test object: tag to VR and value, in ascending order of tags. */
export type Attributes = Readonly<Record<string, readonly [vr: string, value: Value]>>;

function toBytes(vr: string, value: Value): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(value);
    return bytes;
  }
  const filler = vr === 'UI' ? '\0' : ' ';
  return Buffer.from(value.length % 2 === 0 ? value : value + filler, 'latin1');
}

function writeElement(tag: string, vr: string, value: Value): Buffer {
  const bytes = toBytes(vr, value);
  const header = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  header.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  header.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  header.write(vr, 4, 'latin1');
  // Encapsulated pixel data: undefined length (PS3.5 A.4).
  const length =
    tag === '7FE00010' && bytes.subarray(0, 4).toString('hex') === 'feff00e0' ? 0xffffffff : bytes.length;
  if (LONG.has(vr)) header.writeUInt32LE(length, 8);
  else header.writeUInt16LE(length, 6);
  return Buffer.concat([header, bytes]);
}

const write = (attributes: Attributes): Buffer =>
  Buffer.concat(Object.entries(attributes).map(([tag, [vr, value]]) => writeElement(tag, vr, value)));

/** A Part 10 file in explicit little endian coding; `transferSyntax` names what the pixels are. */
export function writeDicom(attributes: Attributes, transferSyntax = '1.2.840.10008.1.2.1'): Buffer {
  const meta = write({ '00020010': ['UI', transferSyntax] });
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta, write(attributes)]);
}

/** The value of a sequence: its items one after another, explicit lengths. */
export function sequence(...items: readonly Attributes[]): Buffer {
  const framed = items.map((item) => {
    const content = write(item);
    const header = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    header.writeUInt32LE(content.length, 4);
    return Buffer.concat([header, content]);
  });
  return Buffer.concat(framed);
}

/** Items of encapsulated pixel data: the first is the Basic Offset Table. */
export function encapsulate(items: readonly Buffer[]): Buffer {
  const framed = items.flatMap((item) => {
    const header = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    header.writeUInt32LE(item.length, 4);
    return [header, item];
  });
  return Buffer.concat([...framed, Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]);
}

/** A small CT image: 2 x 2 pixels of 16 bits, `more` added or replaced. */
export function ctImage(
  uids: { study: string; series: string; sop: string },
  more: Attributes = {},
): Attributes {
  const all: Attributes = {
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'],
    '00080018': ['UI', uids.sop],
    '00080020': ['DA', '20240105'],
    '00080030': ['TM', '101112'],
    '00080060': ['CS', 'CT'],
    '00100010': ['PN', 'Test^One'],
    '00100020': ['LO', 'ID1'],
    '0020000D': ['UI', uids.study],
    '0020000E': ['UI', uids.series],
    '00280002': ['US', 1],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280010': ['US', 2],
    '00280011': ['US', 2],
    '00280100': ['US', 16],
    '00280101': ['US', 16],
    '00280103': ['US', 0],
    '7FE00010': ['OW', Buffer.from([1, 0, 2, 0, 3, 0, 4, 0])],
    ...more,
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

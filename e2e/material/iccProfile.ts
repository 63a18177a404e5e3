/** s15Fixed16Number (ICC.1:2010 4.6). */
const fixed = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65536));
  return bytes;
};
const xyz = (...values: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), ...values.map(fixed)]);

/** A curve of one gamma: u8Fixed8Number. */
function gamma(value: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write('curv', 0, 'latin1');
  bytes.writeUInt32BE(1, 8);
  bytes.writeUInt16BE(Math.round(value * 256), 12);
  return bytes.subarray(0, 16);
}

function description(text: string): Buffer {
  const bytes = Buffer.alloc(12 + text.length + 1 + 78);
  bytes.write('desc', 0, 'latin1');
  bytes.writeUInt32BE(text.length + 1, 8);
  bytes.write(text, 12, 'latin1');
  return bytes.subarray(0, bytes.length - (bytes.length % 4));
}

/** A profile from its tags (ICC.1:2010 7). */
function profileOf(version: number, spaces: string, tags: readonly (readonly [string, Buffer])[]): Buffer {
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  let at = 128 + table.length;
  tags.forEach(([name, body], i) => {
    table.write(name, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * i);
    table.writeUInt32BE(body.length, 12 + 12 * i);
    at += body.length;
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(version, 8);
  header.write(spaces, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  Buffer.concat([fixed(0.9642), fixed(1), fixed(0.8249)]).copy(header, 68);
  return Buffer.concat([header, table, ...tags.map(([, body]) => body)]);
}

const COMMON: readonly (readonly [string, Buffer])[] = [
  ['cprt', Buffer.from('text\0\0\0\0none\0\0\0\0', 'latin1')],
  ['wtpt', xyz(0.9642, 1, 0.8249)],
];

/**
 * A matrix and gamma 2.2 profile with the primaries of Adobe RGB (1998), adapted to D50 (ICC.1:2010 F.3): wider than sRGB in
 * green, so that what is shown is plainly other than what is stored.
 */
export const wideProfile = (): Buffer =>
  profileOf(0x02100000, 'mntrRGB XYZ ', [
    ['desc', description('wide gamut for tests')],
    ...COMMON,
    ['rXYZ', xyz(0.60974, 0.31111, 0.01947)],
    ['gXYZ', xyz(0.20528, 0.62567, 0.06087)],
    ['bXYZ', xyz(0.14919, 0.06322, 0.74457)],
    ['rTRC', gamma(2.19921875)],
    ['gTRC', gamma(2.19921875)],
    ['bTRC', gamma(2.19921875)],
  ]);

/** L* of the black of the reference medium of the perceptual intent (ICC.1:2010 6.3.4.2), of 1. */
const REFERENCE_BLACK = 0.031373;

/** L*a*b* of 0 to 1 at the corners of the cube of colours, linear between them; blue goes on first. */
const corners = (black: number): number[] =>
  [0, 1].flatMap((red) =>
    [0, 1].flatMap((green) =>
      [0, 1].flatMap((blue) => [
        black + (1 - black) * (0.25 * red + 0.65 * green + 0.1 * blue),
        128 / 255 + 0.1 * (red - green),
        128 / 255 + 0.1 * (green - blue),
      ]),
    ),
  );

const words = (values: readonly number[], one: number): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, at) => bytes.writeUInt16BE(Math.round(value * one), 2 * at));
  return bytes;
};

/**
 * A profile of version 2 with a lut16Type (ICC.1:2010 10.8) to L*a*b* in its older encoding, where 100 is FF00, linear so that every
 * interpolation gives the same.
 */
export function olderTableProfile(): Buffer {
  const head = Buffer.alloc(52);
  head.write('mft2', 'latin1');
  head.set([3, 3, 2], 8);
  [0, 4, 8].forEach((at) => fixed(1).copy(head, 12 + 4 * at));
  head.writeUInt16BE(2, 48);
  head.writeUInt16BE(2, 50);
  const same = words([0, 1, 0, 1, 0, 1], 0xffff);
  return profileOf(0x02100000, 'scnrRGB Lab ', [
    ['desc', description('an older table for tests')],
    ...COMMON,
    ['A2B0', Buffer.concat([head, same, words(corners(0), 0xff00), same])],
  ]);
}

/**
 * A profile of version 4 with a table to L*a*b* of the perceptual intent, of two points an axis and linear between them, so that
 * every interpolation gives the same: black is that of the reference medium.
 */
export function tableProfile(): Buffer {
  const grid = Buffer.alloc(20);
  grid.set([2, 2, 2]);
  grid.writeUInt8(2, 16);
  const same = Buffer.alloc(12);
  same.write('curv', 'latin1');
  const curves = Buffer.concat([same, same, same]);
  const table = Buffer.concat([grid, words(corners(REFERENCE_BLACK), 0xffff)]);
  const head = Buffer.alloc(32);
  head.write('mAB ', 'latin1');
  head.set([3, 3], 8);
  head.writeUInt32BE(32, 12);
  head.writeUInt32BE(32 + curves.length, 24);
  head.writeUInt32BE(32 + curves.length + table.length, 28);
  const name = 'a table for tests';
  const text = Buffer.alloc(28 + 2 * name.length);
  text.write('mluc', 'latin1');
  text.writeUInt32BE(1, 8);
  text.writeUInt32BE(12, 12);
  text.write('enUS', 16, 'latin1');
  text.writeUInt32BE(2 * name.length, 20);
  text.writeUInt32BE(28, 24);
  [...name].forEach((letter, at) => text.writeUInt16BE(letter.charCodeAt(0), 28 + 2 * at));
  const pad = Buffer.alloc((4 - (text.length % 4)) % 4);
  return profileOf(0x04200000, 'spacRGB Lab ', [
    ['desc', Buffer.concat([text, pad])],
    ...COMMON,
    ['A2B0', Buffer.concat([head, curves, table, curves])],
  ]);
}

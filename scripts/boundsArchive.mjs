// The objects of `npm run bounds`, as files.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const even = (text, pad = ' ') => (text.length % 2 === 0 ? text : text + pad);
export function elementBytes(group, number, vr, value) {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(even(value, vr === 'UI' ? '\0' : ' '), 'latin1');
  const isLong = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(vr);
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (isLong) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}
const us = (value) => Buffer.from(Uint16Array.of(value).buffer);
export function file({
  study,
  series,
  sop,
  number,
  patient,
  syntax = '1.2.840.10008.1.2.1',
  rows = 8,
  frames = 1,
  bits = 16,
  more = [],
}) {
  const meta = Buffer.concat([
    elementBytes(2, 2, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    elementBytes(2, 3, 'UI', sop),
    elementBytes(2, 0x10, 'UI', syntax),
  ]);
  const dataset = Buffer.concat([
    elementBytes(8, 8, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    elementBytes(8, 0x16, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    elementBytes(8, 0x18, 'UI', sop),
    elementBytes(8, 0x20, 'DA', `20${10 + (number % 15)}0${1 + (number % 9)}11`),
    elementBytes(8, 0x30, 'TM', '101500'),
    elementBytes(8, 0x60, 'CS', 'CT'),
    elementBytes(8, 0x1030, 'LO', `${'a'.repeat(60)}b`),
    elementBytes(0x10, 0x10, 'PN', `${'a'.repeat(50)}^${patient}`),
    elementBytes(0x10, 0x20, 'LO', patient),
    elementBytes(0x20, 0x0d, 'UI', study),
    elementBytes(0x20, 0x0e, 'UI', series),
    elementBytes(0x20, 0x11, 'IS', '1'),
    elementBytes(0x20, 0x13, 'IS', String(number)),
    elementBytes(0x20, 0x32, 'DS', `0\\0\\${number}`),
    elementBytes(0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'),
    elementBytes(0x28, 2, 'US', us(1)),
    elementBytes(0x28, 4, 'CS', 'MONOCHROME2'),
    elementBytes(0x28, 8, 'IS', String(frames)),
    elementBytes(0x28, 0x10, 'US', us(rows)),
    elementBytes(0x28, 0x11, 'US', us(rows)),
    elementBytes(0x28, 0x100, 'US', us(bits)),
    elementBytes(0x28, 0x101, 'US', us(bits)),
    elementBytes(0x28, 0x102, 'US', us(bits - 1)),
    elementBytes(0x28, 0x103, 'US', us(0)),
    ...more,
    elementBytes(0x7fe0, 0x10, 'OW', Buffer.alloc((rows * rows * bits * frames) / 8)),
  ]);
  const body = syntax.endsWith('.99') ? deflateRawSync(dataset) : dataset;
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    elementBytes(2, 0, 'UL', Buffer.from(Uint32Array.of(meta.length).buffer)),
    meta,
    body,
  ]);
}

/** As much as a deflated dataset must have to become 48 MB. */
const NOISE = [
  elementBytes(9, 0x10, 'LO', 'NOISE'),
  ...Array.from({ length: 12 }, (_, at) => elementBytes(9, 0x1000 + at, 'OB', randomBytes(60_000))),
];

/** A folder of so many: one study of a fifth of all in one series, the rest in studies of a hundred, and some that are odd. */
export function makeArchive(data, count) {
  const LONG = Math.floor(count / 5);
  for (let at = 0; at < count; at += 1) {
    const n = at < LONG ? 1 : 2 + Math.floor((at - LONG) / 100);
    const at100 = join(data, String(Math.floor(at / 1000)));
    if (at % 1000 === 0) mkdirSync(at100, { recursive: true });
    const study = `1.2.826.0.1.${n}`;
    const named = { study, series: `${study}.1`, sop: `${study}.1.${at}`, number: at, patient: `P${n}` };
    writeFileSync(join(at100, `${at}.dcm`), file(named));
  }
  const odd = (name, more) => {
    const study = `1.2.826.0.9.${name}`;
    const named = { study, series: `${study}.1`, sop: `${study}.1.1`, number: 1, patient: 'ODD' };
    writeFileSync(join(data, `odd${name}.dcm`), file({ ...named, ...more }));
  };
  odd(1, { rows: 512, frames: 200 });
  odd(2, { rows: 1024, frames: 25, syntax: '1.2.840.10008.1.2.1.99' });
  odd(3, { rows: 2500 });
  odd(4, { frames: 2000 });
  odd(5, { rows: 64, frames: 2000, syntax: '1.2.840.10008.1.2.1.99' });
  odd(6, { rows: 8192 });
  odd(7, { rows: 8192, bits: 1 });
  odd(8, { rows: 4900, syntax: '1.2.840.10008.1.2.1.99', more: NOISE });
}

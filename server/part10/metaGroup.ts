const pad = (text: string, filler: string): string => (text.length % 2 === 0 ? text : text + filler);

function short(element: number, vr: string, value: string): Buffer {
  const bytes = Buffer.from(pad(value, vr === 'UI' ? '\0' : ' '), 'latin1');
  const header = Buffer.alloc(8);
  header.writeUInt16LE(2, 0);
  header.writeUInt16LE(element, 2);
  header.write(vr, 4, 'latin1');
  header.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([header, bytes]);
}

/** Preamble and file meta group (PS3.10 7.1) for a dataset that was stored without them. */
export function metaGroup(sopClass: string, sop: string, transferSyntax: string): Buffer {
  // (0002,0001) File Meta Information Version: OB, two bytes.
  const version = Buffer.from([2, 0, 1, 0, 0x4f, 0x42, 0, 0, 2, 0, 0, 0, 0, 1]);
  const body = Buffer.concat([
    version,
    short(0x02, 'UI', sopClass),
    short(0x03, 'UI', sop),
    short(0x10, 'UI', transferSyntax),
    short(0x12, 'UI', '2.25.262917583746152047381194058763214507918'),
  ]);
  const length = Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0, 0, 0, 0, 0]);
  length.writeUInt32LE(body.length, 8);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, body]);
}

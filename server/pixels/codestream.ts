/** What the header of a compressed frame says, before a decoder takes memory for it. */
export interface Codestream {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  /** How often the picture can be halved without decoding the rest: JPEG 2000 alone. */
  readonly levels: number;
}

const SOC_SIZ = Buffer.from([0xff, 0x4f, 0xff, 0x51]);
const COD = 0xff52;
/** Start of tile-part: the main header has ended. */
const SOT = 0xff90;

/** Reads SIZ and COD of a JPEG 2000 codestream (ISO 15444-1 A.5.1, A.6.1), bare or in a JP2 file. */
export function readJpeg2000(frame: Buffer): Codestream | undefined {
  const start = frame.subarray(0, 4096).indexOf(SOC_SIZ);
  if (start < 0 || start + 42 > frame.length) return undefined;
  const u32 = (at: number): number => frame.readUInt32BE(start + at);
  const size = {
    columns: u32(8) - u32(16),
    rows: u32(12) - u32(20),
    samples: frame.readUInt16BE(start + 40),
  };
  for (let at = start + 2; at + 10 <= frame.length;) {
    const marker = frame.readUInt16BE(at);
    if (marker === COD) return { ...size, levels: Math.min(32, frame[at + 9] ?? 0) };
    if (marker < 0xff01 || marker === SOT) break;
    at += 2 + frame.readUInt16BE(at + 2);
  }
  return { ...size, levels: 0 };
}

/** Start Of Frame: of JPEG (ITU-T T.81 B.2.2) all but the three that are none, and of JPEG-LS. */
const isStartOfFrame = (marker: number): boolean =>
  marker === 0xfff7 || (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker));

/** Reads the frame header of JPEG and JPEG-LS. */
export function readJpeg(frame: Buffer): Codestream | undefined {
  for (let at = 2; at + 10 <= frame.length;) {
    const marker = frame.readUInt16BE(at);
    if (isStartOfFrame(marker)) {
      const [rows, columns] = [frame.readUInt16BE(at + 5), frame.readUInt16BE(at + 7)];
      return { columns, rows, samples: frame[at + 9] ?? 0, levels: 0 };
    }
    if (marker < 0xff01) return undefined;
    // Fill bytes may stand before a marker (B.1.1.2).
    at += marker === 0xffff ? 1 : 2 + frame.readUInt16BE(at + 2);
  }
  return undefined;
}

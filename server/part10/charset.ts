/** Decoders for single character sets without code extensions (PS3.3 C.12.1.1.2). */
const SINGLE: Readonly<Record<string, string>> = {
  '': 'ascii',
  'ISO_IR 6': 'ascii',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** What an escape sequence (without ESC) designates, and to which half of the code table (PS3.5 6.1.2.5). */
const ESCAPES: Readonly<Record<string, { readonly half: 'G0' | 'G1'; readonly set: string }>> = {
  '(B': { half: 'G0', set: 'ascii' },
  '(J': { half: 'G0', set: 'ascii' },
  ')I': { half: 'G1', set: 'shift_jis' },
  '-A': { half: 'G1', set: 'windows-1252' },
  '-B': { half: 'G1', set: 'iso-8859-2' },
  '-C': { half: 'G1', set: 'iso-8859-3' },
  '-D': { half: 'G1', set: 'iso-8859-4' },
  '-L': { half: 'G1', set: 'iso-8859-5' },
  '-G': { half: 'G1', set: 'iso-8859-6' },
  '-F': { half: 'G1', set: 'iso-8859-7' },
  '-H': { half: 'G1', set: 'iso-8859-8' },
  '-M': { half: 'G1', set: 'windows-1254' },
  '-b': { half: 'G1', set: 'iso-8859-15' },
  '-T': { half: 'G1', set: 'windows-874' },
  $B: { half: 'G0', set: 'jis-x-0208' },
  '$(D': { half: 'G0', set: 'jis-x-0212' },
  '$)C': { half: 'G1', set: 'euc-kr' },
  '$)A': { half: 'G1', set: 'gbk' },
};

const DECODERS = new Map<string, TextDecoder>();

function decode(bytes: Uint8Array, set: string): string {
  let decoder = DECODERS.get(set);
  if (decoder === undefined) {
    decoder = new TextDecoder(set);
    DECODERS.set(set, decoder);
  }
  return decoder.decode(bytes);
}

/** Text of files that name no character set but hold more than ASCII: UTF-8 if it is that, else Latin-1. */
function guess(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decode(bytes, 'windows-1252');
  }
}

/** Both JIS double-byte sets as EUC-JP, the one encoding of them that every TextDecoder knows. */
function decodeJis(bytes: Uint8Array, set: 'jis-x-0208' | 'jis-x-0212'): string {
  const euc: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (set === 'jis-x-0212') euc.push(0x8f);
    euc.push((bytes[at] ?? 0) | 0x80, (bytes[at + 1] ?? 0) | 0x80);
  }
  return decode(Uint8Array.from(euc), 'euc-jp');
}

const isHigh = (byte: number): boolean => byte >= 0x80;
/** Where designations fall back to the first character set (PS3.5 6.1.2.5.3): line ends and the delimiters of values; in names those of their parts. */
const RESETS: ReadonlySet<number> = new Set([0x0a, 0x0c, 0x0d, 0x09, 0x5c]);
const NAME_RESETS: ReadonlySet<number> = new Set([...RESETS, 0x5e, 0x3d]);

function decodeIso2022(bytes: Uint8Array, first: string, resets: ReadonlySet<number>): string {
  let g0 = 'ascii';
  let g1 = first;
  let out = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x1b) {
      const tail = String.fromCharCode(...bytes.subarray(at + 1, at + 4));
      const key = tail.startsWith('$(') || tail.startsWith('$)') ? tail : tail.slice(0, 2);
      const target = ESCAPES[key];
      if (target?.half === 'G0') g0 = target.set;
      if (target?.half === 'G1') g1 = target.set;
      at += 1 + (target === undefined ? 0 : key.length);
      continue;
    }
    const high = isHigh(byte);
    let end = at + 1;
    if (g0 === 'jis-x-0208' || g0 === 'jis-x-0212') {
      while (end < bytes.length && bytes[end] !== 0x1b && isHigh(bytes[end] ?? 0) === high) end += 1;
      out += high ? decode(bytes.subarray(at, end), g1) : decodeJis(bytes.subarray(at, end), g0);
    } else {
      while (end < bytes.length && bytes[end] !== 0x1b && isHigh(bytes[end] ?? 0) === high) end += 1;
      const run = bytes.subarray(at, end);
      out += decode(run, high ? g1 : 'latin1');
      if (!high && run.some((each) => resets.has(each))) g1 = first;
    }
    at = end;
  }
  return out;
}

/** Turns the bytes of a text value into a string; a name (PN) has delimiters of its own. */
export type Decode = (bytes: Uint8Array, isName?: boolean) => string;

/** The decoder for the values of Specific Character Set (0008,0005); terms may be wrongly written or unknown. */
export function decoderFor(terms: readonly string[]): Decode {
  const norm = terms.map((term) =>
    term
      .trim()
      .toUpperCase()
      .replaceAll('_IR_', '_IR ')
      .replace(/^ISO-IR /, 'ISO_IR '),
  );
  const first = norm[0] ?? '';
  const single = SINGLE[first.replace(/^ISO 2022 IR /, 'ISO_IR ')] ?? SINGLE[first];
  const extended = norm.length > 1 || first.startsWith('ISO 2022');
  return (bytes, isName = false) => {
    const resets = isName ? NAME_RESETS : RESETS;
    if (!bytes.some((byte) => byte >= 0x80 || byte === 0x1b)) return Buffer.from(bytes).toString('latin1');
    if (extended && first !== 'ISO_IR 192' && first !== 'GB18030' && first !== 'GBK') {
      return decodeIso2022(
        bytes,
        single === undefined || single === 'ascii' ? 'windows-1252' : single,
        resets,
      );
    }
    if (bytes.includes(0x1b) && single !== 'utf-8')
      return decodeIso2022(bytes, single ?? 'windows-1252', resets);
    return single === undefined || single === 'ascii' ? guess(bytes) : decode(bytes, single);
  };
}

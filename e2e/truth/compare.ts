import type { TruthReference } from './files';

/** Greatest difference that counts as the same picture, in stored values (grey) or RGB levels. */
const TOLERANCES: readonly { readonly of: RegExp; readonly levels: number; readonly why: string }[] = [
  { of: /\.4\.50$/, levels: 1, why: 'JPEG baseline: decoders round the inverse transform differently' },
  { of: /\.4\.(51|53|55)$/, levels: 1, why: 'JPEG 12 bit: decoders round the inverse transform differently' },
  { of: /\.4\.81$/, levels: 2, why: 'near-lossless' },
  { of: /\.4\.(91|203)$/, levels: 2, why: 'irreversible wavelet' },
  { of: /\.4\.(111|112)$/, levels: 1, why: 'JPEG XL: decoders round the inverse transform differently' },
];
const COLOUR = { levels: 2, why: 'colour transform' };
/** Rescaled values in 32 bits: a few units of the last place. */
const FLOAT_RELATIVE = 3e-6;

export interface Tolerance {
  readonly levels: number;
  readonly why: string;
}

/** What a frame may differ by from its reference, in the units of its values. */
export function toleranceOf({ syntax = '', photometric = '', kind, slope = 1 }: TruthReference): Tolerance {
  const coded = TOLERANCES.find(({ of }) => of.test(syntax));
  const converted = kind === 'rgb' && photometric.startsWith('YBR') ? COLOUR : undefined;
  const [levels, why] = [
    Math.max(coded?.levels ?? 0, converted?.levels ?? 0),
    [coded?.why, converted?.why].filter(Boolean).join(', ') || 'lossless',
  ];
  return { levels: levels * (kind === 'grey' ? slope : 1), why };
}

/** The greatest difference of two frames' bytes (Float32 or RGB); Infinity where their sizes differ. */
export function greatestDifference(kind: TruthReference['kind'], seen: Buffer, wanted: Buffer): number {
  if (seen.length !== wanted.length) return Infinity;
  const read = (bytes: Buffer) =>
    kind === 'rgb'
      ? bytes
      : new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const [a, b] = [read(seen), read(wanted)];
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] ?? 0, b[i] ?? 0];
    if (Object.is(left, right) || (Number.isNaN(left) && Number.isNaN(right))) continue;
    const off = Math.abs(left - right);
    const rounding = kind === 'rgb' ? 0 : FLOAT_RELATIVE * Math.max(Math.abs(left), Math.abs(right));
    if (!(off <= rounding)) most = Math.max(most, Number.isNaN(off) ? Infinity : off);
  }
  return most;
}

import { DecodeError } from './decoders';

/** What the loader's decode worker gives back, as far as it is looked at here. */
interface DecodedFrame {
  readonly rows: number;
  readonly columns: number;
  readonly photometricInterpretation?: string;
  readonly pixelData: { readonly length: number };
}

/** Samples of a pixel that the loader goes on with: it throws where nobody can catch, and never answers, on others. */
const samplesOf = (photometric: string): readonly number[] =>
  /^(MONOCHROME\d|PALETTE COLOR)$/.test(photometric) ? [1] : [3, 4];

/** A decoded frame that is as long as its size and colour space say. Throws DecodeError for others. */
export function checkDecoded<Frame>(decoded: Frame): Frame {
  const { rows, columns, photometricInterpretation = 'MONOCHROME2', pixelData } = decoded as DecodedFrame;
  const samples = pixelData.length / (rows * columns);
  if (!samplesOf(photometricInterpretation).includes(samples))
    throw new DecodeError(`${samples} samples a pixel for ${photometricInterpretation}`);
  return decoded;
}

/** Whole numbers from a fixed sequence (xorshift, Marsaglia 2003): the same on every machine. */
const startSequence = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
};

/**
 * Noise of about a normal distribution, cut at 4 sigma, as whole numbers. Each odd value is the negative of the even
 * one before it, so neighbouring pixels cancel and the mean over any region stays within hundredths of the truth.
 * `length` is even.
 */
export const makeNoise = (length: number, sigma: number, seed: number): Int8Array => {
  const next = startSequence(seed);
  const noise = new Int8Array(length);
  for (let index = 0; index < length; index += 2) {
    // The sum of twelve uniform numbers has variance 1 (Irwin-Hall); no transcendental function, so no rounding differs.
    let sum = -6;
    for (let draw = 0; draw < 12; draw += 1) sum += next() / 2 ** 32;
    const value = Math.max(-4 * sigma, Math.min(4 * sigma, Math.round(sum * sigma)));
    noise[index] = value;
    noise[index + 1] = -value;
  }
  return noise;
};

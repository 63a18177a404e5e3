import { DecoderDeath } from './decoders';

/** Decoders that a series may cost: its images may all be of the kind that kills them. */
const DEATHS_CAP = 3;

/** Images of a series stopped the decoder so often that no more of them are decoded. */
export class Quarantined extends Error {}

/** Keeps a series whose images kill decoders from taking them from all others. */
export interface Quarantine {
  /** Decodes, unless too many decoders died of this series: then it rejects with Quarantined at once. */
  run<T>(decode: () => Promise<T>): Promise<T>;
  /** Somebody asked for it again. */
  lift(): void;
}

export function createQuarantine(): Quarantine {
  let deaths = 0;
  return {
    async run(decode) {
      if (deaths >= DEATHS_CAP) throw new Quarantined();
      try {
        return await decode();
      } catch (error) {
        if (error instanceof DecoderDeath) deaths += 1;
        throw error;
      }
    },
    lift: () => void (deaths = 0),
  };
}

/**
 * What opens an archive: bearer tokens (RFC 6750), which live in memory and go to that archive's root only. Absent where
 * an archive needs none.
 */
export interface Credentials {
  /** The token of this moment, or undefined where there is none: requests then wait for `renew(undefined)`. */
  token(): string | undefined;
  /**
   * A token other than `refused`, which the archive did not accept. Undefined where there is none to be had: the request
   * fails as unauthorised. `refused` itself where the issuer does not answer just now: the request fails as unreachable
   * and may be tried again. All who ask at once wait for one renewal. Never rejects.
   */
  renew(refused: string | undefined): Promise<string | undefined>;
  /** Tells of each new token (undefined: it is gone), for workers that hold a copy. The result ends it. */
  watch(heard: (token: string | undefined) => void): () => void;
}

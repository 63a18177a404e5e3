import type { Upstream } from '../access/upstream';
import { Holdings } from './holdings';

/** An archive behind the gate. */
export interface GatedArchive {
  readonly upstream: Upstream;
  readonly holdings: Holdings;
}

/** Archives by their ids in config.json. */
export type Archives = ReadonlyMap<string, GatedArchive>;

/** What the gate knows of each archive is asked of that archive alone. */
export const gatedArchives = (upstreams: ReadonlyMap<string, Upstream>, now: () => number): Archives =>
  new Map([...upstreams].map(([id, upstream]) => [id, { upstream, holdings: new Holdings(upstream, now) }]));

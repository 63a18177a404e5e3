import type { ArchiveError } from '@/archive/archiveError';

/** One way to ask for pixels. Archives differ in which they answer (notes: a dozen of them). */
export type Rung = 'stored' | 'stored-quoted' | 'explicit' | 'instance';

/** What each rung asks for, and by which Accept header. */
export const RUNGS: Record<Rung, { readonly resource: 'frame' | 'instance'; readonly accept: string }> = {
  /** The stored bytes. Unquoted: needs no CORS preflight. */
  stored: {
    resource: 'frame',
    accept: 'multipart/related; type=application/octet-stream; transfer-syntax=*',
  },
  'stored-quoted': {
    resource: 'frame',
    accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=*',
  },
  /** Decompressed by the archive. Orthanc answers raw HTJ2K here, labelled little endian: verification catches it. */
  explicit: { resource: 'frame', accept: 'multipart/related; type=application/octet-stream' },
  instance: {
    resource: 'instance',
    accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
  },
};

/** Frames first: of a multi-frame instance, one frame is much less than the whole. */
const MANY: readonly Rung[] = ['stored', 'stored-quoted', 'explicit', 'instance'];
/**
 * The whole instance first: with one frame it costs the same, and it names its object, whereas a lone frame of another
 * image of the same size cannot be told from the right one.
 */
const SINGLE: readonly Rung[] = ['instance', 'stored', 'stored-quoted', 'explicit'];

/** Statuses that refuse the way of asking, not the object. 500: Orthanc on what it cannot transcode. */
const STEPS: ReadonlySet<number> = new Set([400, 406, 415, 500, 501]);

/** Whether the next rung may do better. */
export const stepsDown = (error: ArchiveError): boolean =>
  error.status !== undefined && STEPS.has(error.status) && error.fault !== 'aborted';

/** What an archive answered before: asked first next time. One per archive. */
export interface Ladder {
  /** Rungs in the order to try. `kind` names frames that fare alike (transfer syntax or series). */
  order(kind: string, singleFrame: boolean): readonly Rung[];
  /** This rung brought a frame that passed, after `refused` were refused. */
  worked(kind: string, rung: Rung, refused: readonly Rung[]): void;
}

export function createLadder(): Ladder {
  const memory = new Map<string, { best: Rung; refused: ReadonlySet<Rung> }>();
  return {
    order(kind, singleFrame) {
      const known = memory.get(kind);
      const rank = (rung: Rung) => (rung === known?.best ? 0 : known?.refused.has(rung) === true ? 2 : 1);
      return [...(singleFrame ? SINGLE : MANY)].sort((a, b) => rank(a) - rank(b));
    },
    worked(kind, rung, refused) {
      if (refused.length === 0) return;
      memory.set(kind, { best: rung, refused: new Set([...(memory.get(kind)?.refused ?? []), ...refused]) });
    },
  };
}

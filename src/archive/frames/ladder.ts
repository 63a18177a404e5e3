import type { ArchiveError } from '@/archive/contract/archiveError';

/** What is asked for: stored or decompressed pixels of a frame, the file they are in, or a picture made by the archive. */
export type Resource = 'frame' | 'instance' | 'rendered';

/** One way to ask for pixels. Archives differ in which they answer (notes: a dozen of them). */
interface RungSpec {
  readonly resource: Resource;
  readonly accept: string;
}

const OCTETS = 'multipart/related; type=application/octet-stream';

/** What each rung asks for, and by which Accept header. */
export const RUNGS = {
  /** The stored bytes. Unquoted: needs no CORS preflight. */
  stored: { resource: 'frame', accept: `${OCTETS}; transfer-syntax=*` },
  'stored-quoted': {
    resource: 'frame',
    accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=*',
  },
  /** Decompressed by the archive. Orthanc answers raw HTJ2K here, labelled little endian: verification catches it. */
  explicit: { resource: 'frame', accept: OCTETS },
  'explicit-quoted': {
    resource: 'frame',
    accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1',
  },
  /** In one part. */
  octets: { resource: 'frame', accept: 'application/octet-stream; transfer-syntax=*' },
  any: { resource: 'frame', accept: '*/*' },
  instance: {
    resource: 'instance',
    accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
  },
  'instance-any': { resource: 'instance', accept: '*/*' },
  /** One type at a time: Orthanc refuses a list. */
  'rendered-png': { resource: 'rendered', accept: 'image/png' },
  'rendered-jpeg': { resource: 'rendered', accept: 'image/jpeg' },
  'rendered-any': { resource: 'rendered', accept: '*/*' },
} as const satisfies Record<string, RungSpec>;

export type Rung = keyof typeof RUNGS;

const RENDERED: readonly Rung[] = ['rendered-png', 'rendered-jpeg', 'rendered-any'];
/** Frames first: of a multi-frame instance, one frame is much less than the whole. */
const MANY: readonly Rung[] = [
  'stored',
  'stored-quoted',
  'explicit',
  'explicit-quoted',
  'octets',
  'any',
  'instance',
  'instance-any',
  ...RENDERED,
];
/**
 * The whole instance first: with one frame it costs the same, and it names its object, whereas a lone frame of another
 * image of the same size cannot be told from the right one.
 */
const SINGLE: readonly Rung[] = ['instance', ...MANY.filter((rung) => rung !== 'instance')];

/** Ways that let the archive do the decoding, for what no decoder here knows. */
export const DECODED_THERE: ReadonlySet<Rung> = new Set(['explicit', 'explicit-quoted', ...RENDERED]);

/** Statuses that refuse the way of asking, not the object. 500: Orthanc on what it cannot transcode. */
const STEPS: ReadonlySet<number> = new Set([400, 406, 415, 500, 501]);
/** Of those, the ones that are about the Accept header alone: another object would fare the same. */
const ABOUT_ACCEPT: ReadonlySet<number> = new Set([400, 406, 415]);
/** Statuses of resources that an archive does not have; of files on a web server, often 403 (S3). */
const ABSENT: ReadonlySet<number> = new Set([403, 404, 405, 410]);

/** Whether the next rung may do better. */
export const stepsDown = (error: ArchiveError): boolean =>
  error.status !== undefined && STEPS.has(error.status) && error.fault !== 'aborted';

/** Whether the archive may lack the resource rather than the object: another resource may do better. */
export const isAbsent = (error: ArchiveError): boolean =>
  error.status !== undefined && ABSENT.has(error.status);

/** Whether the Accept header alone was refused. */
export const isAboutAccept = (error: ArchiveError): boolean =>
  error.status !== undefined && ABOUT_ACCEPT.has(error.status);

/** A rung that was refused, and by which status, where it was one. */
export interface RefusedWay {
  readonly rung: Rung;
  readonly status: number | undefined;
}

/** What an archive answered before: asked first next time. One per archive. */
export interface Ladder {
  /** Whole files may be asked for. */
  readonly hasFiles: boolean;
  /** Rungs in the order to try. `kind` names frames that fare alike (transfer syntax or series). */
  order(kind: string, singleFrame: boolean): readonly Rung[];
  /** Whether frames of this kind came as pictures made by the archive, and no other way since. */
  isRendered(kind: string): boolean;
  /** This rung brought a frame that passed, after `refused` were refused. */
  worked(kind: string, rung: Rung, refused: readonly RefusedWay[]): void;
}

/**
 * After so many frames of one kind that came no other way, pictures made by the archive are asked for first. Not sooner:
 * one damaged object must not make pictures that cannot be measured of its neighbours.
 */
const RENDERED_RUNS = 3;

/** `hasFiles` false: whoever asks may see frames, but take no files away; asking for one would be on record as a try. */
export function createLadder(hasFiles = true): Ladder {
  const memory = new Map<string, { best: Rung; refused: ReadonlySet<Rung> }>();
  const renderedRuns = new Map<string, number>();
  /** Over all kinds: a new series need not find out again which Accept headers its archive refuses. */
  const refusedHere = new Set<Rung>();
  const workedHere = new Set<Rung>();

  const rankKnown = (rung: Rung, known: { best: Rung; refused: ReadonlySet<Rung> }) =>
    rung === known.best ? 0 : known.refused.has(rung) ? 2 : 1;
  const rankNew = (rung: Rung) => (refusedHere.has(rung) && !workedHere.has(rung) ? 2 : 1);

  return {
    hasFiles,
    order(kind, singleFrame) {
      const known = memory.get(kind);
      const rank = (rung: Rung) => {
        if (RUNGS[rung].resource === 'rendered') {
          if (known?.best !== rung) return 4;
          return (renderedRuns.get(kind) ?? 0) >= RENDERED_RUNS ? 0 : 3;
        }
        return known === undefined ? rankNew(rung) : rankKnown(rung, known);
      };
      const rungs = singleFrame ? SINGLE : MANY;
      return rungs
        .filter((rung) => hasFiles || RUNGS[rung].resource !== 'instance')
        .sort((a, b) => rank(a) - rank(b));
    },
    isRendered: (kind) => (renderedRuns.get(kind) ?? 0) > 0,
    worked(kind, rung, refused) {
      workedHere.add(rung);
      const isRendered = RUNGS[rung].resource === 'rendered';
      renderedRuns.set(kind, isRendered ? (renderedRuns.get(kind) ?? 0) + 1 : 0);
      for (const each of refused)
        if (each.status !== undefined && ABOUT_ACCEPT.has(each.status)) refusedHere.add(each.rung);
      if (refused.length === 0) return;
      const before = memory.get(kind)?.refused ?? [];
      memory.set(kind, { best: rung, refused: new Set([...before, ...refused.map((each) => each.rung)]) });
    },
  };
}

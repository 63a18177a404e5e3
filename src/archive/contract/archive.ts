import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { ArchiveError } from './archiveError';
import type { Probe } from './report';

/** What the worklist asks for; absent = any. Texts are what a person typed: wildcards are added by the archive. */
export interface StudyQuery {
  readonly patientName?: string;
  readonly patientId?: string;
  readonly accession?: string;
  /** The accession number is all of it: no wildcards are added. */
  readonly isWholeAccession?: true;
  readonly description?: string;
  readonly referrer?: string;
  /** YYYYMMDD, inclusive, either end may be open. */
  readonly dateFrom?: string;
  readonly dateTo?: string;
  /** YYYYMMDD, exact. */
  readonly birthDate?: string;
  readonly sex?: string;
  readonly modalities?: readonly string[];
  readonly study?: StudyUid;
  /** Rows also say who issues the patient ID (0010,0021): some archives read a file of each study for it. */
  readonly issuer?: true;
  /** One box for everything: name, patient ID or accession number; any of them may match. */
  readonly anything?: string;
}

/** One row of the worklist. Absent = the archive does not say. */
export interface StudySummary {
  readonly study: StudyUid;
  /** Alphabetic group of Patient's Name as sent (components separated by ^). */
  readonly patientName?: string;
  /** Ideographic and phonetic groups, where sent. */
  readonly patientNameOther?: readonly string[];
  readonly patientId?: string;
  /** Issuer of Patient ID (0010,0021), where it was asked for. */
  readonly issuer?: string;
  /** YYYYMMDD. */
  readonly birthDate?: string;
  readonly sex?: string;
  /** YYYYMMDD. */
  readonly date?: string;
  /** HHMMSS, as sent. */
  readonly time?: string;
  readonly modalities: readonly string[];
  readonly description?: string;
  readonly accession?: string;
  readonly referrer?: string;
  readonly seriesCount?: number;
  readonly instanceCount?: number;
  /** Two rows of the archive carry this study UID with different patients: shown as a warning. */
  readonly conflicting?: boolean;
}

/** One page of a search. Archives give no totals: `more` says only whether there is a next page. */
export interface StudyPage {
  readonly rows: readonly StudySummary[];
  readonly more: boolean;
  /** Where the next page begins, counted in the archive's own rows (before rows were dropped here). */
  readonly nextOffset: number;
  /** Filters that the archive ignored: its rows contradicted them and were dropped here. */
  readonly ignored: readonly (keyof StudyQuery)[];
  /** Filters of which no row says the value: whether the archive searched by them cannot be told. */
  readonly unchecked?: readonly (keyof StudyQuery)[];
  /** Rows that could not be read (no valid Study Instance UID). */
  readonly unreadable: number;
  /** More rows exist than the archive hands out: it neither pages nor sends more at once. */
  readonly cut?: boolean;
}

/** One series, as QIDO-RS describes it. */
export interface SeriesSummary {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly modality: string;
  readonly number?: number;
  readonly description?: string;
  readonly bodyPart?: string;
  readonly instanceCount?: number;
  /** Series Date and Time (DA, TM), where the archive sends them. */
  readonly date?: string;
  readonly time?: string;
  /** Nothing but its UID puts it before or after its neighbour. */
  readonly isTied?: true;
  /** Patient ID (0010,0020), compared with what the objects say. */
  readonly patientId?: string;
  /** Of whom it is, where the archive says so in its lists of series: groups of the name, and as in StudySummary. */
  readonly patientName?: string;
  readonly patientNameOther?: readonly string[];
  readonly birthDate?: string;
  readonly sex?: string;
}

/** The study and series that hold an object. */
export interface ObjectPlace {
  readonly study: StudyUid;
  readonly series: SeriesUid;
}

/** Names one frame of one archive. Frames count from 1. */
export interface FrameKey {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly frame: number;
}

/** How many frames the file of a frame holds, where that is known and is another number than it announces. */
export interface FrameCount {
  readonly held?: number;
}

/** A frame whose bytes passed every check (archive/frames/verify). */
export type VerifiedFrame = FrameKey &
  FrameCount &
  (
    | {
        /**
         * Grey, uncompressed: modality values (HU for CT), rescaled, signed and masked (PS3.3 C.7.6.3.1). In palette
         * colour: stored values, which the image's tables make colours.
         */
        readonly form: 'values';
        readonly values: Int16Array | Uint16Array | Uint8Array | Int8Array | Float32Array;
        readonly min: number;
        readonly max: number;
        /** Applied already: value = stored * slope + intercept. */
        readonly slope: number;
        readonly intercept: number;
        /** Overlays from bits of the stored values, packed, by bit. */
        readonly overlayBits?: Readonly<Record<number, Uint8Array>>;
        /** As stored, whatever the transport. */
        readonly transferSyntax: string;
      }
    | {
        /** Colour, uncompressed: RGB bytes by pixel, 8 bits a sample. */
        readonly form: 'rgb';
        readonly bytes: Uint8Array<ArrayBuffer>;
        /** As stored, whatever the transport; empty where only a rendered picture came. */
        readonly transferSyntax: string;
        /** A picture made by the archive (PS3.18 8.3.5): windowed there, for looking at, never for measuring. */
        readonly isRendered?: boolean;
      }
    | {
        /** Everything else: one frame's bytes as stored, to be decoded by its transfer syntax. */
        readonly form: 'encoded';
        readonly bytes: Uint8Array<ArrayBuffer>;
        readonly transferSyntax: string;
      }
  );

/** How a stream of a series goes. `waiting` = the archive does not answer; it is tried again at `retryAtMs`. */
export type StreamState =
  | { readonly phase: 'streaming' }
  | { readonly phase: 'waiting'; readonly error: ArchiveError; readonly retryAtMs: number }
  | { readonly phase: 'done' };

/** What a stream tells, in order of arrival; each wanted frame is told of once, by `frame` or by `failed`. */
export interface StreamListener {
  frame(frame: VerifiedFrame): void;
  failed(key: FrameKey, error: ArchiveError): void;
  state(state: StreamState): void;
}

/** Frames of one archive: own transport in a worker, verified before shown. */
export interface FrameSource {
  /**
   * One frame, before everything else: retries, deadlines and the retrieval ladder are inside. Rejects with
   * ArchiveError; `malformed` and `wrong-object` mean that it came but could not be verified.
   */
  one(key: FrameKey, instance: Instance, signal: AbortSignal): Promise<VerifiedFrame>;
  /**
   * The rest of a series in as few requests as possible. Frames had already (`has`) are not told of again.
   * Never rejects: faults go to the listener; an unreachable archive is waited for until the signal aborts. `isPart`: they lie
   * among many others that nobody waits for, so that the whole series is not asked for; in the order given.
   */
  stream(
    instances: readonly Instance[],
    has: (key: FrameKey) => boolean,
    listener: StreamListener,
    signal: AbortSignal,
    isPart?: boolean,
  ): void;
  /**
   * Tells of every frame that streams bring or refuse, first of those that wait in a stream begun ahead of whoever takes it over; they stay
   * there; and of those whose object turns out to be described in two ways, whenever that is. The result stops it. Absent: no stream is
   * begun ahead, and nothing is described by itself.
   */
  overhear?(heard: Pick<StreamListener, 'frame' | 'failed'>): () => void;
  /** Whether the object of a frame is described in two ways: what came of it is not to be trusted. Absent: nobody knows of one. */
  isContradicted?(key: FrameKey): boolean;
}

/** Why an archive did not take an object, as far as it says (PS3.18 10.5.3, Table I.2-2; PS3.4 Annex CC). */
export type StoreRefusal =
  | 'sign-in'
  | 'forbidden'
  /** No storing here: a static tree, a gateway, a viewer's copy. */
  | 'read-only'
  | 'too-large'
  | 'no-room'
  | 'duplicate'
  | 'class'
  | 'mismatch'
  | 'not-understood'
  | 'broken'
  | 'other';

/** What became of an object that was sent. */
export type StoreOutcome =
  /** The archive names it among those it stored; `warning` is its Warning Reason (0008,1196). */
  | { readonly state: 'stored'; readonly warning?: number }
  /** The archive says that it is not stored; `failureReason` is its Failure Reason (0008,1197). */
  | {
      readonly state: 'refused';
      readonly reason: StoreRefusal;
      readonly status: number;
      readonly failureReason?: number;
    }
  /** No answer, or one that does not say: look for the object before it is sent again. */
  | { readonly state: 'unknown'; readonly error: ArchiveError };

/** Told how many objects of how many are described, where an archive describes them one by one. */
export type TellDescribed = (described: number, of: number) => void;

/** A place studies come from: DICOMweb, or files dropped on the page. Rejects with ArchiveError only. */
export interface Archive {
  /** The config's id; what links carry. */
  readonly id: string;
  search(query: StudyQuery, page: { offset: number; limit: number }, signal: AbortSignal): Promise<StudyPage>;
  /** The series of a study in the order of their numbers. */
  series(study: StudyUid, signal: AbortSignal): Promise<readonly SeriesSummary[]>;
  /** All instances of a series, normalised, in no particular order (dicom/ordering sorts them). `tell`: TellDescribed. */
  instances(
    study: StudyUid,
    series: SeriesUid,
    signal: AbortSignal,
    tell?: TellDescribed,
  ): Promise<readonly Instance[]>;
  /**
   * The object with whose image a series opens, by a few small questions, before the whole series is described: the one at `at`,
   * else the first in display order, as far as its numbers tell. Undefined: only the whole series tells. Absent: likewise, always.
   */
  opening?(
    study: StudyUid,
    series: SeriesUid,
    at: SopUid | undefined,
    signal: AbortSignal,
  ): Promise<Instance | undefined>;
  /**
   * Where an object stands, by its SOP Instance UID: looked for in one study, or, without one, in all that the archive lets
   * us search. Undefined: the archive has no such object there. Absent: nothing can be looked for.
   */
  locate?(sop: SopUid, study: StudyUid | undefined, signal: AbortSignal): Promise<ObjectPlace | undefined>;
  /** A small picture for a series list, or undefined when the archive renders none. Never for reading. */
  thumbnail(
    key: { study: StudyUid; series: SeriesUid; sop?: SopUid },
    sizePx: number,
    signal: AbortSignal,
  ): Promise<Blob | undefined>;
  /** Bulk data by the URI that the metadata names; only from this archive's own origin. */
  bulk(uri: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The document that an object wraps (Encapsulated Document, 0042,0011) as it is stored, padding and all: what it is, its bytes
   * say, and never the archive or the file.
   */
  document(instance: Instance, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  readonly frames: FrameSource;
  /** The series whose stream begins without anybody asking, as soon as it is described; told once. Absent: none. */
  streamsAhead?(): SeriesUid | undefined;
  /** Absent: there is nothing to find out. */
  readonly probe?: Probe;
  /**
   * Sends one object (a Part 10 file) into its study. Never sent twice here: whoever asks looks first. Rejects only when
   * the signal aborts. Absent: nothing can be stored.
   */
  store?(
    study: StudyUid,
    bytes: Uint8Array<ArrayBuffer>,
    sop: SopUid,
    signal: AbortSignal,
  ): Promise<StoreOutcome>;
}

import type { FrameKey, StreamState, VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError, type Fault } from '@/archive/contract/archiveError';
import type { Wanted } from './wanted';

/** An ArchiveError as plain data: structured clone would make it a bare Error. */
export interface PlainError {
  readonly fault: Fault;
  readonly message: string;
  readonly status?: number;
  readonly details: Readonly<Record<string, string | number>>;
}

/** A StreamState that can be posted. */
export type PlainState =
  | Exclude<StreamState, { phase: 'waiting' }>
  | { readonly phase: 'waiting'; readonly error: PlainError; readonly retryAtMs: number };

/** From the page to the worker. `id` names one call of `one` or `stream`. */
export type WorkerOrder =
  | {
      readonly order: 'open';
      readonly root: string;
      /** The archive wants tokens; this is the one of now. */
      readonly guard?: { readonly token: string | undefined };
      /** false: frames may be asked for, files not. */
      readonly hasFiles?: boolean;
    }
  /** There is another token, or none any more. */
  | { readonly order: 'token'; readonly token: string | undefined }
  /** What came of a `renew`, as Credentials.renew has it. */
  | { readonly order: 'renewed'; readonly token: string | undefined }
  | { readonly order: 'one'; readonly id: number; readonly wanted: Wanted; readonly frame: number }
  | {
      readonly order: 'stream';
      readonly id: number;
      readonly wanted: readonly Wanted[];
      /** Frames had already, as `frameId` writes them. */
      readonly had: readonly string[];
      /** Few of many: not the whole series. */
      readonly isPart?: true;
      /** How much may be on its way to the page at once; absent: as much as of any stream. */
      readonly windowBytes?: number;
    }
  /** Somebody stopped waiting. */
  | { readonly order: 'stop'; readonly id: number }
  /** How many bytes of a stream were handed over: there is room for as many more. */
  | { readonly order: 'taken'; readonly id: number; readonly bytes: number };

/** From the worker to the page. */
export type WorkerReport =
  /** The archive did not accept this token: all requests that met so wait for a `renewed`. */
  | { readonly report: 'renew'; readonly refused: string | undefined }
  | { readonly report: 'one'; readonly id: number; readonly frame: VerifiedFrame }
  | { readonly report: 'one-failed'; readonly id: number; readonly error: PlainError }
  | { readonly report: 'frames'; readonly id: number; readonly frames: readonly VerifiedFrame[] }
  | { readonly report: 'failed'; readonly id: number; readonly key: FrameKey; readonly error: PlainError }
  | { readonly report: 'state'; readonly id: number; readonly state: PlainState };

export const toPlain = ({ fault, message, status, details }: ArchiveError): PlainError => ({
  fault,
  message,
  details,
  ...(status === undefined ? {} : { status }),
});

export const fromPlain = ({ fault, message, status, details }: PlainError): ArchiveError =>
  new ArchiveError(fault, message, { details: { ...details }, ...(status === undefined ? {} : { status }) });

/** One frame of a series, as text. The series is known from the call. */
export const frameId = (sop: string, frame: number): string => `${sop}/${frame}`;

/** Bytes that a frame keeps alive. */
export const frameBytes = (frame: VerifiedFrame): number =>
  frame.form === 'values' ? frame.values.byteLength : frame.bytes.byteLength;

import type { FrameKey, StreamState, VerifiedFrame } from '@/archive/contract/archive';
import type { ArchiveError } from '@/archive/contract/archiveError';
import type { Accepted } from './accept';

/** Where a stream's frames go. */
export interface Sink {
  /** Resolves when there is room for more: what holds the stream back. */
  frames(frames: readonly VerifiedFrame[]): Promise<void>;
  failed(key: FrameKey, error: ArchiveError): void;
  state(state: StreamState): void;
  /** Whether this frame was shown before, from an answer of its own. */
  doubts(key: FrameKey): boolean;
  /** Whether that answer held other bytes than these. */
  contradicts(accepted: Accepted): boolean;
  /** What to say then. */
  contradiction(): ArchiveError;
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { LineDoor } from '../room/lineDoor';
import { READING_LIMITS, type ReadingLimits } from './limits';
import { ReadingLine } from './readingLine';
import { Readers, type ReadersParts } from './readers';

type ReadingParts = Omit<ReadersParts, 'limits' | 'steady'> & {
  readonly limits?: Partial<ReadingLimits>;
  readonly steady?: ReadersParts['steady'];
  readonly isBehindProxy?: boolean;
};

/**
 * The state of the worklist: which studies are read, bookmarked, and open on whose screen, told live to all who have signed in
 * and may read. Takes over connections that were led here.
 */
export function createReading({
  limits: given,
  steady = () => performance.now(),
  isBehindProxy = false,
  ...parts
}: ReadingParts) {
  const limits = { ...READING_LIMITS, ...given };
  const readers = new Readers({ ...parts, steady, limits });
  const door = new LineDoor({ ...limits, isBehindProxy });
  const ticking = setInterval(() => readers.tick(), limits.lookMs);
  ticking.unref();
  return {
    upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): boolean {
      door.open(
        request,
        connection,
        head,
        (socket, known) => new ReadingLine({ socket, readers, limits, steady, known }),
      );
      return true;
    },
    /** The companion ends: its lines are closed so that pages come back to the next one. */
    end: (): void => door.end(),
    close(): void {
      clearInterval(ticking);
      door.close();
      readers.close();
    },
  };
}

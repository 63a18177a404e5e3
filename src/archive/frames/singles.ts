import type { ArchiveError } from '@/archive/contract/archiveError';
import type { Clock } from '@/archive/http/clock';
import { toArchiveError } from '@/archive/http/faults';
import { type FetchParts, fetchFrame } from './fetchFrame';
import { isAboutAccept, stepsDown } from './ladder';
import { wantedKey, type Missing, type MissingFrame } from './missing';
import { frameId } from './protocol';
import type { Sink } from './sink';

/** Requests at once where frames are asked for one by one: leaves the browser two for the frame on screen. */
const ABREAST = 4;
/** A frame whose connection broke, or whose answer hung, so often is given up. */
const BROKEN_TRIES = 3;
const HUNG_TRIES = 2;
/** After so many frames in a row whose every Accept header was refused, the rest is not asked for. */
const REFUSED_RUN = 4;

/** Whether the archive itself may be away, as against one bad object. */
export const isAway = (error: ArchiveError): boolean => error.fault === 'unreachable' && !stepsDown(error);

const isHang = (error: ArchiveError): boolean => error.details['waitedMs'] !== undefined;

/** What failed frames mean, by how often each failed and when another answer came. */
function createJudge(clock: Clock) {
  const failures = new Map<string, number>();
  /** When an answer about any frame came last: proof that the archive is there. */
  let lastAnswerMs = -1;
  const answered = () => {
    lastAnswerMs = clock.now();
  };

  /** What a failed frame means: `failed` for it alone, `again` later, or `away` for the whole archive. */
  const judge = (item: MissingFrame, error: ArchiveError, startMs: number): 'failed' | 'again' | 'away' => {
    if (!isAway(error)) {
      answered();
      return 'failed';
    }
    const id = frameId(item.wanted.sop, item.frame);
    const othersAnswered = lastAnswerMs >= startMs;
    if (!othersAnswered && !isHang(error)) return 'away';
    const failed = (failures.get(id) ?? 0) + 1;
    failures.set(id, failed);
    if (failed >= (isHang(error) ? HUNG_TRIES : BROKEN_TRIES)) return 'failed';
    if (!othersAnswered) return 'away';
    return isHang(error) ? 'failed' : 'again';
  };
  return { answered, judge };
}

/** Fetches frames one by one. Keeps count over all calls of one stream of how often which frame failed. */
export function createSingles(missing: Missing, sink: Sink, signal: AbortSignal, parts: FetchParts) {
  const { answered, judge } = createJudge(parts.clock);
  let refusedRun = 0;

  const giveUp = ({ wanted, frame }: MissingFrame, error: ArchiveError) => {
    missing.remove(wanted.sop, frame);
    sink.failed(wantedKey(wanted, frame), error);
  };

  /** Resolves when all are told of, with the error when the archive went away before. */
  return async (list: readonly MissingFrame[]): Promise<ArchiveError | undefined> => {
    const todo = [...list];
    let next = 0;
    let away: ArchiveError | undefined;
    const line = async () => {
      for (let item = todo[next++]; item !== undefined; item = todo[next++]) {
        if (away !== undefined || signal.aborted) return;
        const { wanted, frame } = item;
        if (!missing.has(wanted.sop, frame)) continue;
        const startMs = parts.clock.now();
        try {
          const accepted = await fetchFrame(wanted, frame, signal, { ...parts, patient: false });
          answered();
          refusedRun = 0;
          missing.remove(wanted.sop, frame);
          if (sink.contradicts(accepted)) throw sink.contradiction();
          await sink.frames([accepted.frame]);
        } catch (thrown) {
          const error = toArchiveError('frame', thrown, signal);
          if (error.fault === 'aborted') return;
          const verdict = judge(item, error, startMs);
          refusedRun = isAboutAccept(error) ? refusedRun + 1 : 0;
          if (verdict === 'away') away = error;
          else if (verdict === 'again') todo.push(item);
          else giveUp(item, error);
          if (refusedRun >= REFUSED_RUN) for (const rest of todo.splice(next)) giveUp(rest, error);
        }
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, line));
    return away;
  };
}

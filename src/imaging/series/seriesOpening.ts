import type { TellDescribed, VerifiedFrame } from '@/archive/contract/archive';
import type { AskedAhead } from '@/archive/studies/askedAhead';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { SeriesLoad } from '@/imaging/pane/paneStore';
import { presented } from '@/imaging/presentation/presented';
import { toStack, type Stack, type StackFrame } from '@/imaging/stack/stack';
import { isPet } from '@/imaging/stack/valueUnit';

/** How long the description of a whole series waits for the first image on the screen: what keeps longer is slow by itself. */
const FIRST_MS = 200;

/** An image with which a series opens. */
export interface OpeningImage {
  /** What is known of the series: all of it, or this image's object alone. */
  readonly stack: Stack;
  readonly frame: StackFrame;
  /** Place of the image in the stack, from 0. */
  readonly index: number;
  readonly verified: Promise<VerifiedFrame>;
}

export interface SeriesOpening {
  /** Known by its own object alone; undefined where only the whole series tells with what it opens. Never rejects. */
  readonly alone: Promise<OpeningImage | undefined>;
  /** The whole series; rejects with ArchiveError. */
  readonly whole: Promise<readonly Instance[]>;
}

/** What is opened of a series: the image at `at`, else its first. */
export interface SeriesPlace {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly at?: FrameRef;
}

/** The image with which a series opens, by the description of its objects, or of one of them; asks for its pixels. */
export function openAt(
  archiveId: string,
  { study, series, at }: SeriesPlace,
  instances: readonly Instance[],
  ask: AskedAhead['ask'],
  signal: AbortSignal,
): OpeningImage | undefined {
  const stack = toStack(archiveId, study, series, instances);
  const index = at ? stack.indexOf(at) : 0;
  const frame = index === undefined ? undefined : stack.frames[index];
  if (index === undefined || !frame) return undefined;
  return { stack, frame, index, verified: ask.frame(frame, frame.instance, signal) };
}

/**
 * Asks for the first image of a series and for the series: for the image by its own object, since the description of many
 * takes long, and the whole right after it.
 */
export function openSeries(
  archiveId: string,
  place: SeriesPlace,
  ask: AskedAhead['ask'],
  signal: AbortSignal,
  tell?: TellDescribed,
): SeriesOpening {
  const { study, series, at } = place;
  const alone = ask
    .opening(study, series, at?.sop, signal)
    // What a PET image is measured in depends on the first of its series.
    .then((instance) =>
      instance && !isPet(instance) ? openAt(archiveId, place, [instance], ask, signal) : undefined,
    )
    .catch(() => undefined); // The whole series is asked for, and says why.
  // The archive, the network and this page have enough to do before it stands.
  const first = alone.then((opening) => opening?.verified.then(presented)).catch(() => undefined);
  const limit = new Promise((resolve) => setTimeout(resolve, FIRST_MS));
  return { alone, whole: ask.instances(study, series, signal, Promise.race([first, limit]), tell) };
}

/** A series of which so much is here; `had` as SeriesLoad has it. */
export function loadOf(stack: Stack, had: Uint8Array, described: SeriesLoad['described']): SeriesLoad {
  const { frames: order, parts, warnings } = stack;
  return {
    wanted: order.length,
    loaded: had.reduce((sum, one) => sum + one, 0),
    failed: 0,
    had,
    order,
    parts,
    warnings,
    ...(described ? { described } : {}),
  };
}

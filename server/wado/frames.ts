import type { InstanceRow } from '../archive/readInstance';
import { multipartResponse, toStream, type Part } from '../http/multipart';
import { mediaTypeOf, negotiate } from '../http/negotiate';
import { Refusal } from '../http/problem';
import { lookAtOwn } from '../part10/openOwn';
import { EXPLICIT_LITTLE, openStored } from '../pixels/frames';
import { planFrame, type FrameLayout, type FramePlan } from '../pixels/layout';
import type { Work } from '../work/work';
import { readFrameList } from './frameList';
import { instancePath } from './metadataOf';

/** Layouts kept in memory: fragments and frames together, of all files. */
const KEPT_NUMBERS = 2_000_000;

const sizeOf = (layout: FrameLayout): number =>
  layout.is === 'encapsulated' ? 16 + layout.fragments.length + layout.starts.length : 16;

/** Where the frames of files are, found once for a file as it is now: its header is not read again for each frame. */
export class Layouts {
  private readonly work: Work;
  private readonly held = new Map<string, FrameLayout>();
  private numbers = 0;

  constructor(work: Work) {
    this.work = work;
  }

  /** The layout of a file, and the file's size. Refuses what has gone. */
  async of(path: string): Promise<{ readonly layout: FrameLayout; readonly sizeBytes: number }> {
    const { size, mtimeMs } = await lookAtOwn(path).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      throw new Refusal(410, `The stored file cannot be opened any more (${code}).`);
    });
    const key = `${path} ${size} ${mtimeMs}`;
    const layout = this.held.get(key) ?? (await this.work.do('layout', { path }));
    this.keep(key, layout);
    return { layout, sizeBytes: size };
  }

  private keep(key: string, layout: FrameLayout): void {
    if (!this.held.delete(key)) this.numbers += sizeOf(layout);
    this.held.set(key, layout);
    for (const [oldest, one] of this.held) {
      if (this.numbers <= KEPT_NUMBERS || oldest === key) break;
      this.held.delete(oldest);
      this.numbers -= sizeOf(one);
    }
  }
}

async function* streamed(path: string, plan: FramePlan): AsyncGenerator<Uint8Array> {
  const file = await openStored(path);
  try {
    yield* plan.read(file);
  } finally {
    await file.close();
  }
}

/** One frame that is about to be sent. */
type FrameBytes = Pick<Part, 'lengthBytes' | 'read'>;

/** How each frame is read. Those of a deflated dataset are inflated when their turn comes, all but their lengths. */
async function plansOf(
  row: InstanceRow,
  layout: FrameLayout,
  sizeBytes: number,
  frames: readonly number[],
  work: Work,
): Promise<FrameBytes[]> {
  if (layout.is !== 'deflated')
    return frames.map((frame) => {
      const plan = planFrame(layout, frame, sizeBytes);
      return { lengthBytes: plan.lengthBytes, read: () => streamed(row.path, plan) };
    });
  const inflate = async (frame: number): Promise<Uint8Array> =>
    (await work.do('inflatedFrame', { path: row.path, frame })).bytes;
  const [one = 1] = frames;
  const first = await inflate(one);
  return frames.map((frame) => ({
    lengthBytes: first.length,
    read: async function* read(): AsyncGenerator<Uint8Array> {
      yield frame === one ? first : await inflate(frame);
    },
  }));
}

/**
 * Frames in the transfer syntax they are stored in, under its true name (PS3.18 10.4.1.1.3), read from the file as fast as
 * they are taken.
 */
export async function retrieveFrames(
  row: InstanceRow,
  list: string,
  accept: string | undefined,
  root: string,
  layouts: Layouts,
  work: Work,
): Promise<Response> {
  const { layout, sizeBytes } = await layouts.of(row.path);
  const frames = readFrameList(list, layout.format.frames);
  const isEncapsulated = layout.is === 'encapsulated';
  const stored = {
    type: isEncapsulated ? mediaTypeOf(layout.transferSyntax) : 'application/octet-stream',
    transferSyntax: isEncapsulated ? layout.transferSyntax : EXPLICIT_LITTLE,
  };
  const packing = negotiate(accept, stored, frames.length === 1);
  const type = `${stored.type}; transfer-syntax=${stored.transferSyntax}`;
  const plans = await plansOf(row, layout, sizeBytes, frames, work);
  const [only] = plans;
  if (!packing.multipart && only !== undefined) {
    const headers = {
      'Content-Type': type,
      'Content-Length': String(only.lengthBytes),
      'Cache-Control': 'no-store',
    };
    return new Response(toStream(only.read()), { headers });
  }
  const parts = plans.map((plan, at): Part => ({
    ...plan,
    headers: {
      'Content-Type': type,
      'Content-Location': `${instancePath(root, row)}/frames/${frames[at] ?? 0}`,
    },
  }));
  return multipartResponse(stored.type, parts);
}

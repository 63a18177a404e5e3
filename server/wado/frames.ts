import { FRAMES_HELD } from '@/dicom/pixels/pixel';
import type { InstanceRow } from '../archive/readInstance';
import { closing, multipartResponse, toStream, type OutgoingPart } from '../http/multipart';
import { mediaTypeOf, negotiate } from '../http/negotiate';
import { HttpRefusal } from '../http/problem';
import { InflatedReader } from '../part10/inflate';
import { lookAtOwn } from '../part10/openOwn';
import { nativeSyntax, openStored, type StoredFile } from '../pixels/frames';
import { planFrame, planInflated, type FrameLayout } from '../pixels/layout';
import type { WorkerJob } from '../work/work';
import { readFrameList } from '../work/frameList';
import { instancePath } from '../work/metadataOf';

/** Layouts kept in memory: fragments and frames together, of all files. */
const KEPT_NUMBERS = 2_000_000;

const sizeOf = (layout: FrameLayout): number =>
  layout.is === 'encapsulated' ? 16 + layout.fragments.length + layout.starts.length : 16;

/** Where the frames of files are, found once for a file as it is now: its header is not read again for each frame. */
export class Layouts {
  private readonly work: WorkerJob;
  private readonly held = new Map<string, FrameLayout>();
  private numbers = 0;

  constructor(work: WorkerJob) {
    this.work = work;
  }

  /** The layout of a file, and the file's size. Refuses what has gone. */
  async of({
    path,
    headerCheck,
  }: StoredFile): Promise<{ readonly layout: FrameLayout; readonly sizeBytes: number }> {
    const { size, mtimeMs, ino } = await lookAtOwn(path).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      throw new HttpRefusal(410, `The stored file cannot be opened any more (${code}).`);
    });
    // Another file under the name is another layout, if it is the object at all.
    const key = `${path} ${ino} ${size} ${mtimeMs}`;
    const layout = this.held.get(key) ?? (await this.work.do('layout', { path, headerCheck }));
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

/** One frame that is about to be sent. */
type FrameBytes = Pick<OutgoingPart, 'lengthBytes' | 'read'>;

/** Frames of one file, which is opened for the first of them and closed after the last, or when nobody takes them any more. */
interface Frames {
  readonly frames: readonly FrameBytes[];
  readonly close: () => Promise<void>;
}

/** Something that is made once, when it is needed first. */
function once<T>(make: () => Promise<T>): {
  get: () => Promise<T>;
  close: (end: (made: T) => Promise<void>) => Promise<void>;
} {
  let made: Promise<T> | undefined;
  return {
    get: () => (made ??= make()),
    close: async (end) => {
      // What could not be made was said to who asked for it.
      await made?.then(end, () => undefined);
      made = undefined;
    },
  };
}

/** Frames of a deflated dataset, which is inflated once for all of them, as fast as they are taken. */
function inflatedFrames(
  row: InstanceRow,
  layout: FrameLayout & { is: 'deflated' },
  sizeBytes: number,
  frames: readonly number[],
): Frames {
  const { native, format } = layout;
  if (native === undefined || frames.some((frame, at) => frame <= (frames[at - 1] ?? 0)))
    throw new HttpRefusal(
      400,
      'Frames of a deflated object are asked for in ascending order, or one by one: to go back in it all of it is inflated again.',
    );
  const opened = once(async () => {
    const file = await openStored(row.path);
    return { file, reader: new InflatedReader(file, layout, sizeBytes) };
  });
  const plans = frames.map((frame) => planInflated(format, native, frame));
  return {
    frames: plans.map(({ lengthBytes, read }) => ({
      lengthBytes,
      read: async function* inflated(): AsyncGenerator<Uint8Array> {
        yield* read((await opened.get()).reader);
      },
    })),
    close: () =>
      opened.close(async ({ file, reader }) => {
        await reader.close();
        await file.close();
      }),
  };
}

/** How each frame is read. */
async function framesOf(
  row: InstanceRow,
  layout: FrameLayout,
  sizeBytes: number,
  frames: readonly number[],
  work: WorkerJob,
): Promise<Frames> {
  const [frame = 1] = frames;
  if (layout.is === 'deflated' && frames.length > 1) return inflatedFrames(row, layout, sizeBytes, frames);
  if (layout.is === 'deflated') {
    const { bytes } = await work.do('inflatedFrame', { path: row.path, headerCheck: row.headerCheck, frame });
    async function* read(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    return { frames: [{ lengthBytes: bytes.length, read }], close: () => Promise.resolve() };
  }
  const opened = once(() => openStored(row.path));
  const plans = frames.map((one) => planFrame(layout, one, sizeBytes));
  return {
    frames: plans.map(({ lengthBytes, read }) => ({
      lengthBytes,
      read: async function* stored(): AsyncGenerator<Uint8Array> {
        yield* read(await opened.get());
      },
    })),
    close: () => opened.close((file) => file.close()),
  };
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
  work: WorkerJob,
): Promise<Response> {
  const { layout, sizeBytes } = await layouts.of(row);
  const frames = readFrameList(list, layout.format.frames);
  const isEncapsulated = layout.is === 'encapsulated';
  const stored = {
    type: isEncapsulated ? mediaTypeOf(layout.transferSyntax) : 'application/octet-stream',
    transferSyntax: isEncapsulated ? layout.transferSyntax : nativeSyntax(layout.transferSyntax),
  };
  const packing = negotiate(accept, stored, frames.length === 1);
  const type = `${stored.type}; transfer-syntax=${stored.transferSyntax}`;
  const { frames: plans, close } = await framesOf(row, layout, sizeBytes, frames, work);
  const [only] = plans;
  if (!packing.multipart && only !== undefined) {
    const headers = {
      'Content-Type': type,
      'Content-Length': String(only.lengthBytes),
      'Cache-Control': 'no-store',
    };
    return new Response(toStream(closing(only.read(), close)), { headers });
  }
  const parts = plans.map((plan, at): OutgoingPart => ({
    ...plan,
    headers: {
      'Content-Type': type,
      'Content-Location': `${instancePath(root, row)}/frames/${frames[at] ?? 0}`,
      ...(layout.held === layout.format.frames ? {} : { [FRAMES_HELD]: String(layout.held) }),
    },
  }));
  return multipartResponse(stored.type, parts, close);
}

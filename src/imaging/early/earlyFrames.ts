import type { FrameKey, FrameSource, VerifiedFrame } from '@/archive/contract/archive';
import { isAborted, type ArchiveError } from '@/archive/contract/archiveError';
import type { AskedAhead } from '@/archive/studies/askedAhead';
import { isDoubted } from '@/archive/studies/identity';
import { frameBytes } from '@/archive/frames/protocol';
import { earlyPixels, isPlainImage, type decodeEarly, type EarlyPixels } from './earlyPixels';
import { createQuarantine } from '@/imaging/decoding/quarantine';
import type { Stack } from '@/imaging/stack/stack';

/** A frame that can be painted, and how it came. */
export interface EarlyFrame extends EarlyPixels {
  readonly verified: VerifiedFrame;
  /** What it takes of memory. */
  readonly bytes: number;
}

export interface EarlyFrameParts {
  readonly stack: Stack;
  readonly ask: AskedAhead['ask'];
  readonly overhear: FrameSource['overhear'];
  readonly signal: AbortSignal;
  readonly decode: typeof decodeEarly;
  /** How much is kept, of what is looked at longest ago least: more than a stream that is begun ahead brings before it waits. */
  readonly mostBytes: number;
  /** Another frame is here. */
  readonly onCame: () => void;
}

/** Frames asked for at once: what the hand has left behind gives way. */
const MOST_ASKED = 4;

/**
 * The frames of one series that can be painted before the engine: those that the stream begun ahead brought, and those that are asked
 * for because somebody looks at them. The engine gets them without asking again.
 */
export class EarlyFrames {
  private readonly parts: EarlyFrameParts;
  private readonly here = new Map<number, EarlyFrame>();
  /** Those that are still to be decoded: whoever is looked at is. */
  private readonly raw = new Map<number, VerifiedFrame>();
  /** One at a time: what the hand has left behind is not decoded any more. */
  private isDecoding = false;
  private readonly quarantine = createQuarantine();
  private readonly asked = new Map<number, AbortController>();
  private bytes = 0;
  private wanted = -1;
  /** The one that the stream begun ahead leaves out, since it was here: whoever takes that over has to have it. */
  private first: number | undefined;
  /** Those that the series holds otherwise than they came: which is true nobody knows. */
  private readonly refused = new Set<number>();
  /** Why frames that were looked at did not come. */
  private readonly errors = new Map<number, unknown>();
  private stopHearing: (() => void) | undefined;

  constructor(parts: EarlyFrameParts) {
    this.parts = parts;
  }

  get(index: number): EarlyFrame | undefined {
    return this.here.get(index);
  }

  /** Whether a frame is asked for. */
  isComing(index: number): boolean {
    return this.asked.has(index) || this.raw.has(index);
  }

  errorAt(index: number): unknown {
    return this.errors.get(index);
  }

  /** How much of the series can be painted, from 0 to 1. */
  get share(): number {
    return this.here.size / Math.max(1, this.parts.stack.frames.length);
  }

  /** Which are here, as SeriesLoad.had. */
  get had(): Uint8Array {
    return Uint8Array.from(this.parts.stack.frames, (_, index) => (this.here.has(index) ? 1 : 0));
  }

  /** Takes in what streams of the series bring. */
  follow(): void {
    const { stack, overhear, onCame } = this.parts;
    const indexOf = (key: FrameKey) =>
      key.series === stack.series && key.study === stack.study ? stack.indexOf(key) : undefined;
    this.stopHearing ??= overhear?.({
      frame: (frame) => {
        const index = indexOf(frame);
        if (index !== undefined && this.add(index, frame)) onCame();
      },
      failed: (key, error) => {
        const index = indexOf(key);
        if (index === undefined || !isDoubted(error)) return;
        this.refuse(index, error);
        onCame();
      },
    });
  }

  /** Takes a frame out for good. */
  private refuse(index: number, error: ArchiveError): void {
    this.refused.add(index);
    this.errors.set(index, error);
    const known = this.here.get(index);
    this.here.delete(index);
    if (known) this.bytes -= known.bytes;
    this.takeRaw(index);
    this.parts.stack.greys.forget(index);
    this.forget(index);
  }

  /** Takes a frame in; false where it cannot be painted without the engine, or is here. */
  add(index: number, verified: VerifiedFrame): boolean {
    const { stack } = this.parts;
    const frame = stack.frames[index];
    const isOut = this.refused.has(index) || this.here.has(index);
    if (!frame || isOut || !isPlainImage(frame.instance, frame.frame)) return false;
    const pixels = earlyPixels(verified, frame);
    if (pixels) this.put(index, verified, pixels);
    else this.keepRaw(index, verified);
    return pixels !== undefined;
  }

  /** Takes in a frame with its pixels. */
  put(index: number, verified: VerifiedFrame, pixels: EarlyPixels): void {
    const decoded =
      verified.form === 'values' || verified.form === 'rgb' ? 0 : pixels.picture.values.byteLength;
    const bytes = frameBytes(verified) + decoded;
    this.here.set(index, { ...pixels, verified, bytes });
    this.errors.delete(index);
    this.first ??= index;
    this.bytes += bytes;
    if (pixels.range) this.parts.stack.greys.add(index, pixels.range);
    this.makeRoom(index);
  }

  private keepRaw(index: number, verified: VerifiedFrame): void {
    if (this.raw.has(index)) return;
    this.raw.set(index, verified);
    this.bytes += frameBytes(verified);
    this.makeRoom(index);
    if (index === this.wanted) void this.decode();
  }

  private takeRaw(index: number): void {
    const verified = this.raw.get(index);
    if (verified) this.bytes -= frameBytes(verified);
    this.raw.delete(index);
  }

  /** Decodes what is looked at, and then what is looked at by then. */
  private async decode(): Promise<void> {
    const { stack, decode, signal, onCame } = this.parts;
    if (this.isDecoding) return;
    this.isDecoding = true;
    for (;;) {
      const index = this.wanted;
      const verified = this.raw.get(index);
      const frame = stack.frames[index];
      if (!verified || !frame || this.errors.has(index) || signal.aborted) break;
      try {
        const pixels = await this.quarantine.run(() => decode(verified, frame));
        if (this.raw.get(index) !== verified) continue; // It was refused meanwhile.
        this.takeRaw(index);
        this.put(index, verified, pixels);
      } catch (error) {
        this.errors.set(index, error);
      }
      onCame();
    }
    this.isDecoding = false;
  }

  /** Somebody looks at a frame: it is kept for the engine, or asked for. */
  want(index: number): void {
    if (index === this.wanted) return;
    const left = this.wanted;
    this.wanted = index;
    // The engine asks for what is looked at then, and gets the rest by the stream.
    if (!this.asked.has(left)) this.leave(left);
    const { stack, ask } = this.parts;
    const frame = stack.frames[index];
    const known = this.here.get(index);
    const raw = this.raw.get(index);
    if (!frame) return;
    if (known) {
      this.here.delete(index);
      this.here.set(index, known);
      ask.keep(known.verified, frame.instance);
    } else if (raw) {
      ask.keep(raw, frame.instance);
      void this.decode();
    } else if (
      !this.asked.has(index) &&
      !this.refused.has(index) &&
      isPlainImage(frame.instance, frame.frame)
    )
      this.ask(index);
  }

  /** The engine goes on. */
  end(): void {
    this.stopHearing?.();
    this.rest();
  }

  /** Nobody looks at them now: they are not for the engine. */
  rest(): void {
    this.wanted = -1;
    for (const index of [...this.here.keys(), ...this.raw.keys()]) this.forget(index);
  }

  private ask(index: number): void {
    const { stack, ask, signal, onCame } = this.parts;
    const frame = stack.frames[index];
    if (!frame) return;
    const left = new AbortController();
    this.asked.set(index, left);
    for (const [at, other] of this.asked) {
      if (this.asked.size <= MOST_ASKED) break;
      this.asked.delete(at);
      other.abort();
    }
    ask
      .frame(frame, frame.instance, AbortSignal.any([signal, left.signal]))
      .then((verified) => {
        if (this.add(index, verified)) onCame();
        if (index !== this.wanted) this.leave(index);
      })
      .catch((error: unknown) => {
        if (isAborted(error)) return;
        this.errors.set(index, error);
        onCame();
      })
      .finally(() => this.asked.get(index) === left && this.asked.delete(index));
  }

  private makeRoom(newest: number): void {
    for (const [index, { bytes }] of this.here) {
      if (this.bytes <= this.parts.mostBytes) return;
      if (index === newest || index === this.wanted) continue;
      this.here.delete(index);
      this.bytes -= bytes;
      this.forget(index);
    }
    for (const index of this.raw.keys()) {
      if (this.bytes <= this.parts.mostBytes) return;
      if (index === newest || index === this.wanted) continue;
      this.takeRaw(index);
      this.forget(index);
    }
  }

  /** Nobody looks at it any more. */
  private leave(index: number): void {
    if (index !== this.first) this.forget(index);
  }

  private forget(index: number): void {
    const frame = this.parts.stack.frames[index];
    if (frame) this.parts.ask.forget(frame);
  }
}

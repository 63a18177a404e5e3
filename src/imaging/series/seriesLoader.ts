import { cache, type Types } from '@cornerstonejs/core';
import type { Archive, FrameKey, StreamState, VerifiedFrame } from '@/archive/contract/archive';
import { isAborted, type ArchiveError } from '@/archive/contract/archiveError';
import { isDoubted } from '@/archive/studies/identity';
import { countObjects } from '@/dicom/series/counts';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { isDecoders, toFault } from './fault';
import type { ColourProfiles } from '@/imaging/decoding/colourProfiles';
import type { Codecs } from '@/imaging/decoding/pageCodecs';
import { FrameStates } from './frameStates';
import { FrameLooks } from './frameLooks';
import { FrameWindow } from './frameWindow';
import type { ImagePainter } from '@/imaging/cornerstone/imagePainter';
import type { FewAtOnce } from '@/archive/http/fewAtOnce';
import { registerInstance, toImage } from './images';
import type { PaneFault, PaneStatus, SeriesLoad } from '@/imaging/pane/paneStore';
import { createQuarantine } from '@/imaging/decoding/quarantine';
import { sampleGreys } from './sampleGreys';
import { windowFor } from './seriesWindow';
import { toStack, type Stack, type StackFrame } from '@/imaging/stack/stack';

export interface LoaderParts {
  readonly archive: Archive;
  readonly painter: ImagePainter;
  readonly colours: ColourProfiles;
  readonly decodes: FewAtOnce;
  readonly codecs: Codecs;
  /** Told whenever the loaded share changed; coalesced by the receiver. */
  readonly onLoad: (loader: SeriesLoader) => void;
  /** A frame that had been delivered turned out to be doubtful: it must leave the screen. */
  readonly onDoubt: (loader: SeriesLoader, index: number) => void;
  /** Bytes of decoded pixels that may be here ahead of the hand, of all series. */
  readonly mostBytes: () => number;
}

/** How often the images that decide a window are asked for. */
const SAMPLINGS = 3;
/** What a loader needs of the others. */
export interface LoaderRoom {
  /** Whether another frame may come ahead of the hand; what no pane shows any more leaves for it. */
  readonly make: () => boolean;
}

/** Brings one series from the archive into Cornerstone's cache: the frame on screen first, then the rest as one stream. */
export class SeriesLoader {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** The series in display order; rejects with ArchiveError. */
  readonly stack: Promise<Stack>;
  readonly instancesById = new Map<string, StackFrame>();
  private instances: readonly Instance[] = [];
  private readonly parts: LoaderParts;
  private readonly life = new AbortController();
  private streaming: AbortController | undefined;
  /** A stream came to its end: what it did not bring is not on its way. */
  private isStreamed = false;
  private loaded: Stack | undefined;
  private states = new FrameStates(0);
  private waiting: SeriesLoad['waiting'];
  private described: SeriesLoad['described'];
  private told: SeriesLoad | undefined;
  private isWhole = false; // Nothing that is to be kept is missing, as isComplete found after the last change.
  private readonly pending = new Map<number, Promise<Types.IImage>>();
  private readonly looks = new FrameLooks();
  private readonly registered = new Set<string>();
  private readonly quarantine = createQuarantine();
  private readonly syntaxes = new Map<string, string>();
  private readonly held = new Map<SopUid, number>();
  private readonly room: LoaderRoom;
  private window = new FrameWindow(0, 1);
  /** The images that decide the window of a series never here as a whole are asked for, or here. */
  private isSampled = false;
  private samplings = 0;

  constructor(parts: LoaderParts, room: LoaderRoom, study: StudyUid, series: SeriesUid) {
    this.parts = parts;
    this.room = room;
    this.study = study;
    this.series = series;
    this.stack = this.describe();
    this.stack.catch(() => undefined); // Whoever waits for it hears of it; nobody waiting is no bug.
  }

  /** How far the archive has come in describing it object by object. */
  describing: PaneStatus['describing'];

  private async describe(): Promise<Stack> {
    const { archive } = this.parts;
    const tell = (described: number, of: number) => {
      this.describing = { described, of };
      this.changed();
    };
    const instances = await archive.instances(this.study, this.series, this.life.signal, tell);
    const stack = toStack(archive.id, this.study, this.series, instances);
    this.instances = instances;
    this.described = countObjects(instances);
    this.loaded = stack;
    this.states = new FrameStates(stack.frames.length);
    this.window = windowFor(stack, this.parts.mostBytes());
    for (const frame of stack.frames) this.instancesById.set(frame.imageId, frame);
    this.follow(stack);
    this.changed();
    return stack;
  }

  /** Hears of objects that turn out to be described in two ways, streams or not. */
  private follow(stack: Stack): void {
    const failed = (key: FrameKey, error: ArchiveError) => {
      if (key.series === this.series && error.fault === 'malformed' && isDoubted(error))
        this.failed(stack.indexOf(key), error);
    };
    const stop = this.parts.archive.frames.overhear?.({ frame: () => undefined, failed });
    if (stop) this.life.signal.addEventListener('abort', stop);
  }

  /** The series in display order, once it is known. */
  get known(): Stack | undefined {
    return this.loaded;
  }

  /** An object of the series, image or not, once it is described: the one that is named, else the first. */
  objectOf(sop: SopUid | undefined): Instance | undefined {
    return this.instances.find((each) => each.sop === sop) ?? this.instances[0];
  }

  /** The same object until something changes: who draws it draws it once. */
  facts(): SeriesLoad {
    this.told ??= this.count();
    return this.told;
  }

  private count(): SeriesLoad {
    return {
      ...this.states.counts(),
      ...(this.loaded
        ? { order: this.loaded.frames, parts: this.loaded.parts, warnings: this.loaded.warnings }
        : {}),
      ...(this.described ? { described: this.described } : {}),
      ...(this.waiting ? { waiting: this.waiting } : {}),
      ...(this.window.isPartial ? { atOnce: this.window.size } : {}),
    };
  }

  /** Whether a frame can be drawn at once. */
  has(index: number): boolean {
    const frame = this.loaded?.frames[index];
    return frame !== undefined && cache.isLoaded(frame.imageId);
  }

  /** The transfer syntax that a frame is stored in; undefined before it came. */
  syntaxOf({ imageId }: StackFrame): string | undefined {
    return this.syntaxes.get(imageId);
  }

  /** How many frames the file of a frame holds, where they are not as many as it announces. */
  framesHeld({ sop }: StackFrame): number | undefined {
    return this.held.get(sop);
  }

  /** Why a frame is not there, when that is known. */
  errorAt(index: number): PaneFault | undefined {
    return this.states.errorAt(index);
  }

  /** A reader looks at a frame, here or not: what it looked at before and nobody else does is not asked for alone any more. */
  look(reader: object, index: number): void {
    this.looks.look(reader, index);
  }

  /**
   * Brings one frame before everything else. Rejects with ArchiveError or the codec's error; `aborted` once its reader, if there is one,
   * looks elsewhere before it came.
   */
  async want(index: number, reader?: object): Promise<void> {
    if (reader) this.looks.look(reader, index);
    if (this.has(index)) return;
    const frame = this.loaded?.frames[index];
    if (!frame) throw new RangeError(`no image ${index} in this series`);
    const known = this.pending.get(index);
    // One that was stopped a moment ago is asked for anew.
    if (known && !this.looks.isStopped(index)) {
      if (!reader) this.looks.keep(index);
      return void (await known);
    }
    const { archive, decodes } = this.parts;
    const stop = reader && this.looks.ask(index);
    const signal = stop ? AbortSignal.any([stop, this.life.signal]) : this.life.signal;
    const work = archive.frames
      .one(frame, frame.instance, signal)
      .finally(() => stop && this.looks.settled(index, stop))
      .then((verified) => decodes.run(() => this.decode(frame, verified), true));
    await this.track(index, work);
  }

  /** Cornerstone asks for an image that left its cache: same way, but it keeps the image itself. */
  async imageFor(imageId: string): Promise<Types.IImage> {
    const index = this.loaded?.indexOfId(imageId);
    const frame = index === undefined ? undefined : this.loaded?.frames[index];
    if (!frame) throw new RangeError('no such image');
    const verified = await this.parts.archive.frames.one(frame, frame.instance, this.life.signal);
    return this.decode(frame, verified);
  }

  /**
   * Streams what is missing, nearest to `index` first where the archive lets us choose. Called again, it goes on. Of a series too
   * large to be kept whole, frames far from where its readers look leave, and come again when they are looked at.
   */
  stream(index: number, reader: object = this): void {
    const stack = this.loaded;
    if (!stack) return;
    if (this.window.isPartial) void this.sample(stack);
    if (this.window.look(reader, index)) this.turn();
    if (this.streaming || this.isComplete()) return;
    const streaming = new AbortController();
    this.streaming = streaming;
    const signal = AbortSignal.any([streaming.signal, this.life.signal]);
    const frames = stack.frames
      .map((frame, at) => ({ frame, at, far: Math.abs(at - index) }))
      .filter(({ at }) => this.window.keeps(at))
      .sort((a, b) => a.far - b.far);
    const instances = [...new Set(frames.map(({ frame }) => frame.instance))];
    const has = (name: { sop: StackFrame['sop']; frame: number }) => {
      const at = stack.indexOf(name);
      return at === undefined || this.isSettled(at);
    };
    this.parts.archive.frames.stream(
      instances,
      has,
      {
        frame: (verified) => this.arrived(stack, verified),
        failed: (name, error) => this.failed(stack.indexOf(name), error),
        state: (state) => (this.streaming === streaming ? this.progress(state) : undefined),
      },
      signal,
      this.window.isPartial,
    );
  }

  /** Whether all that is to be kept is here: asked at every step of a scroll, looked for after a change only. */
  private isComplete(): boolean {
    return (this.isWhole ||= this.states.areSettled(
      (index) => this.pending.has(index) || !this.window.keeps(index),
    ));
  }

  /** Whether a frame is here, or is not asked for. */
  private isSettled(index: number): boolean {
    return !this.window.keeps(index) || this.states.isSettled(index);
  }

  /** Readers went elsewhere: what is far from them leaves, and what was on its way to there does not come. */
  private turn(): void {
    this.pause();
    for (const index of this.states.here()) if (!this.window.keeps(index)) this.drop(index);
    this.changed();
  }

  private drop(index: number): void {
    const id = this.loaded?.frames[index]?.imageId;
    this.states.left(index);
    if (id !== undefined && cache.getImageLoadObject(id)) cache.removeImageLoadObject(id, { force: true });
  }

  /** An image left the cache. */
  left(index: number): void {
    if (!this.states.isHere(index)) return;
    this.states.left(index);
    this.changed();
  }

  /** A pane shows another series. */
  leave(reader: object): void {
    this.looks.leave(reader);
    if (this.window.leave(reader)) this.turn();
  }

  /** All frames leave: no pane shows them, and another series needs the room. */
  empty(): void {
    for (const index of this.states.here()) this.drop(index);
    this.changed();
  }

  /** Forgets failures and asks again for what is missing. */
  retry(index: number, reader: object = this): void {
    this.states.forgive();
    this.quarantine.lift();
    this.pause();
    this.stream(index, reader);
    this.changed();
  }

  /** Ends the stream: no pane shows the series any more. */
  pause(): void {
    this.streaming?.abort();
    [this.streaming, this.isWhole] = [undefined, false];
  }

  /** Ends all requests; what is in the cache stays until it is needed for something else. */
  dispose(): void {
    this.life.abort();
  }

  private changed(): void {
    [this.told, this.isWhole] = [undefined, false];
    this.parts.onLoad(this);
  }

  private arrived(stack: Stack, verified: VerifiedFrame): void {
    const index = stack.indexOf(verified);
    const frame = index === undefined ? undefined : stack.frames[index];
    if (index === undefined || !frame || this.has(index) || this.pending.has(index)) return;
    if (!this.window.keeps(index)) return; // The readers went elsewhere while it came.
    if (this.states.doubtOf(index)) return;
    if (isDecoders(this.states.errorAt(index))) return; // The same bytes would fail the same way, and cost a decoder more.
    if (!this.room.make()) {
      this.streaming?.abort(); // The rest comes when it is looked at: a full cache would push out what is on screen.
      this.isStreamed = true;
      return;
    }
    const work =
      verified.form !== 'encoded'
        ? this.decode(frame, verified)
        : this.parts.decodes.run(() => this.decode(frame, verified), false);
    this.track(index, work).catch(() => this.states.giveUp(index)); // Why is recorded by track.
  }

  private failed(index: number | undefined, error: ArchiveError): void {
    if (index === undefined || isAborted(error)) return;
    const wasLoaded = this.states.isHere(index);
    if (wasLoaded) this.drop(index);
    this.states.failed(index, toFault(error));
    this.states.giveUp(index);
    // Also one that is being decoded, or was here before there was a loader.
    const isOther = isDoubted(error);
    if (wasLoaded || (isOther && this.pending.has(index))) this.states.contradict(index, error);
    if (wasLoaded || isOther) this.loaded?.greys.forget(index);
    this.changed();
    this.parts.onDoubt(this, index);
  }

  private progress(state: StreamState): void {
    this.waiting =
      state.phase === 'waiting' ? { fault: toFault(state.error), retryAtMs: state.retryAtMs } : undefined;
    if (state.phase === 'done') {
      this.streaming = undefined;
      this.isStreamed = true;
      this.settleGreys();
    }
    this.changed();
  }

  private async sample(stack: Stack): Promise<void> {
    if (this.isSampled || this.samplings >= SAMPLINGS) return;
    this.isSampled = true;
    this.samplings += 1;
    // What an archive that is away did not bring is asked for with the next stream.
    this.isSampled = await sampleGreys(stack, (imageId) => this.imageFor(imageId));
    if (this.isSampled) this.changed();
  }

  /** The one window of images without any changes once all are here, not with each that comes. */
  private settleGreys(): void {
    if (this.window.isPartial) return;
    if (this.isStreamed && !this.streaming && this.pending.size === 0) this.loaded?.greys.settle();
  }

  private async track(index: number, work: Promise<Types.IImage>): Promise<void> {
    this.pending.set(index, work);
    try {
      const image = await work;
      if (this.life.signal.aborted) return;
      const doubt = this.states.doubtOf(index);
      if (doubt) throw doubt;
      if (!cache.getImageLoadObject(image.imageId)) cache.putImageSync(image.imageId, image);
      if (!image.color) this.loaded?.greys.add(index, { min: image.minPixelValue, max: image.maxPixelValue });
      this.states.came(index);
    } catch (error) {
      if (!isAborted(error) && !this.life.signal.aborted) this.states.failed(index, toFault(error));
      throw error;
    } finally {
      if (this.pending.get(index) === work) this.pending.delete(index);
      this.settleGreys();
      this.changed();
    }
  }

  private async decode(frame: StackFrame, verified: VerifiedFrame): Promise<Types.IImage> {
    if (!this.registered.has(frame.sop)) {
      this.registered.add(frame.sop);
      registerInstance(frame.imageId, frame.instance);
    }
    this.syntaxes.set(frame.imageId, verified.transferSyntax);
    if (verified.held !== undefined) this.held.set(frame.sop, verified.held);
    const { painter, colours, codecs } = this.parts;
    const make = () => toImage(frame.imageId, verified, frame.instance, frame, { painter, colours, codecs });
    return verified.form === 'encoded' ? this.quarantine.run(make) : make();
  }
}

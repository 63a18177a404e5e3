import { cache, type Types } from '@cornerstonejs/core';
import { isAborted } from '@/archive/archiveError';
import type { Archive } from '@/archive/archive';
import { fromBase64 } from '@/dicom/base64';
import { overlayBitmap, overlaysOf, type Overlay } from '@/dicom/overlay';
import { shutterOf, type Shutter } from '@/dicom/shutter';
import type { StackFrame } from './stack';

/** An overlay of a frame, ready to draw: set pixels opaque, the others clear. */
export interface DrawnOverlay {
  readonly picture: HTMLCanvasElement;
  /** Image column and row of its outer corner. */
  readonly left: number;
  readonly top: number;
}

/** What a file wants drawn over one of its frames. */
export interface Graphics {
  readonly overlays: readonly DrawnOverlay[];
  readonly shutter?: Shutter;
  /** The overlay whose set pixels the shutter covers. */
  readonly cover?: DrawnOverlay;
  /** Some of it could not be had. */
  readonly isPartial: boolean;
}

/** Bits of the stored values that hold overlays, packed, on the image that was made of those values. */
export type WithOverlayBits = Types.IImage & { overlayBits?: Readonly<Record<number, Uint8Array>> };

/** Images whose graphics are kept: those of the panes on screen and a step back; the bitmaps of an X-ray are 10 MB. */
const MOST_KEPT = 9;
const COLOUR = [0x7f, 0xe8, 0xd6] as const;

function paint(
  overlay: Overlay,
  bitmap: Uint8Array,
  [red, green, blue]: readonly number[],
): DrawnOverlay | undefined {
  const picture = document.createElement('canvas');
  picture.width = overlay.columns;
  picture.height = overlay.rows;
  const context = picture.getContext('2d');
  if (!context) return undefined;
  const pixels = context.createImageData(overlay.columns, overlay.rows);
  bitmap.forEach((bit, i) => {
    if (bit !== 0) pixels.data.set([red ?? 0, green ?? 0, blue ?? 0, 255], 4 * i);
  });
  context.putImageData(pixels, 0, 0);
  return { picture, left: overlay.left, top: overlay.top };
}

/** Overlays and shutters of the files, fetched when their image is looked at. */
export class FileGraphics {
  private readonly archive: Archive;
  private readonly kept = new Map<string, Graphics>();
  private readonly coming = new Map<string, Promise<void>>();
  private readonly life = new AbortController();

  constructor(archive: Archive) {
    this.archive = archive;
  }

  /**
   * What is drawn over a frame; undefined for most frames, which have nothing, and while it is on its way: `ready` is then
   * called.
   */
  of(frame: StackFrame, ready: () => void): Graphics | undefined {
    const known = this.kept.get(frame.imageId);
    if (known) return known;
    const { dataset } = frame.instance;
    const overlays = overlaysOf(dataset);
    const shutter = shutterOf(dataset, frame.frame);
    if (overlays.length === 0) return shutter && { overlays: [], shutter, isPartial: false };
    const coming = this.coming.get(frame.imageId) ?? this.make(frame, overlays, shutter);
    this.coming.set(frame.imageId, coming);
    void coming.then(ready);
    return undefined;
  }

  dispose(): void {
    this.life.abort();
    this.kept.clear();
  }

  private async make(
    frame: StackFrame,
    overlays: readonly Overlay[],
    shutter: Shutter | undefined,
  ): Promise<void> {
    const drawn: DrawnOverlay[] = [];
    let cover: DrawnOverlay | undefined;
    let isPartial = false;
    for (const overlay of overlays) {
      const isCover = overlay.group === shutter?.bitmapGroup;
      try {
        const bitmap = overlayBitmap(overlay, await this.packed(frame, overlay), frame.frame);
        const grey = shutter?.grey ?? 0;
        const made = bitmap && paint(overlay, bitmap, isCover ? [grey, grey, grey] : COLOUR);
        if (made && isCover) cover = made;
        else if (made) drawn.push(made);
      } catch (error) {
        if (isAborted(error) || this.life.signal.aborted) return;
        isPartial = true;
      }
    }
    this.coming.delete(frame.imageId);
    this.kept.set(frame.imageId, {
      overlays: drawn,
      isPartial,
      ...(shutter ? { shutter } : {}),
      ...(cover ? { cover } : {}),
    });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private async packed(frame: StackFrame, { data }: Overlay): Promise<Uint8Array> {
    if ('bit' in data) {
      const bits = (cache.getImage(frame.imageId) as WithOverlayBits | undefined)?.overlayBits?.[data.bit];
      if (!bits) throw new Error('the stored values hold no overlay');
      return bits;
    }
    const { InlineBinary, BulkDataURI, Value } = data.element;
    if (InlineBinary !== undefined) return fromBase64(InlineBinary);
    if (BulkDataURI !== undefined) return this.archive.bulk(BulkDataURI, this.life.signal);
    // Some archives write OW as numbers (PS3.18 F.2.4 before its last revisions).
    return new Uint8Array(Uint16Array.from((Value ?? []).map(Number)).buffer);
  }
}

import { cache, type Types } from '@cornerstonejs/core';
import { isAborted } from '@/archive/contract/archiveError';
import type { Archive } from '@/archive/contract/archive';
import { number } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { fromBase64 } from '@/dicom/dataset/base64';
import {
  hasUnsizedOverlay,
  isOutside,
  overlayBitmap,
  overlaysOf,
  type OverlayPlane,
} from '@/dicom/pixels/overlay';
import { perFrame } from '@/dicom/dataset/perFrame';
import { isFor, type DisplayedArea } from '@/dicom/ps/state';
import { shutterOf, type Shutter } from '@/dicom/transforms/shutter';
import { drawnAnnotations, GRAPHIC_COLOUR, type DrawnAnnotation } from './annotationPainter';
import type { PresentedFrame } from './presentedFrame';
import type { StackFrame } from '@/imaging/stack/stack';

/** An overlay of a frame, ready to draw: set pixels opaque, the others clear. */
export interface DrawnOverlay {
  readonly picture: HTMLCanvasElement;
  /** Image column and row of its outer corner. */
  readonly left: number;
  readonly top: number;
}

/**
 * Why an overlay is not drawn: it could not be had, its data are no picture of the size that it says, or no pixel of it lies on the image. Of
 * several the first of these is told.
 */
export type LostOverlay = 'missing' | 'damaged' | 'outside';
const TELLING: readonly LostOverlay[] = ['missing', 'damaged', 'outside'];

/** What a file wants drawn over one of its frames. */
export interface Graphics {
  readonly overlays: readonly DrawnOverlay[];
  readonly shutter?: Shutter;
  /** The overlay whose set pixels the shutter covers. */
  readonly cover?: DrawnOverlay;
  /** Graphics and texts of a presentation state, and the area that fractions in them are of. */
  readonly annotations?: readonly DrawnAnnotation[];
  readonly area?: DisplayedArea;
  /** Why some of it is not drawn. */
  readonly lost?: LostOverlay;
}

/** An overlay with what it is drawn in. */
interface Wanted {
  readonly overlay: OverlayPlane;
  readonly colour: readonly number[];
  readonly isCover: boolean;
}

/** What is asked for: by the file itself, or by the presentation state that takes its place (PS3.4 N.2.3). */
interface Asked {
  readonly overlays: readonly Wanted[];
  readonly shutter?: Shutter;
  readonly annotations?: readonly DrawnAnnotation[];
  readonly area?: DisplayedArea;
  /** An overlay of the file of which nothing can be asked for. */
  readonly lost?: LostOverlay;
}

const askedByFile = perFrame(({ dataset }, frame): Asked => {
  const shutter = shutterOf(dataset, frame);
  const overlays = overlaysOf(dataset).map((overlay) => wanted(overlay, GRAPHIC_COLOUR, shutter));
  const lost = hasUnsizedOverlay(dataset) ? ({ lost: 'damaged' } as const) : {};
  return { overlays, ...(shutter ? { shutter } : {}), ...lost };
});

function askedByState(
  { instance: { dataset }, sop, frame }: StackFrame,
  { state, area }: PresentedFrame,
): Asked {
  const { shutter, activations, layers } = state;
  const all = [...state.overlays, ...overlaysOf(dataset)];
  const groups = [...new Set(all.map(({ group }) => group))];
  const overlays = groups.flatMap((group) => {
    const overlay = all.find((one) => one.group === group);
    const name = activations[group];
    if (!overlay || (name === undefined && group !== shutter?.bitmapGroup)) return [];
    return [wanted(overlay, layers.find((layer) => layer.name === name)?.colour ?? GRAPHIC_COLOUR, shutter)];
  });
  const annotations = drawnAnnotations(state, (annotation) => isFor(annotation, sop, frame));
  return {
    overlays,
    annotations,
    ...(shutter ? { shutter } : {}),
    ...(area ? { area } : {}),
  };
}

function wanted(overlay: OverlayPlane, colour: readonly number[], shutter: Shutter | undefined): Wanted {
  const isCover = overlay.group === shutter?.bitmapGroup;
  const grey = shutter?.grey ?? 0;
  return { overlay, isCover, colour: isCover ? (shutter?.colour ?? [grey, grey, grey]) : colour };
}

/** Bits of the stored values that hold overlays, packed, on the image that was made of those values. */
export type WithOverlayBits = Types.IImage & { overlayBits?: Readonly<Record<number, Uint8Array>> };

/** Images whose graphics are kept: those of the panes on screen and a step back; the bitmaps of an X-ray are 10 MB. */
const MOST_KEPT = 9;

function paint(
  overlay: OverlayPlane,
  bitmap: Uint8Array,
  [red, green, blue]: readonly number[],
): DrawnOverlay | undefined {
  const picture = document.createElement('canvas');
  picture.width = overlay.columns;
  picture.height = overlay.rows;
  // In main memory: what lies in graphics memory can be lost.
  const context = picture.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  const pixels = context.createImageData(overlay.columns, overlay.rows);
  bitmap.forEach((bit, i) => {
    if (bit !== 0) pixels.data.set([red ?? 0, green ?? 0, blue ?? 0, 255], 4 * i);
  });
  context.putImageData(pixels, 0, 0);
  return { picture, left: overlay.left, top: overlay.top };
}

const sizeOf = ({ instance: { dataset } }: StackFrame): { rows: number; columns: number } => ({
  rows: number(dataset, TAG.Rows) ?? 0,
  columns: number(dataset, TAG.Columns) ?? 0,
});

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
  of(frame: StackFrame, ready: () => void, presented?: PresentedFrame): Graphics | undefined {
    const key = presented ? `${frame.imageId} ${presented.state.sop}` : frame.imageId;
    const known = this.kept.get(key);
    if (known) return known;
    const asked = presented ? askedByState(frame, presented) : askedByFile(frame.instance, frame.frame);
    if (asked.overlays.length === 0) {
      const hasMore = asked.shutter !== undefined || (asked.annotations?.length ?? 0) > 0;
      return hasMore || asked.lost ? { ...asked, overlays: [] } : undefined;
    }
    const coming = this.coming.get(key) ?? this.make(key, frame, asked);
    this.coming.set(key, coming);
    void coming.then(ready);
    return undefined;
  }

  dispose(): void {
    this.life.abort();
    this.kept.clear();
  }

  private async make(key: string, frame: StackFrame, asked: Asked): Promise<void> {
    const drawn: DrawnOverlay[] = [];
    let cover: DrawnOverlay | undefined;
    const lost = new Set<LostOverlay>(asked.lost ? [asked.lost] : []);
    for (const { overlay, colour, isCover } of asked.overlays) {
      try {
        const bitmap = overlayBitmap(overlay, await this.packed(frame, overlay), frame.frame);
        if (bitmap === 'short') lost.add('damaged');
        else if (bitmap && isOutside(overlay, sizeOf(frame))) lost.add('outside');
        const made = bitmap && bitmap !== 'short' ? paint(overlay, bitmap, colour) : undefined;
        if (made && isCover) cover = made;
        else if (made) drawn.push(made);
      } catch (error) {
        if (isAborted(error) || this.life.signal.aborted) return;
        lost.add('missing');
      }
    }
    this.coming.delete(key);
    const told = TELLING.find((one) => lost.has(one));
    this.kept.set(key, {
      ...asked,
      overlays: drawn,
      ...(cover ? { cover } : {}),
      ...(told ? { lost: told } : {}),
    });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private async packed(frame: StackFrame, { data }: OverlayPlane): Promise<Uint8Array> {
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

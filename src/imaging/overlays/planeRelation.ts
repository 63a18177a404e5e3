import type { Plane, Triple } from '@/dicom/geometry/geometry';
import { moved, turned, type Rigid } from '@/dicom/geometry/rigid';
import type { SegmentFrame } from '@/dicom/segments/readSegmentation';
import type { SegmentLayers } from '@/dicom/segments/segmentLayers';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { PaneOverlay } from '@/imaging/contract/overlays';
import type { StackFrame } from '@/imaging/stack/stack';
import type { CutPlane } from '@/imaging/volume/planeSource';
import { registeredWay } from '@/view/linked/relation';
import type { FrameRegistration, Overlay } from '@/view/viewState';
import type { Segments, Structures } from './overlayObject';
import { contradictedBy, isOfOther, relationTo } from './relation';

/** The volume whose planes a pane shows, and what registration objects say in this view. */
export interface PlaneGround {
  readonly volume: { readonly grid: VolumeGrid; readonly images: readonly StackFrame[] };
  readonly registrations?: readonly FrameRegistration[] | undefined;
}

/** A way from the frame of reference of the planes into that of an object; `matrix` is absent where they are one. */
export interface WayIn {
  readonly matrix?: Rigid;
}

const SAME: WayIn = {};

/** Undefined: nothing tells how the two lie to each other. */
export function wayInto({ volume, registrations = [] }: PlaneGround, frame: string | undefined) {
  const own = volume.grid.frameOfReference;
  if (frame === undefined) return undefined;
  if (frame === own) return SAME;
  const way = registeredWay(own, frame, registrations);
  return way && ({ matrix: way.matrix } satisfies WayIn);
}

/** A point of an object's frame of reference in that of the planes. */
export function outOf(ground: PlaneGround, frame: string | undefined, point: Triple): Triple | undefined {
  const own = ground.volume.grid.frameOfReference;
  if (frame === own) return point;
  const way = frame === undefined ? undefined : registeredWay(frame, own, ground.registrations ?? []);
  return way && moved(way.matrix, point);
}

/** A picture's plane as one of an object's frame of reference: the middle of its first pixel, and square pixels. */
export function planeIn(
  { centreLps, right, down, mmPerPixel, widthPx, heightPx }: CutPlane,
  { matrix }: WayIn,
): Plane {
  const into = (way: Triple): Triple => (matrix ? turned(matrix, way) : way);
  const [r, d, c] = [into(right), into(down), matrix ? moved(matrix, centreLps) : centreLps];
  const [x, y] = [((widthPx - 1) / 2) * mmPerPixel, ((heightPx - 1) / 2) * mmPerPixel];
  return {
    positionLps: [c[0] - x * r[0] - y * d[0], c[1] - x * r[1] - y * d[1], c[2] - x * r[2] - y * d[2]],
    ...{ rowDirection: r, columnDirection: d },
    normal: [r[1] * d[2] - r[2] * d[1], r[2] * d[0] - r[0] * d[2], r[0] * d[1] - r[1] * d[0]],
    ...{ rowSpacingMm: mmPerPixel, columnSpacingMm: mmPerPixel },
  };
}

type Said = Omit<PaneOverlay, 'sop' | 'beside' | 'planes'>;

function framesOf(content: Segments | Structures): readonly string[] {
  if (content.is === 'structures') return content.of.framesOfReference;
  const { frameOfReference } = content.of;
  return frameOfReference === undefined || content.stacks.length === 0 ? [] : [frameOfReference];
}

/** How an object goes with the planes of a volume; undefined: it has nothing to do with them. */
export function saidOnPlanes(
  content: Segments | Structures,
  { study }: Pick<Overlay, 'study'>,
  ground: PlaneGround,
): Said | undefined {
  const { grid, images } = ground.volume;
  const image = images[images.length >> 1];
  if (!image) return undefined;
  const relation = study === image.study ? relationTo(content, image) : 'none';
  if (relation === 'other-patient') return { said: relation };
  const frames = framesOf(content);
  const isOwn = relation === 'placed';
  const isReached = isOwn || frames.some((one) => one !== grid.frameOfReference && wayInto(ground, one));
  if (isReached) {
    if (isOfOther(content.dataset, image.instance.dataset)) return { said: 'other-patient' };
    return {
      said: 'drawn',
      ...(frames.includes(grid.frameOfReference) ? {} : { isRegistered: true as const }),
      ...leftOut(content, ground),
    };
  }
  if (relation === 'sources') return { said: 'pixels-only' };
  return relation === 'none' ? undefined : { said: relation };
}

/** What of an object that is drawn is not, wherever the plane lies. */
function leftOut(content: Segments | Structures, ground: PlaneGround): Pick<Said, 'apart' | 'against'> {
  if (content.is === 'segments') {
    const against = contradictedBy(content, ground.volume.images).size;
    return against > 0 ? { against } : {};
  }
  const apart = content.of.structures
    .filter((one) => one.contours.length > 0 && !wayInto(ground, one.frameOfReference))
    .map((one) => one.name || String(one.number));
  return apart.length > 0 ? { apart } : {};
}

const kept = new WeakMap<ReadonlySet<SegmentFrame>, readonly SegmentLayers[]>();

/** The stacks of a segmentation without the frames that hold for an image only, which they name and do not lie on. */
export function stacksOnPlanes(content: Segments, { volume }: PlaneGround): readonly SegmentLayers[] {
  const against = contradictedBy(content, volume.images);
  if (against.size === 0) return content.stacks;
  const known = kept.get(against);
  if (known) return known;
  const left = content.stacks.map((stack) => ({
    ...stack,
    layers: stack.layers.flatMap((layer) => {
      const frames = layer.frames.filter((one) => !against.has(one));
      return frames.length > 0 ? [{ ...layer, frames }] : [];
    }),
  }));
  kept.set(against, left);
  return left;
}

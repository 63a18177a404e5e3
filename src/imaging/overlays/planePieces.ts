import { dot, pixelToLps, type Plane } from '@/dicom/geometry/geometry';
import type { PlaneRaster } from '@/dicom/geometry/planeRaster';
import { isAlong } from '@/dicom/segments/segmentLayers';
import { RasterMask } from '@/dicom/segments/rasterMask';
import { segmentsOnPlane } from '@/dicom/segments/segmentsOnPlane';
import { contourDistance, planesNear } from '@/dicom/structures/contourPlanes';
import { contourStack, slabAt, type ContourStack } from '@/dicom/structures/contourStack';
import type { Contour, Structure } from '@/dicom/structures/readStructures';
import { slabsOnPlane } from '@/dicom/structures/slabsOnPlane';
import type { Rgb } from '@/dicom/transforms/cielab';
import { stepMm } from '@/dicom/volume/planeSteps';
import type { CutPlane } from '@/imaging/volume/planeSource';
import { isSeen } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { drawnMasks, shapesOf, type DrawnPiece } from './drawnPiece';
import type { ColouredMask } from './maskPicture';
import type { Segments, Structures } from './overlayObject';
import { planeIn, stacksOnPlanes, wayInto, type PlaneGround } from './planeRelation';
import { planesOf } from './planesOf';

/** What an object has on a plane, in pixels of its picture. */
export interface PlanePieces {
  readonly pieces: readonly DrawnPiece[];
  /** Structures of which contours lie across the plane and stand for no slab: not drawn, by name. */
  readonly notAcross: readonly string[];
}

export type PieceWork = Generator<void, PlanePieces>;

const NOTHING: PlanePieces = { pieces: [], notAcross: [] };

function* segmentsOn(content: Segments, overlay: Overlay, ground: PlaneGround, cut: CutPlane): PieceWork {
  const { of, masks } = content;
  const way = wayInto(ground, of.frameOfReference);
  if (!way) return NOTHING;
  const seen = of.segments.map((one) => one.number).filter((one) => isSeen(overlay, one));
  const on = { plane: planeIn(cut, way), columns: cut.widthPx, rows: cut.heightPx };
  const stacks = stacksOnPlanes(content, ground);
  const found = yield* segmentsOnPlane(of, stacks, masks, seen, on);
  const coloured = found.flatMap(([segment, mask]): ColouredMask[] => {
    const rgb = content.colours.get(segment);
    return rgb ? [{ mask, rgb }] : [];
  });
  const as = { isFilled: !overlay.outline, hasEdge: overlay.outline === true };
  const drawn = drawnMasks(coloured, as, { columns: on.columns, most: 255 });
  return drawn ? { pieces: [drawn], notAcross: [] } : NOTHING;
}

/** Points near a plane: each stands for itself, whatever way the plane lies. */
const pointsNear = ({ contours }: Structure, plane: Plane, reachMm: number): readonly Contour[] => {
  const atMm = dot(plane.positionLps, plane.normal);
  return contours.filter(
    ({ shape, pointsLps: [x = 0, y = 0, z = 0] }) =>
      shape === 'point' && Math.abs(dot([x, y, z], plane.normal) - atMm) < reachMm,
  );
};

/** Open contours that lie on a plane. */
const linesNear = (structure: Structure, plane: Plane, reachMm: number): readonly Contour[] =>
  planesNear(planesOf(structure, plane.normal), dot(plane.positionLps, plane.normal), reachMm)
    .flatMap(({ contours }) => contours)
    .filter(({ shape }) => shape === 'open');

/** How a structure's closed contours are shown on a plane: as they are, cut across, or not. */
type Way = 'along' | 'across' | 'none';

function wayOf(stack: ContourStack | undefined, { normal }: Plane): Way {
  if (!stack) return 'none';
  if (isAlong(stack.normal, normal)) return 'along';
  return stack.spacingMm === undefined ? 'none' : 'across';
}

/** Whether anything of a structure lies across a plane and cannot be cut by it. */
function isPartlyShown({ contours }: Structure, stack: ContourStack | undefined, plane: Plane): boolean {
  if (stack && (stack.others > 0 || wayOf(stack, plane) === 'none')) return true;
  return contours.some((one) => one.shape === 'open' && contourDistance(one, plane.normal) === undefined);
}

interface OnStructure {
  readonly contours: readonly Contour[];
  readonly mask?: ColouredMask;
  readonly isPartly: boolean;
}

function* structureOn(
  structure: Structure,
  rgb: Rgb,
  on: PlaneRaster,
  raster: RasterMask,
  stepAlongMm: number,
): Generator<void, OnStructure> {
  const { plane } = on;
  const stack = contourStack(structure);
  const way = wayOf(stack, plane);
  const isPartly = isPartlyShown(structure, stack, plane);
  const reachMm = (stack?.spacingMm ?? stepAlongMm) / 2;
  const own = [...pointsNear(structure, plane, stepAlongMm / 2), ...linesNear(structure, plane, reachMm)];
  if (way === 'across' && stack) {
    yield* slabsOnPlane(stack, on, raster);
    const mask = raster.take(false);
    return { contours: own, isPartly, ...(mask ? { mask: { mask, rgb } } : {}) };
  }
  if (way === 'none' || !stack) return { contours: own, isPartly };
  const middle = pixelToLps(plane, (on.columns - 1) / 2, (on.rows - 1) / 2);
  const slab = slabAt(stack, dot(middle, stack.normal), reachMm);
  return { contours: [...(slab?.contours ?? []), ...own], isPartly };
}

function* structuresOn(content: Structures, overlay: Overlay, ground: PlaneGround, cut: CutPlane): PieceWork {
  const { grid } = ground.volume;
  const [columns, rows] = [cut.widthPx, cut.heightPx];
  const raster = new RasterMask(columns, rows);
  const notAcross: string[] = [];
  const masks: ColouredMask[] = [];
  const pieces: DrawnPiece[] = [];
  for (const structure of content.of.structures) {
    const way = wayInto(ground, structure.frameOfReference);
    const rgb = content.colours.get(structure.number);
    if (!way || !rgb || structure.contours.length === 0 || !isSeen(overlay, structure.number)) continue;
    const plane = planeIn(cut, way);
    // A turn leaves lengths as they are: a step through the volume is as long in the other frame of reference.
    const { normal } = planeIn(cut, {});
    const own = yield* structureOn(structure, rgb, { plane, columns, rows }, raster, stepMm(grid, normal));
    if (own.isPartly) notAcross.push(structure.name || String(structure.number));
    if (own.mask) masks.push(own.mask);
    if (own.contours.length > 0)
      pieces.push({ shapes: shapesOf(own.contours, rgb, plane, overlay.outline === true) });
    yield;
  }
  const drawn = drawnMasks(masks, { isFilled: !overlay.outline, hasEdge: true }, { columns, most: 255 });
  return { pieces: drawn ? [drawn, ...pieces] : pieces, notAcross };
}

/** Works out what an object has on a plane. */
export const piecesOnPlane = (
  content: Segments | Structures,
  overlay: Overlay,
  ground: PlaneGround,
  cut: CutPlane,
): PieceWork =>
  content.is === 'segments'
    ? segmentsOn(content, overlay, ground, cut)
    : structuresOn(content, overlay, ground, cut);

import type { Instance } from '@/dicom/dataset/instance';
import { compareBreasts, directionsOf, type BreastImage } from './breastImage';
import { wallEdge, type BreastPose, type BreastSide } from './breastPose';
import type { Role, Selector } from './template';

/** How mammograms are looked at, in the order of the key. Order is part of the link format: append only. */
export const BREAST_STEPS = [
  'four',
  'cc',
  'mlo',
  'ccPrior',
  'mloPrior',
  'ccWallUp',
  'ccWallDown',
  'ccNippleUp',
  'ccNippleDown',
  'mloWallUp',
  'mloWallDown',
  'mloNippleUp',
  'mloNippleDown',
  'ccTomo',
  'mloTomo',
  'apart',
] as const;
export type BreastStep = (typeof BREAST_STEPS)[number];

/** What fits a pane in the place of its image: panes that name the same are equally large, by millimetres. */
export interface BreastField {
  readonly widthMm: number;
  readonly heightMm: number;
  /** The edge of the pane at which the chest wall lies. */
  readonly wall: 'left' | 'right';
  /** In place of fitting: so many millimetres at the detector a CSS pixel. */
  readonly mmPerCssPx?: number;
  /** The quarter of the image that an image without a middle of its own shows. */
  readonly quarter?: BreastQuarter;
}

/** Beside the chest wall or in front, above or below. Order is part of the link format: append only. */
export const BREAST_QUARTERS = ['wallUp', 'wallDown', 'nippleUp', 'nippleDown'] as const;
export type BreastQuarter = (typeof BREAST_QUARTERS)[number];

/** A pane of a step. */
export interface BreastPlace {
  readonly selector: Selector;
  /** Absent: there is none. */
  readonly image?: Instance;
  readonly pose?: BreastPose;
  /** Absent: by itself, as large as it fits. */
  readonly field?: BreastField;
}

/** A step with what it shows. */
export interface BreastLayout {
  readonly step: BreastStep;
  readonly grid: { readonly rows: number; readonly columns: number };
  readonly places: readonly BreastPlace[];
  /** The slices of its panes go together. */
  readonly scrolls: boolean;
}

/** The mammograms of the study that is read, and of its priors. */
export type BreastsByRole = Readonly<Partial<Record<Role, readonly BreastImage[]>>>;

/** Rows of right and left; a view, of whom, and whether the slices are meant. */
interface Row {
  readonly view: 'CC' | 'MLO';
  readonly role?: Role;
  readonly isTomo?: boolean;
}

const ROWS: Readonly<Record<Exclude<BreastStep, 'apart'>, readonly Row[]>> = {
  four: [{ view: 'CC' }, { view: 'MLO' }],
  cc: [{ view: 'CC' }],
  mlo: [{ view: 'MLO' }],
  ccPrior: [{ view: 'CC' }, { view: 'CC', role: 'prior1' }],
  mloPrior: [{ view: 'MLO' }, { view: 'MLO', role: 'prior1' }],
  ccWallUp: [{ view: 'CC' }],
  ccWallDown: [{ view: 'CC' }],
  ccNippleUp: [{ view: 'CC' }],
  ccNippleDown: [{ view: 'CC' }],
  mloWallUp: [{ view: 'MLO' }],
  mloWallDown: [{ view: 'MLO' }],
  mloNippleUp: [{ view: 'MLO' }],
  mloNippleDown: [{ view: 'MLO' }],
  ccTomo: [{ view: 'CC' }, { view: 'CC', isTomo: true }],
  mloTomo: [{ view: 'MLO' }, { view: 'MLO', isTomo: true }],
};

const quarterOf = (step: BreastStep): BreastQuarter | undefined =>
  BREAST_QUARTERS.find((one) => step.toLowerCase().endsWith(one.toLowerCase()));

/** As one looks at a person: the right breast on the left of the screen. */
const SIDES: readonly BreastSide[] = ['R', 'L'];

interface Cell {
  readonly side: BreastSide;
  readonly row: Row;
  readonly image: BreastImage | undefined;
}

function cellsOf(rows: readonly Row[], breasts: BreastsByRole): readonly (readonly Cell[])[] {
  return rows.map((row) =>
    SIDES.map((side) => ({
      ...{ side, row },
      image: (breasts[row.role ?? 'current'] ?? [])
        .filter(({ use }) => (row.isTomo ? use === 'tomo' : use !== 'special' && use !== 'processing'))
        .filter((one) => one.side === side && one.view === row.view)
        .toSorted(compareBreasts)[0],
    })),
  );
}

/** As a link tells it: what it opens is as large as what its sender saw. */
const told = (mm: number): number => Number(mm.toPrecision(6));

/** Width and height of a mammogram as it hangs, mm. */
function extentMm({ pixel, rows, columns, pose }: BreastImage): readonly [width: number, height: number] {
  if (!pixel) return [0, 0];
  const [across, down] = [columns * pixel.columnMm, rows * pixel.rowMm];
  return pose && pose.rotationDeg % 180 !== 0 ? [down, across] : [across, down];
}

/** Where the chest wall lies of one that hangs as it is stored, since its side is doubtful. */
function wallOf({ instance, isSideDoubtful }: BreastImage): BreastField['wall'] | undefined {
  const directions = isSideDoubtful ? directionsOf(instance) : undefined;
  return directions && wallEdge(directions, { rotationDeg: 0, mirrored: false });
}

/** The images of which no step of the views shows any: magnified, spot, displaced, other and unknown views, and repeated ones. */
function setApart(breasts: BreastsByRole): readonly BreastImage[] {
  const shown = new Set(
    cellsOf([...ROWS.four, ...ROWS.ccTomo, ...ROWS.mloTomo], breasts)
      .flat()
      .map(({ image }) => image),
  );
  return (breasts.current ?? [])
    .filter((one) => one.use !== 'processing' && !shown.has(one))
    .toSorted(compareBreasts);
}

const MOST_APART = 9;

function apartLayout(breasts: BreastsByRole): BreastLayout | undefined {
  const images = setApart(breasts).slice(0, MOST_APART);
  const count = images.length;
  if (count === 0) return undefined;
  const columns = count <= 3 ? count : count === 4 ? 2 : 3;
  const rows = Math.ceil(count / columns);
  return {
    step: 'apart',
    grid: { rows, columns },
    places: images.map(({ instance, pose, view, side }) => ({
      selector: {
        ...{ role: 'current', modality: 'MG' },
        facts: { ...(view ? { view } : {}), ...(side ? { laterality: side } : {}) },
      },
      image: instance,
      ...(pose ? { pose } : {}),
    })),
    scrolls: false,
  };
}

/** What a step shows; undefined where there is nothing for it. */
export function breastLayout(step: BreastStep, breasts: BreastsByRole): BreastLayout | undefined {
  if (step === 'apart') return apartLayout(breasts);
  const all = cellsOf(ROWS[step], breasts);
  const has = (cells: readonly Cell[] | undefined) => cells?.some(({ image }) => image) === true;
  const isTomo = ROWS[step].some((row) => row.isTomo);
  // Slices stand for a picture that there is none of, and not beside themselves.
  const isFlat = (cells: readonly Cell[]) => cells.some(({ image }) => image && image.use !== 'tomo');
  const shown = all.filter((cells, at) => !isTomo || at > 0 || isFlat(cells));
  if (isTomo ? !has(shown.at(-1)) : !shown.every(has)) return undefined;
  const cells = shown.flat();
  const measured = cells.flatMap(({ image }) => (image?.pixel ? [image] : []));
  const quarter = quarterOf(step);
  if (quarter && measured.length === 0) return undefined;
  const extents = measured.map(extentMm);
  const widthMm = told(Math.max(...extents.map(([width]) => width)));
  const heightMm = told(Math.max(...extents.map(([, height]) => height)));
  // One pixel of the finest image on one of the screen; the others are as large.
  const finestMm = Math.min(...measured.map(({ pixel }) => pixel?.columnMm ?? Infinity));
  return {
    step,
    grid: { rows: shown.length, columns: SIDES.length },
    places: cells.map(({ side, row, image }): BreastPlace => {
      const wall = side === 'R' ? 'right' : 'left';
      const facts = { view: row.view, laterality: side, ...(row.isTomo ? { use: 'tomo' as const } : {}) };
      const selector: Selector = { role: row.role ?? 'current', modality: 'MG', facts };
      if (!image) return { selector };
      const { instance, pose, pixel } = image;
      const field = {
        widthMm,
        heightMm,
        wall: (quarter && wallOf(image)) ?? wall,
        ...(quarter ? { mmPerCssPx: finestMm, quarter } : {}),
      } as const;
      return {
        ...{ selector, image: instance },
        ...(pose ? { pose } : {}),
        ...(pixel ? { field } : {}),
      };
    }),
    scrolls: isTomo,
  };
}

/** The steps that there is something for. */
export const breastSteps = (breasts: BreastsByRole): readonly BreastStep[] =>
  BREAST_STEPS.filter((step) => breastLayout(step, breasts) !== undefined);

/** The step that a study opens with; undefined where a single picture, or none, is of a view: that hangs as any other. */
export function openingStep(breasts: BreastsByRole): BreastStep | undefined {
  const standing = cellsOf(ROWS.four, breasts)
    .flat()
    .filter(({ image }) => image);
  if (standing.length < 2) return undefined;
  return (['four', 'cc', 'mlo'] as const).find((step) => breastLayout(step, breasts));
}

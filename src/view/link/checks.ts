import * as z from 'zod/mini';
import { toSeriesUid, toSopUid } from '@/dicom/dataset/uid';
import { LARGEST_PIXEL_MM, SMALLEST_PIXEL_MM, type Calibration } from '@/dicom/geometry/calibration';
import { FASTEST_FPS, SLOWEST_FPS } from '@/view/cine';
import { MOST_ROWS, type Cine, type Grid, type ImageRef, type KeyImage, type Window } from '@/view/viewState';
import { checkBy, checkPlace, type PackedCheck, type LinkStudies } from './field';

/** What a link may hold for the fields of a view. A tuple that goes on is of a newer version: its beginning is read. */

export const SERIES = checkBy(toSeriesUid);
export const SOP = checkBy(toSopUid);

const within = (least: number, most: number) => z.number().check(z.gte(least), z.lte(most));
const wholeWithin = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

/** Order is part of the link format: append only. */
export const CURVES = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;
export const MODES = ['loop', 'yoyo', 'once'] as const;

/** No image has more tables to choose from. */
const MOST_LUTS = 99;
const LARGEST_SIDE_PX = 65_535;

/** Further studies than these are not read. */
export const MOST_OTHER_STUDIES = 8;
/** More than a person calibrates. */
export const MOST_CALIBRATIONS = 50;
/** What fits into a link beside a view; more are kept with the work, not in the address. */
export const MOST_KEY_IMAGES = 100;

export const ACTIVE = wholeWithin(0, MOST_ROWS * MOST_ROWS - 1);
export const GRID: PackedCheck<Grid> = z.pipe(
  z.tuple([wholeWithin(1, MOST_ROWS), wholeWithin(1, MOST_ROWS)], z.unknown()),
  z.transform(([rows, columns]) => ({ rows, columns })),
);

/** SOP instance and frame. A frame that no image has is said to be none; one that is no number, or is of none, names no image. */
export const IMAGE: PackedCheck<ImageRef> = z.pipe(
  z
    .tuple([z.optional(SOP), z.optional(z.int())])
    .check(z.refine(([sop, frame]) => sop !== undefined || frame === undefined)),
  z.transform(([sop, frame = 1]) => sop && { sop, frame }),
);

export const WINDOW: PackedCheck<Window> = z.pipe(
  z
    .tuple([within(-1e9, 1e9), z.number().check(z.gt(0), z.lte(1e9)), checkPlace(CURVES)], z.unknown())
    .check(z.refine(([, width, curve]) => curve !== 'LINEAR' || width >= 1)),
  z.transform(([center, width, curve]) => ({ center, width, curve })),
);

export const VOI_LUT = wholeWithin(0, MOST_LUTS);
export const ZOOM = within(0.01, 1000);
export const CENTRE = z.pipe(
  z.tuple([within(-100, 100), within(-100, 100)], z.unknown()),
  z.transform(([u, v]) => [u, v] as const),
);
export const TURNS = z.pipe(
  wholeWithin(1, 3),
  z.transform((turns) => ([0, 90, 180, 270] as const)[turns]),
);
export const YES = z.pipe(
  z.literal(1),
  z.transform(() => true),
);

export const OBJECT = z.pipe(
  z.tuple([SERIES, SOP], z.unknown()),
  z.transform(([series, sop]) => ({ series, sop })),
);

const FPS = z.union([z.literal(0), within(SLOWEST_FPS, FASTEST_FPS)]);
const END = z.optional(z.union([z.literal(0), z.tuple([SOP, wholeWithin(1, 1_000_000)], z.unknown())]));
const imageOf = (end: z.infer<typeof END>): ImageRef | undefined =>
  end ? { sop: end[0], frame: end[1] } : undefined;

/** Frames a second (0 = the file's), mode, and where they differ first and last image. */
export const CINE: PackedCheck<Cine> = z.pipe(
  z.tuple([FPS, checkPlace(MODES), END, END], z.unknown()),
  z.transform(([fps, mode, first, last]) => {
    const [from, to] = [imageOf(first), imageOf(last)];
    const cine = {
      ...(fps === 0 ? {} : { fps }),
      ...(mode === 'loop' ? {} : { mode }),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    };
    return Object.keys(cine).length > 0 ? cine : undefined;
  }),
);

const SIDE_PX = wholeWithin(1, LARGEST_SIDE_PX);
/** What a file says only tells for which images the calibration holds. */
const FILE_MM = z.number().check(z.gt(0));
const PIXEL_MM = within(SMALLEST_PIXEL_MM, LARGEST_PIXEL_MM);

/** Study's place, series, rows, columns, the file's row and column mm, row and column mm. */
export const calibrationIn = (studies: LinkStudies): PackedCheck<Calibration> =>
  z.pipe(
    z.tuple(
      [checkPlace(studies), SERIES, SIDE_PX, SIDE_PX, FILE_MM, FILE_MM, PIXEL_MM, PIXEL_MM],
      z.unknown(),
    ),
    z.transform(([study, series, rows, columns, fileRowMm, fileColumnMm, rowMm, columnMm]) => ({
      ...{ study, series, rows, columns },
      ...{ fileRowMm, fileColumnMm, rowMm, columnMm },
    })),
  );

/** Study's place, series, SOP instance, frame unless 1. */
export const keyImageIn = (studies: LinkStudies): PackedCheck<KeyImage> =>
  z.pipe(
    z.tuple([checkPlace(studies), SERIES, SOP, z.optional(z.int().check(z.gte(1)))], z.unknown()),
    z.transform(([study, series, sop, frame = 1]) => ({ study, series, sop, frame })),
  );

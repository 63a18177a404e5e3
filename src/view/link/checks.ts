import * as z from 'zod/mini';
import { isUid, toSeriesUid, toSopUid } from '@/dicom/dataset/uid';
import { BREAST_QUARTERS, type BreastField } from '@/dicom/hanging/breastSteps';
import { LARGEST_PIXEL_MM, SMALLEST_PIXEL_MM, type Calibration } from '@/dicom/geometry/calibration';
import { MOST_TRANSLATION_MM } from '@/dicom/geometry/rigid';
import type { Triple } from '@/dicom/geometry/geometry';
import { BLINK_RATES } from '@/view/blink';
import { FASTEST_FPS, SLOWEST_FPS } from '@/view/cine';
import { LEAST_SLAB_MM, MOST_SLAB_MM } from '@/view/cut';
import {
  MOST_ROWS,
  type Blink,
  type Cine,
  type Cross,
  type Cut,
  type FrameOffset,
  type FrameRegistration,
  type Grid,
  type ImageRef,
  type KeyImage,
  type Overlay,
  type PaneLinks,
  type SpacePoint,
  type Window,
} from '@/view/viewState';
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

/** Which switches of links are on, a bit each. Order is part of the link format: append only. */
export const LINK_SWITCHES = [
  'scroll',
  'lines',
  'window',
  'zoom',
  'pan',
] as const satisfies readonly (keyof PaneLinks)[];
/** More pairs than a person links. */
const MOST_OFFSETS = 50;

const FRAME = checkBy((uid) => (isUid(uid) ? uid : undefined));
const OFFSET_MM = within(-MOST_TRANSLATION_MM, MOST_TRANSLATION_MM);
const COSINE = within(-1, 1);
/** A normal is believed when it is as long as rounding leaves it. */
const isUnit = (parts: readonly number[]): boolean => Math.abs(Math.hypot(...parts) - 1) < 1e-3;

/** Study's place and frame of reference of either side, three parts of the normal, mm. */
const offsetIn = (studies: LinkStudies): PackedCheck<FrameOffset> =>
  z.pipe(
    z
      .tuple(
        [checkPlace(studies), FRAME, checkPlace(studies), FRAME, COSINE, COSINE, COSINE, OFFSET_MM],
        z.unknown(),
      )
      .check(z.refine(([, , , , x, y, z]) => isUnit([x, y, z]))),
    z.transform(([fromStudy, from, toStudy, to, x, y, z, offsetMm]) => ({
      from: { study: fromStudy, frame: from },
      to: { study: toStudy, frame: to },
      normal: [x, y, z] as const,
      offsetMm,
    })),
  );

const MOST_REGISTRATIONS = 20;
/**
 * Study's place, series and instance of the object, the two frames of reference. The twelve numbers of a matrix that older links say
 * behind them are not read: what is believed is the object.
 */
const registrationIn = (studies: LinkStudies): PackedCheck<FrameRegistration> =>
  z.pipe(
    z.tuple([checkPlace(studies), SERIES, SOP, FRAME, FRAME], z.unknown()),
    z.transform(([study, series, sop, from, to]) => ({
      ...{ from, to },
      object: { study, series, sop },
    })),
  );

/** Bits of LINK_SWITCHES (those of a newer version are let go), then what was linked by hand, then what objects align. */
export const linksIn = (studies: LinkStudies): PackedCheck<PaneLinks> =>
  z.pipe(
    z.tuple(
      [
        wholeWithin(0, 2 ** 16 - 1),
        z.optional(z.array(offsetIn(studies)).check(z.maxLength(MOST_OFFSETS))),
        z.optional(z.array(registrationIn(studies)).check(z.maxLength(MOST_REGISTRATIONS))),
      ],
      z.unknown(),
    ),
    z.transform(([bits, offsets = [], objects = []]) => {
      const on = LINK_SWITCHES.filter((_, at) => (bits >> at) % 2 === 1).map((name) => [name, true]);
      const read = offsets.filter((one) => one !== undefined);
      const registrations = objects.filter((one) => one !== undefined);
      const links: PaneLinks = {
        ...(Object.fromEntries(on) as Pick<PaneLinks, (typeof LINK_SWITCHES)[number]>),
        ...(read.length > 0 ? { offsets: read } : {}),
        ...(registrations.length > 0 ? { registrations } : {}),
      };
      return Object.keys(links).length > 0 ? links : undefined;
    }),
  );

const PANE_PLACE = wholeWithin(0, MOST_ROWS * MOST_ROWS - 1);
/** The two panes, 1 where the second is seen, the place of the rate in its list. */
export const BLINK: PackedCheck<Blink> = z.pipe(
  z
    .tuple([PANE_PLACE, PANE_PLACE, wholeWithin(0, 1), z.optional(checkPlace(BLINK_RATES))], z.unknown())
    .check(z.refine(([first, second]) => first !== second)),
  z.transform(([first, second, isOther, perSecond]) => ({
    panes: [first, second] as const,
    ...(isOther === 1 ? { isOther: true } : {}),
    ...(perSecond === undefined ? {} : { perSecond }),
  })),
);

const LPS_MM = within(-MOST_TRANSLATION_MM, MOST_TRANSLATION_MM);
export const LPS: PackedCheck<Triple> = z.pipe(
  z.tuple([LPS_MM, LPS_MM, LPS_MM], z.unknown()),
  z.transform(([x, y, zMm]) => [x, y, zMm] as const),
);

/** Study's place, frame of reference, LPS mm. */
export const pointIn = (studies: LinkStudies): PackedCheck<SpacePoint> =>
  z.pipe(
    z.tuple([checkPlace(studies), FRAME, LPS_MM, LPS_MM, LPS_MM], z.unknown()),
    z.transform(([study, frame, x, y, zMm]) => ({ study, frame, pointLps: [x, y, zMm] as const })),
  );

/** Order is part of the link format: append only. */
export const PLANES = ['axial', 'coronal', 'sagittal'] as const;
export const BLENDS = ['max', 'min', 'mean'] as const;
const SLAB = z.tuple([within(LEAST_SLAB_MM, MOST_SLAB_MM), checkPlace(BLENDS)], z.unknown());
const CENTRE_MM = z.tuple([LPS_MM, LPS_MM], z.unknown());
/** The plane; mm and blend of its slab, or 0; what lies in the middle, mm to the right and down. */
export const CUT: PackedCheck<Cut> = z.pipe(
  z.tuple(
    [
      checkPlace(PLANES),
      z.optional(z.union([z.literal(0), SLAB])),
      z.optional(z.union([z.literal(0), CENTRE_MM])),
    ],
    z.unknown(),
  ),
  z.transform(([plane, slab, centre]) => ({
    plane,
    ...(slab ? { slab: { mm: slab[0], by: slab[1] } } : {}),
    ...(centre ? { centreMm: [centre[0], centre[1]] as const } : {}),
  })),
);

/** More frames of reference than panes. */
export const MOST_CROSSES = 9;
const TURN = z
  .tuple([COSINE, COSINE, COSINE], z.unknown())
  .check(z.refine(([x, y, zPart]) => Math.hypot(x, y, zPart) <= 1));
/** Study's place, frame of reference, LPS mm, and the vector part of how the planes are turned. */
export const crossIn = (studies: LinkStudies): PackedCheck<Cross> =>
  z.pipe(
    z.tuple([checkPlace(studies), FRAME, LPS_MM, LPS_MM, LPS_MM, z.optional(TURN)], z.unknown()),
    z.transform(([study, frame, x, y, zMm, turn]) => ({
      ...{ study, frame },
      atLps: [x, y, zMm] as const,
      ...(turn ? { turn: [turn[0], turn[1], turn[2]] as const } : {}),
    })),
  );

/** Order is part of the link format: append only. */
export const WALLS = ['left', 'right'] as const;
const FIELD_MM = within(1, 10_000);
/** The edge of the chest wall, width and height in mm; where it does not fit, mm per CSS pixel and the quarter. */
export const FIELD: PackedCheck<BreastField> = z.pipe(
  z.tuple(
    [
      checkPlace(WALLS),
      FIELD_MM,
      FIELD_MM,
      z.optional(within(SMALLEST_PIXEL_MM, LARGEST_PIXEL_MM)),
      z.optional(checkPlace(BREAST_QUARTERS)),
    ],
    z.unknown(),
  ),
  z.transform(([wall, widthMm, heightMm, mmPerCssPx, quarter]) => ({
    ...{ widthMm, heightMm, wall },
    ...(mmPerCssPx === undefined ? {} : { mmPerCssPx }),
    ...(quarter === undefined ? {} : { quarter }),
  })),
);

/** As many objects as anybody reads over each other. */
export const MOST_OVERLAYS = 8;
/** Of one: the shorter of what is shown and what is hidden. */
export const MOST_OVERLAY_NUMBERS = 300;
const OVERLAY_NUMBER = wholeWithin(-(2 ** 31), 2 ** 31);
/** Study's place, series, object; percent of opacity, or 0; 1 = outline, 2 = the numbers are those shown; numbers. */
export const overlayIn = (studies: LinkStudies): PackedCheck<Overlay> =>
  z.pipe(
    z.tuple(
      [
        ...([checkPlace(studies), SERIES, SOP] as const),
        ...([z.optional(wholeWithin(0, 100)), z.optional(wholeWithin(0, 3))] as const),
        z.optional(z.array(OVERLAY_NUMBER).check(z.maxLength(MOST_OVERLAY_NUMBERS))),
      ],
      z.unknown(),
    ),
    z.transform(([study, series, sop, percent = 0, bits = 0, numbers = []]) => ({
      ...{ study, series, sop },
      ...(percent > 0 ? { opacity: percent / 100 } : {}),
      ...((bits & 1) === 1 ? { outline: true as const } : {}),
      ...((bits & 2) === 2 ? { shown: numbers } : numbers.length > 0 ? { hidden: numbers } : {}),
    })),
  );

import { toStudyUid, type StudyUid } from '@/dicom/dataset/uid';
import { BREAST_QUARTERS, BREAST_STEPS } from '@/dicom/hanging/breastSteps';
import { PET_UNITS } from '@/dicom/transforms/petUnit';
import { BLINK_RATES, blinkPair, endBlink } from '@/view/blink';
import { MOST_SCREENS } from '@/view/screens';
import {
  freshView,
  MOST_ROWS,
  type ImageRef,
  type Pane,
  type ScreenView,
  type ViewState,
} from '@/view/viewState';
import {
  ACTIVE,
  BLENDS,
  BLINK,
  calibrationIn,
  CENTRE,
  CINE,
  crossIn,
  CURVES,
  CUT,
  FIELD,
  GRID,
  IMAGE,
  keyImageIn,
  linksIn,
  LINK_SWITCHES,
  LPS,
  MODES,
  MOST_CALIBRATIONS,
  MOST_CROSSES,
  MOST_KEY_IMAGES,
  MOST_OTHER_STUDIES,
  MOST_OVERLAY_NUMBERS,
  MOST_OVERLAYS,
  OBJECT,
  overlayIn,
  PLANES,
  pointIn,
  SERIES,
  TURNS,
  VOI_LUT,
  WALLS,
  WINDOW,
  YES,
  ZOOM,
} from './checks';
import type { Dropped } from './dropped';
import { LAYERS } from './layerField';
import {
  checkBy,
  checkPlace,
  field,
  listField,
  readFields,
  writeFields,
  type FieldsOf,
  type Lose,
  type Packed,
  type LinkStudies,
} from './field';

/** Rounded to what the eye sees: six significant digits are far below a pixel or a grey level. */
const round = (value: number): number => Number(value.toPrecision(6));

/** 0 and an empty list are defaults, which stand in no link. */
const positive = (value: number) => (value > 0 ? value : undefined);
const filled = (packed: readonly unknown[]) => (packed.length > 0 ? packed : undefined);
const yes = (value: boolean) => (value ? 1 : undefined);
const packEnd = (image: ImageRef | undefined) => (image ? [image.sop, image.frame] : 0);

const MOST_PANES = MOST_ROWS * MOST_ROWS;
const OTHER_STUDIES = listField('t', MOST_OTHER_STUDIES, checkBy(toStudyUid), (all) => all, 'other-studies');

/** A pane in a link. */
export const PANE_FIELDS: FieldsOf<Pane> = {
  study: field(
    's',
    (studies) => checkPlace(studies),
    (study, studies) => positive(studies.indexOf(study)),
    'panes',
  ),
  series: field('e', SERIES, (series) => series, 'panes'),
  at: field('of', IMAGE, ({ sop, frame }) => [sop, frame === 1 ? undefined : frame], 'panes'),
  window: field('w', WINDOW, ({ center, width, curve }) => [
    round(center),
    round(width),
    CURVES.indexOf(curve),
  ]),
  voiLut: field('l', VOI_LUT, (voiLut) => voiLut),
  zoom: field('z', ZOOM, round),
  centre: field('c', CENTRE, ([u, v]) => [round(u), round(v)]),
  rotationDeg: field('r', TURNS, (rotationDeg) => positive(rotationDeg / 90)),
  mirrored: field('x', YES, yes),
  inverted: field('i', YES, yes),
  bare: field('b', YES, yes),
  presentation: field('d', OBJECT, ({ series, sop }) => [series, sop]),
  cine: field('y', CINE, ({ fps, mode, from, to }) => {
    const head = [fps ?? 0, MODES.indexOf(mode ?? 'loop')];
    return from || to ? [...head, packEnd(from), packEnd(to)] : head;
  }),
  linkShiftLps: field('h', LPS, (shift) => shift),
  field: field('m', FIELD, ({ wall, widthMm, heightMm, mmPerCssPx, quarter }) => [
    ...[WALLS.indexOf(wall), round(widthMm), round(heightMm)],
    ...(mmPerCssPx === undefined ? [] : [mmPerCssPx]),
    ...(mmPerCssPx === undefined || quarter === undefined ? [] : [BREAST_QUARTERS.indexOf(quarter)]),
  ]),
  cut: field('u', CUT, ({ plane, slab, centreMm }) => {
    const place = PLANES.indexOf(plane);
    const thick = slab ? [slab.mm, BLENDS.indexOf(slab.by)] : 0;
    if (centreMm) return [place, thick, centreMm];
    return slab ? [place, thick] : [place];
  }),
  layers: LAYERS,
};

/** A pane without its series, or of a study or an image that cannot be read, shows nothing rather than something else. */
function readPane(raw: unknown, studies: LinkStudies, lose: Lose): Pane | null {
  if (raw === 0 || raw === null) return null;
  const packed = (typeof raw === 'object' ? raw : {}) as Packed;
  const { study, series, at, ...others } = PANE_FIELDS;
  let isKnown = true;
  const place = readFields<Pick<Pane, 'study' | 'series' | 'at'>>(
    { study, series, at },
    packed,
    studies,
    (what) => {
      isKnown = false;
      lose(what);
    },
  );
  if (isKnown && place.series !== undefined)
    return {
      study: studies[0],
      series: place.series,
      ...place,
      ...readFields(others, packed, studies, lose),
    };
  lose('panes');
  return null;
}

/** What a link says of a screen: of the first in its own place, of one beside it under `screens`. */
const SCREEN_FIELDS: FieldsOf<ScreenView> = {
  grid: field('g', GRID, ({ rows, columns }) => (rows * columns > 1 ? [rows, columns] : undefined), 'panes'),
  active: field('a', ACTIVE, positive),
  panes: {
    letters: 'p',
    read: (packed, studies, lose) => {
      if (Array.isArray(packed))
        return packed.slice(0, MOST_PANES).map((one) => readPane(one, studies, lose));
      lose('panes');
      return undefined;
    },
    write: (panes, studies) => panes.map((pane) => (pane ? writeFields(PANE_FIELDS, pane, studies) : 0)),
  },
  blink: field('f', BLINK, ({ panes, isOther, perSecond }) => [
    ...panes,
    ...[isOther ? 1 : 0],
    ...(perSecond === undefined ? [] : [BLINK_RATES.findIndex((rate) => rate === perSecond)]),
  ]),
};

/** Panes as many as the grid has, an active one among them, and no pair of which one is not there. */
function whole<Screen extends ScreenView>(screen: Screen, lose: Lose): Screen {
  const length = screen.grid.rows * screen.grid.columns;
  if (screen.panes.length !== length) lose('panes');
  if (screen.active >= length) lose('settings');
  const all = {
    ...screen,
    panes: Array.from({ length }, (_, at) => screen.panes[at] ?? null),
    active: screen.active < length ? screen.active : 0,
  };
  const isBlinkLost = screen.blink !== undefined && !blinkPair(all);
  if (isBlinkLost) lose('settings');
  return isBlinkLost ? endBlink(all) : all;
}

const NOTHING: ScreenView = { grid: { rows: 1, columns: 1 }, panes: [null], active: 0 };

/** A screen beside the first, packed as a view is; what cannot be read of it is empty. */
function readScreen(raw: unknown, studies: LinkStudies, lose: Lose): ScreenView {
  const isPacked = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  if (!isPacked) lose('panes');
  return whole(
    { ...NOTHING, ...readFields(SCREEN_FIELDS, isPacked ? (raw as Packed) : {}, studies, lose) },
    lose,
  );
}

const seenBlink = <Screen extends ScreenView>(screen: Screen): Screen =>
  blinkPair(screen) ? screen : endBlink(screen);

/** What a link says of a view beside what is in its path. The first study stands there. */
export const VIEW_FIELDS: FieldsOf<ViewState> = {
  studies: {
    letters: 't',
    read: (packed, [first], lose) => [first, ...(OTHER_STUDIES.read(packed, [first], lose) ?? [])],
    write: ([, ...others]) => (others.length > 0 ? others : undefined),
  },
  grid: SCREEN_FIELDS.grid,
  active: SCREEN_FIELDS.active,
  panes: SCREEN_FIELDS.panes,
  calibrations: listField(
    'k',
    MOST_CALIBRATIONS,
    calibrationIn,
    (calibrations, studies) =>
      filled(
        calibrations.map((one) => [
          ...[studies.indexOf(one.study), one.series, one.rows, one.columns],
          ...[one.fileRowMm, one.fileColumnMm, one.rowMm, one.columnMm],
        ]),
      ),
    'calibrations',
  ),
  petUnit: field('q', checkPlace(PET_UNITS), (petUnit) => PET_UNITS.indexOf(petUnit)),
  keyImages: listField(
    'y',
    MOST_KEY_IMAGES,
    keyImageIn,
    (keyImages, studies) =>
      filled(
        keyImages
          .filter(({ study }) => studies.includes(study))
          .slice(-MOST_KEY_IMAGES)
          .map(({ study, series, sop, frame }) => [
            ...[studies.indexOf(study), series, sop],
            ...(frame === 1 ? [] : [frame]),
          ]),
      ),
    'key-images',
  ),
  links: field('l', linksIn, (links, studies) => {
    const bits = LINK_SWITCHES.reduce((sum, name, at) => sum + (links[name] ? 2 ** at : 0), 0);
    const known = (links.offsets ?? []).filter(
      ({ from, to }) => studies.includes(from.study) && studies.includes(to.study),
    );
    const offsets = known.map(({ from, to, normal, offsetMm }) => [
      ...[studies.indexOf(from.study), from.frame, studies.indexOf(to.study), to.frame],
      ...[...normal, offsetMm],
    ]);
    const registrations = (links.registrations ?? [])
      .filter(({ object }) => studies.includes(object.study))
      .map(({ from, to, object: { study, series, sop } }) => [studies.indexOf(study), series, sop, from, to]);
    if (registrations.length > 0) return [bits, offsets, registrations];
    return offsets.length > 0 ? [bits, offsets] : positive(bits) && [bits];
  }),
  point: field('x', pointIn, ({ study, frame, pointLps }, studies) =>
    studies.includes(study) ? [studies.indexOf(study), frame, ...pointLps] : undefined,
  ),
  crosses: listField('c', MOST_CROSSES, crossIn, (crosses, studies) =>
    filled(
      crosses
        .filter(({ study }) => studies.includes(study))
        .slice(-MOST_CROSSES)
        .map(({ study, frame, atLps, turn }) => [
          ...[studies.indexOf(study), frame, ...atLps],
          ...(turn ? [turn] : []),
        ]),
    ),
  ),
  overlays: listField('e', MOST_OVERLAYS, overlayIn, (overlays, studies) =>
    filled(
      overlays
        .filter(({ study }) => studies.includes(study))
        .slice(-MOST_OVERLAYS)
        .map(({ study, series, sop, opacity = 0, outline, hidden, shown }) => [
          ...[studies.indexOf(study), series, sop],
          ...[Math.round(100 * opacity), (outline ? 1 : 0) + (shown ? 2 : 0)],
          ...[(shown ?? hidden ?? []).slice(0, MOST_OVERLAY_NUMBERS)],
        ]),
    ),
  ),
  blink: SCREEN_FIELDS.blink,
  breastStep: field('s', checkPlace(BREAST_STEPS), (step) => BREAST_STEPS.indexOf(step)),
  screens: {
    letters: 'o',
    read: (packed, studies, lose) => {
      const all: readonly unknown[] = Array.isArray(packed) ? packed : [];
      if (!Array.isArray(packed) || all.length >= MOST_SCREENS) lose('panes');
      const screens = all.slice(0, MOST_SCREENS - 1).map((raw) => readScreen(raw, studies, lose));
      return screens.length > 0 ? screens : undefined;
    },
    write: (screens, studies) =>
      filled(screens.map((screen) => writeFields(SCREEN_FIELDS, seenBlink(screen), studies))),
  },
};

/** A view as short JSON; {} for a study just opened. */
export function packView(view: ViewState): Packed {
  const { studies, panes, screens } = view;
  const isFresh = studies.length === 1 && panes.length === 1 && panes[0] === null && !screens;
  // A pair of which one pane was emptied is not shown: nobody is told of it.
  return isFresh ? {} : writeFields(VIEW_FIELDS, seenBlink(view), studies);
}

/** The mirror image of packView. Total: what cannot be read is left at its default and named in `dropped`. */
export function unpackView(
  packed: Packed,
  first: StudyUid,
): { view: ViewState; dropped: readonly Dropped[] } {
  const dropped = new Set<Dropped>();
  const lose: Lose = (what) => dropped.add(what);
  const { studies, ...others } = VIEW_FIELDS;
  const all = readFields<Pick<ViewState, 'studies'>>({ studies }, packed, [first], lose).studies ?? [first];
  const view = { ...freshView(first), studies: all, ...readFields(others, packed, all, lose) };
  return { view: whole(view, lose), dropped: [...dropped] };
}

import { toStudyUid, type StudyUid } from '@/dicom/dataset/uid';
import { PET_UNITS } from '@/dicom/transforms/petUnit';
import { freshView, MOST_ROWS, type ImageRef, type Pane, type ViewState } from '@/view/viewState';
import {
  ACTIVE,
  calibrationIn,
  CENTRE,
  CINE,
  CURVES,
  GRID,
  IMAGE,
  keyImageIn,
  MODES,
  MOST_CALIBRATIONS,
  MOST_KEY_IMAGES,
  MOST_OTHER_STUDIES,
  OBJECT,
  SERIES,
  TURNS,
  VOI_LUT,
  WINDOW,
  YES,
  ZOOM,
} from './checks';
import type { Dropped } from './dropped';
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

/** What a link says of a view beside what is in its path. The first study stands there. */
export const VIEW_FIELDS: FieldsOf<ViewState> = {
  studies: {
    letters: 't',
    read: (packed, [first], lose) => [first, ...(OTHER_STUDIES.read(packed, [first], lose) ?? [])],
    write: ([, ...others]) => (others.length > 0 ? others : undefined),
  },
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
};

/** A view as short JSON; {} for a study just opened. */
export function packView(view: ViewState): Packed {
  const { studies, panes } = view;
  const isFresh = studies.length === 1 && panes.length === 1 && panes[0] === null;
  return isFresh ? {} : writeFields(VIEW_FIELDS, view, studies);
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
  const length = view.grid.rows * view.grid.columns;
  if (view.panes.length !== length) lose('panes');
  if (view.active >= length) lose('settings');
  return {
    view: {
      ...view,
      panes: Array.from({ length }, (_, at) => view.panes[at] ?? null),
      active: view.active < length ? view.active : 0,
    },
    dropped: [...dropped],
  };
}

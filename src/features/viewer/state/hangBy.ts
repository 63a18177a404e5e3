import { isCut } from '@/view/cut';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { SeriesUid } from '@/dicom/dataset/uid';
import { assign, type Candidate, type Placed } from '@/dicom/hanging/assign';
import { BUILT_IN } from '@/dicom/hanging/builtIn';
import { chooseProtocol, keyOf, selectorOf } from '@/dicom/hanging/choose';
import { factsOf, studyFacts } from '@/dicom/hanging/facts';
import { agreedOf, LEAST_SCORE, scoreOf, type Agreed } from '@/dicom/hanging/score';
import {
  ROLES,
  type HangingKey,
  type HangingProtocol,
  type HangingTemplate,
  type PaneTemplate,
  type Selector,
} from '@/dicom/hanging/template';
import { hasPicture } from '@/dicom/series/modality';
import type { Grid, Pane, ViewState } from '@/view/viewState';
import { hang } from './hang';
import type { KeptArrangements } from './hangingStore';
import type { PetWindow } from './petWindow';
import { missingState, withPriors, type Described, type PriorStudies } from './hangPriors';

/** Whose arrangement it is. */
export type HungFrom = 'mine' | 'house' | 'builtIn';

/** A protocol that a study may be hung by. */
export interface Choice {
  readonly protocol: HangingProtocol;
  readonly from: HungFrom;
}

/** What became of a pane of a template. */
export interface HungPane {
  readonly selector: Selector;
  /** `gone`: priors could not be read. */
  readonly state: Placed<Candidate>['state'] | 'gone';
  readonly series?: SeriesUid;
  /** How well its series fits, 0 to 1. */
  readonly score?: number;
  /** What agreed. */
  readonly agreed?: readonly Agreed[];
  /** Of PET: its window. */
  readonly pet?: PetWindow;
}

/** How a view was hung. */
export interface Hung extends Choice {
  /** That of the view: another layout is another arrangement. */
  readonly grid: Grid;
  readonly template: HangingTemplate;
  readonly panes: readonly (HungPane | undefined)[];
}

interface HangingCandidate extends Candidate {
  readonly of: SeriesSummary;
}

/** Series of the view's studies as hanging sees them. */
const candidatesOf = (
  { studies }: Pick<ViewState, 'studies'>,
  series: readonly SeriesSummary[],
  described: Described,
): readonly HangingCandidate[] =>
  series.filter(hasPicture).flatMap((of) => {
    const role = ROLES[studies.indexOf(of.study)];
    const { number, instanceCount, description } = of;
    return role === undefined
      ? []
      : [
          {
            ...{ of, number, instanceCount, description, key: of.series },
            facts: factsOf(of, role, described.get(of.series)),
          },
        ];
  });

const selectorsOf = ({ panes }: HangingTemplate): readonly (Selector | null)[] =>
  panes.map((pane) => pane && pane.selector);

/** The protocols that a study can be hung by, the best of each hand: the reader's, the site's, the built-in ones. */
export function choicesFor(
  series: readonly SeriesSummary[],
  { mine, house }: KeptArrangements,
): readonly Choice[] {
  const study = studyFacts(series);
  const all = { mine, house, builtIn: BUILT_IN } as const;
  return (['mine', 'house', 'builtIn'] as const).flatMap((from) => {
    const protocol = chooseProtocol(study, all[from]);
    return protocol ? [{ protocol, from }] : [];
  });
}

const toPane = ({ study, series }: SeriesSummary, { window, zoom }: PaneTemplate): Pane => ({
  ...{ study, series },
  ...(window ? { window: { center: window.centre, width: window.width, curve: window.curve } } : {}),
  ...(zoom === undefined ? {} : { zoom }),
});

/** The studies of a view without others than the one that is read and its priors. */
const studiesFor = (
  { studies: [first] }: ViewState,
  { studies }: PriorStudies,
): Pick<ViewState, 'studies'> => ({
  studies: [first, ...studies],
});

/** What stands in the view beside the study that is read: as long as nobody looks for priors. */
const beside = ({ studies }: ViewState): PriorStudies => ({ studies: studies.slice(1), state: 'found' });

function toHung(
  view: ViewState,
  choice: Choice,
  template: HangingTemplate,
  placed: readonly (Placed<HangingCandidate> | undefined)[],
  priors: PriorStudies,
): { readonly view: ViewState; readonly hung: Hung } {
  const grid: Grid = { ...template.grid };
  const panes = placed.map((one, at) => {
    const pane = template.panes[at];
    return one?.state === 'hung' && pane ? toPane(one.of.of, pane) : null;
  });
  const active = Math.max(
    0,
    panes.findIndex((pane) => pane !== null),
  );
  const { links: _, ...rest } = view;
  const links = template.links && { ...view.links, ...template.links };
  return {
    view: {
      ...rest,
      ...{ studies: withPriors(view.studies, priors.studies, panes), grid, panes, active },
      ...(links ? { links } : view.links ? { links: view.links } : {}),
    },
    hung: { ...choice, grid, template, panes: hungPanes(template, placed, priors) },
  };
}

const hungPanes = (
  template: HangingTemplate,
  placed: readonly (Placed<HangingCandidate> | undefined)[],
  priors: PriorStudies,
): readonly (HungPane | undefined)[] =>
  placed.map((one, at) => {
    const selector = template.panes[at]?.selector;
    if (!one || !selector) return undefined;
    return one.state === 'hung'
      ? {
          ...{ selector, state: one.state, series: one.of.of.series, score: one.score.mid },
          agreed: agreedOf(selector, one.of.facts),
        }
      : { selector, state: one.state === 'missing' ? missingState(selector, priors) : one.state };
  });

/**
 * Hangs a study that was just opened, from its list of series alone: nobody waits for a description. One pane is decided at once, by what
 * the series are called where nothing else tells, and stays; the others as far as the list leaves no doubt. Undefined: the plain arrangement.
 */
export function hangOpening(
  view: ViewState,
  series: readonly SeriesSummary[],
  kept: KeptArrangements,
): { readonly view: ViewState; readonly hung: Hung } | undefined {
  if (view.panes.some((pane) => pane !== null)) return undefined;
  // What is built in is asked for by hand: a reader who said nothing gets the plain arrangement.
  const choice = choicesFor(series, kept).find(({ from }) => from !== 'builtIn');
  if (!choice) return undefined;
  const { template } = choice.protocol;
  const candidates = candidatesOf(view, series, new Map());
  const selectors = selectorsOf(template);
  const first = firstOf(selectors, candidates, hang(view, series));
  if (!first) return undefined;
  const placed = assign(selectors, candidates, { kept: new Map([first]) });
  return toHung(view, choice, template, placed, { studies: [], state: 'awaited' });
}

/** The pane that is decided at once, with its series; undefined: none can take any. */
function firstOf(
  selectors: readonly (Selector | null)[],
  candidates: readonly HangingCandidate[],
  plain: ViewState,
): readonly [pane: number, key: string] | undefined {
  for (const [pane, one] of assign(selectors, candidates, { isFinal: true }).entries())
    if (one?.state === 'hung') return [pane, one.of.key];
  // Nothing is called what it is: the series that is read first anyway, where it may fit.
  const read = candidates.find(({ key }) => key === plain.panes[plain.active]?.series);
  const pane = selectors.findIndex(
    (selector) => read && selector && scoreOf(selector, read.facts).high >= LEAST_SCORE,
  );
  return read && pane >= 0 ? [pane, read.key] : undefined;
}

/** Series whose description decides something: those that may or may not fit a pane. */
export function undecided(
  view: ViewState,
  series: readonly SeriesSummary[],
  { panes }: HangingTemplate,
  described: Described,
): readonly SeriesSummary[] {
  return candidatesOf(view, series, described)
    .filter(({ facts }) =>
      panes.some((pane) => {
        const score = pane && scoreOf(pane.selector, facts);
        return score && score.high >= LEAST_SCORE && score.high > score.low;
      }),
    )
    .map(({ of }) => of);
}

/** Hangs a study by a protocol, with all that is known of its series and of its priors'; undefined where nothing fits. */
export function hangBy(
  view: ViewState,
  series: readonly SeriesSummary[],
  choice: Choice,
  described: Described,
  priors: PriorStudies = beside(view),
): { readonly view: ViewState; readonly hung: Hung } | undefined {
  const { template } = choice.protocol;
  const candidates = candidatesOf(studiesFor(view, priors), series, described);
  const placed = assign(selectorsOf(template), candidates, { isFinal: true });
  return placed.some((one) => one?.state === 'hung')
    ? toHung(view, choice, template, placed, priors)
    : undefined;
}

/** Two panes of a template in each other's place. */
const exchanged = (template: HangingTemplate, a: number, b: number): HangingTemplate => ({
  ...template,
  panes: template.panes.map((_, at) => template.panes[at === a ? b : at === b ? a : at] ?? null),
});

/**
 * Goes on with a view that was hung from its list alone, once its series are described. What hangs stays; a series that turned out to be
 * that of a pane still empty takes it along: the two change places. Panes that the reader filled, or another layout, stay as they are, and
 * what stands in one hangs in no other.
 */
export function hangOn(
  view: ViewState,
  series: readonly SeriesSummary[],
  before: Hung,
  described: Described,
  priors: PriorStudies = beside(view),
): { readonly view: ViewState; readonly hung: Hung } | undefined {
  if (view.grid !== before.grid) return undefined;
  const isKept = (key: SeriesUid) => before.panes.some((pane) => pane?.series === key);
  const isTaken = (key: SeriesUid) => view.panes.some((pane) => pane?.series === key) && !isKept(key);
  const candidates = candidatesOf(studiesFor(view, priors), series, described).filter(
    ({ of }) => !isTaken(of.series),
  );
  const keys = before.panes.flatMap((pane, at) =>
    pane?.series === undefined ? [] : [[at, pane.series] as const],
  );
  let { template } = before;
  for (const [at, key] of keys) {
    const facts = candidates.find((one) => one.key === key)?.facts;
    const fits = (pane: PaneTemplate | null | undefined) =>
      facts !== undefined && pane != null && scoreOf(pane.selector, facts).mid >= LEAST_SCORE;
    if (fits(template.panes[at])) continue;
    const other = template.panes.findIndex((pane, k) => before.panes[k]?.state !== 'hung' && fits(pane));
    if (other >= 0) template = exchanged(template, at, other);
  }
  const kept = new Map<number, string>(keys);
  const placed = assign(selectorsOf(template), candidates, { kept, isFinal: true });
  const panes = view.panes.map((pane, at) => {
    const one = placed[at];
    const of = template.panes[at];
    return pane === null && one?.state === 'hung' && of ? toPane(one.of.of, of) : pane;
  });
  const isSame = panes.every((pane, at) => pane === view.panes[at]);
  return {
    view: isSame ? view : { ...view, panes, studies: withPriors(view.studies, priors.studies, panes) },
    hung: { ...before, template, panes: hungPanes(template, placed, priors) },
  };
}

/** The plain arrangement: one pane, with the series that is read first. */
export function hangPlain(view: ViewState, series: readonly SeriesSummary[]): ViewState {
  const { links: _, ...rest } = view;
  const own = series.filter(({ study }) => study === view.studies[0]);
  return hang({ ...rest, grid: { rows: 1, columns: 1 }, panes: [null], active: 0 }, own);
}

/** The key of studies like that of a view. */
export const keyOfView = (
  { studies }: Pick<ViewState, 'studies'>,
  series: readonly SeriesSummary[],
): HangingKey => keyOf(studyFacts(series.filter(({ study }) => study === studies[0])));

/** What an arrangement keeps an empty pane of a view for: nothing of the study is it, or not yet. Undefined: nothing, or somebody emptied it. */
function keptFor({ grid, panes }: ViewState, at: number, hung: Hung | undefined): PaneTemplate | undefined {
  const isKept = hung && hung.grid === grid && panes[at] === null && hung.panes[at]?.state !== 'hung';
  return isKept ? (hung.template.panes[at] ?? undefined) : undefined;
}

/** What became of the panes of a view that is kept as it is: of one that waited or was missing before, the same. */
export const stillKept = (
  view: ViewState,
  panes: Hung['panes'],
  before: Hung | undefined,
): readonly (HungPane | undefined)[] =>
  panes.map((pane, at) => (keptFor(view, at, before) ? before?.panes[at] : pane));

/**
 * The arrangement of a view as a template; undefined where it holds no picture whose series is listed. `hung`: how it was hung, whose panes
 * that wait, or that nothing here is for, stay kept for what they were.
 */
export function templateOf(
  view: ViewState,
  series: readonly SeriesSummary[],
  described: Described,
  hung?: Hung,
): HangingTemplate | undefined {
  // An arrangement says which series hang where, not where a volume is cut.
  if (isCut(view)) return undefined;
  const candidates = candidatesOf(view, series, described);
  const isOneOfSeveral = keyOfView(view, series).regions.length > 1;
  const panes = view.panes.map((pane, at): PaneTemplate | null => {
    const candidate =
      pane && candidates.find(({ of }) => of.study === pane.study && of.series === pane.series);
    if (!pane || !candidate) return keptFor(view, at, hung) ?? null;
    const { window, zoom } = pane;
    const selector = selectorOf(candidate.facts, isOneOfSeveral);
    return {
      selector,
      // In Hounsfield units a window means the same in each study.
      ...(window && selector.modality === 'CT'
        ? { window: { centre: window.center, width: window.width, curve: window.curve } }
        : {}),
      ...(zoom === undefined ? {} : { zoom }),
    };
  });
  if (view.panes.every((pane) => pane === null) || panes.every((pane) => pane === null)) return undefined;
  const { scroll, lines } = view.links ?? {};
  const links = { ...(scroll ? { scroll } : {}), ...(lines ? { lines } : {}) };
  return {
    grid: { rows: view.grid.rows, columns: view.grid.columns },
    panes,
    ...(Object.keys(links).length > 0 ? { links } : {}),
  };
}

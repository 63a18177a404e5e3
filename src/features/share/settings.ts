import type { SeriesSummary } from '@/archive/contract/archive';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { encodeLink, fittingMarks } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import { EVERY_RIGHT, type Right } from '@/protocol/rights';
import { cutToScope, seriesOnScreen, studiesOnScreen, type Scope } from '@/view/scope';
import type { ViewState } from '@/view/viewState';
import type { ShareOrder } from './gate';
import { untilMs, type Until } from './until';

export const WHATS = ['view', 'study', 'series'] as const;
export type What = (typeof WHATS)[number];

/** What a person chooses about a guest's link. */
export interface Settings {
  /** For whom: shown to the guest. */
  readonly to: string;
  readonly note: string;
  readonly what: What;
  /** The series chosen one by one. */
  readonly chosen: ReadonlySet<SeriesUid>;
  readonly hasPriors: boolean;
  readonly hasMarks: boolean;
  readonly mayMeasure: boolean;
  readonly mayDownload: boolean;
  readonly until: Until;
  readonly hours: number;
  readonly hasPasscode: boolean;
}

/** What is on the screen when sharing begins. */
export interface Seen {
  readonly archive: string;
  readonly view: ViewState;
  readonly marks: readonly Mark[];
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
}

/** What a guest may be allowed by somebody with these rights: the gate lets nobody give away what they may not do. */
export const givable = (may: ReadonlySet<Right>) => ({
  measure: may.has('store'),
  download: may.has('export'),
});

/** Right for most: the study as it is seen, for looking and measuring, until Friday, behind a passcode. */
export const defaultSettings = ({ view }: Seen, may: ReadonlySet<Right> = EVERY_RIGHT): Settings => ({
  to: '',
  note: '',
  what: 'study',
  chosen: new Set(seriesOnScreen(view)),
  hasPriors: studiesOnScreen(view).some((study) => study !== view.studies[0]),
  hasMarks: true,
  mayMeasure: givable(may).measure,
  mayDownload: false,
  until: 'friday',
  hours: 4,
  hasPasscode: true,
});

/** The other studies that can be shared along. */
export const priorsOf = ({ view }: Seen): readonly StudyUid[] => view.studies.slice(1);

/** What a guest may see by these settings. */
export function scopeOf({ what, hasPriors, chosen }: Settings, { view, series }: Seen): Scope {
  const [first, ...priors] = view.studies;
  const studies: Scope['studies'] = hasPriors ? [first, ...priors] : [first];
  if (what === 'study') return { studies };
  const wanted = what === 'view' ? new Set(seriesOnScreen(view)) : chosen;
  const offered = new Set(series.filter(({ study }) => studies.includes(study)).map((one) => one.series));
  const kept = [...wanted].filter((one) => offered.has(one));
  // Nothing placed yet: the view is the study.
  return what === 'view' && kept.length === 0
    ? { studies }
    : { studies: withSeries(studies, kept, series), series: kept };
}

/** Studies none of whose series is shared are not named. */
function withSeries(
  studies: Scope['studies'],
  kept: readonly SeriesUid[],
  series: readonly SeriesSummary[],
): Scope['studies'] {
  const isKept = (study: StudyUid) => series.some((one) => one.study === study && kept.includes(one.series));
  const [first, ...others] = studies.filter(isKept);
  return first ? [first, ...others] : studies;
}

/** The series in scope, as the archive listed them. */
export const seriesIn = (
  { studies, series }: Scope,
  all: readonly SeriesSummary[],
): readonly SeriesSummary[] =>
  all.filter((one) => studies.includes(one.study) && (series?.includes(one.series) ?? true));

/** As many kinds as the gate takes (server/share/askedShare.ts). */
const KINDS = 20;

/** What the guest is told before opening it: every kind that is in scope, pictures or not. */
function aboutOf(series: readonly SeriesSummary[]): ShareOrder['about'] {
  const modalities = [...new Set(series.map(({ modality }) => modality))].filter((one) => one !== '');
  return {
    modalities: modalities.slice(0, KINDS),
    series: series.length,
    images: series.reduce((sum, { instanceCount }) => sum + (instanceCount ?? 0), 0),
  };
}

export interface Prepared {
  readonly order: ShareOrder;
  /** Measurements that are in scope but fit into no link. */
  readonly leftOut: number;
  readonly markCount: number;
}

/** What the gate is asked for. */
export function toOrder(settings: Settings, seen: Seen, now: Date): Prepared {
  const scope = scopeOf(settings, seen);
  const cut = cutToScope(seen.view, settings.hasMarks ? seen.marks : [], scope);
  const marks = fittingMarks(cut.marks);
  const [to, note] = [settings.to.trim(), settings.note.trim()];
  const order: ShareOrder = {
    archive: seen.archive,
    studies: scope.studies,
    ...(scope.series ? { series: scope.series } : {}),
    rights: [
      'look',
      ...(settings.mayMeasure ? (['measure'] as const) : []),
      ...(settings.mayDownload ? (['download'] as const) : []),
    ],
    until: untilMs(settings.until, settings.hours, now),
    ...(settings.hasPasscode ? { passcode: true } : {}),
    ...(to === '' ? {} : { to }),
    ...(note === '' ? {} : { note }),
    view: encodeLink({ archive: seen.archive, view: cut.view, marks }),
    about: aboutOf(seriesIn(scope, seen.series)),
  };
  return { order, leftOut: cut.marks.length - marks.length, markCount: marks.length };
}

/** Whether two settings make the same link; what is not chosen does not count. */
export const settingsKey = (settings: Settings): string =>
  JSON.stringify({
    ...settings,
    to: settings.to.trim(),
    note: settings.note.trim(),
    chosen: settings.what === 'series' ? [...settings.chosen].sort() : [],
    hours: settings.until === 'hours' ? settings.hours : 0,
  });

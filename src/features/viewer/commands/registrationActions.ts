import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { newestFrames, readRegistration, type Registration } from '@/dicom/geometry/registration';
import type { Engine } from '@/imaging/contract';
import { applyRegistrations } from '@/view/linked/paneLinks';
import { isRegistered, objectKey, unread, withMatrices } from '@/view/linked/registrations';
import type { FrameRegistration } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Shell } from '@/features/viewer/state/shell';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly shell: Shell;
  readonly engine: Engine | undefined;
  readonly archive?: Pick<Archive, 'instances'>;
  readonly studies?: readonly { readonly series: readonly SeriesSummary[] }[];
}

/** The series of a viewer that hold registration objects. */
export const registrationSeries = (studies: On['studies'] = []): readonly SeriesSummary[] =>
  studies.flatMap(({ series }) => series).filter(({ modality }) => modality === 'REG');

/** What the objects of some series say; rejects with ArchiveError. */
async function readAll(
  archive: Pick<Archive, 'instances'>,
  series: readonly Pick<SeriesSummary, 'study' | 'series'>[],
): Promise<readonly Registration[]> {
  const { signal } = new AbortController();
  const read = await Promise.all(series.map((one) => archive.instances(one.study, one.series, signal)));
  return read
    .flat()
    .map(readRegistration)
    .filter((one) => one !== undefined);
}

const datesOf = (all: readonly Registration[]) =>
  Object.fromEntries(all.flatMap(({ instance, date }) => (date === undefined ? [] : [[instance.sop, date]])));

/** Keeps what objects say; of those that were asked for and are no registration objects, that they say nothing. */
function keep(shell: Shell, all: readonly Registration[], asked: readonly FrameRegistration[] = []): void {
  const none = asked.map(({ object }) => [objectKey(object), []] as const);
  const said = all.map((one) => [objectKey(one.instance), newestFrames([one])] as const);
  shell.setState(({ registrationDates, registeredFrames }) => ({
    registrationDates: { ...registrationDates, ...datesOf(all) },
    registeredFrames: { ...registeredFrames, ...Object.fromEntries([...none, ...said]) },
  }));
}

/** Applies the registration objects of the studies, or none; what is not applied is said. */
async function toggle({ views, shell, engine, archive, studies }: On): Promise<void> {
  const isOn = isRegistered(views.getState().view.links);
  if (isOn && engine) return updateView(views, (view) => applyRegistrations(view, [], engine.linked));
  if (!engine || !archive) return undefined;
  let all: readonly Registration[];
  try {
    all = await readAll(archive, registrationSeries(studies));
  } catch {
    return shell.setState({ end: 'registration.failed' });
  }
  const [refused] = all.flatMap((one) => one.refused);
  const frames = newestFrames(all).map(({ by, ...one }): FrameRegistration => {
    const { study, series, sop } = by;
    return { ...one, object: { study, series, sop } };
  });
  keep(shell, all);
  shell.setState({
    end: refused ? `registration.${refused}` : frames.length === 0 ? 'registration.none' : undefined,
  });
  return updateView(views, (view) => applyRegistrations(view, frames.slice(-20), engine.linked));
}

/**
 * Aligns what a view that came with a link names by registration objects, as these say it: until they are read nothing is aligned. What
 * an object does not say is not applied, and a sentence says so.
 */
export async function readRegistrations({
  views,
  shell,
  archive,
}: Pick<On, 'views' | 'shell' | 'archive'>): Promise<void> {
  const align = () => updateView(views, (view) => withMatrices(view, shell.getState().registeredFrames));
  align();
  const isUnknown = ({ object }: FrameRegistration) =>
    !(objectKey(object) in shell.getState().registeredFrames);
  const asked = unread(views.getState().view).filter(isUnknown);
  if (asked.length > 0) {
    const places = new Map(asked.map(({ object }) => [`${object.study}/${object.series}`, object]));
    try {
      if (!archive) throw new Error('no archive');
      keep(shell, await readAll(archive, [...places.values()]), asked);
    } catch {
      return shell.setState({ end: 'registration.failed' });
    }
    align();
  }
  // What came meanwhile is read by itself.
  if (unread(views.getState().view).some((one) => !isUnknown(one)))
    shell.setState({ end: 'registration.unlike' });
}

/** Registration objects: a row of the table of actions. */
export const REGISTRATION_ACTIONS = {
  linkRegistered: {
    icon: 'registered',
    label: 'action.linkRegistered',
    group: 'link',
    asks: 'engine',
    run: (on: On): void => void toggle(on),
  },
} as const;

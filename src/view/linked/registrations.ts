import type { RegisteredFrame } from '@/dicom/geometry/registration';
import type { FrameRegistration, ObjectName, PaneLinks, ViewState } from '@/view/viewState';
import { withLinks } from './paneLinks';

/** One name for an object, to look up by. */
export const objectKey = ({ study, series, sop }: ObjectName): string => `${study}/${series}/${sop}`;

/** What registration objects say, by their keys. */
export type FramesOfObjects = Readonly<Record<string, readonly RegisteredFrame[]>>;

/** Whether anything is aligned: a registration whose object is not read aligns nothing. */
export const isRegistered = (links: PaneLinks | undefined): boolean =>
  links?.registrations?.some(({ matrix }) => matrix !== undefined) === true;

/** Those of a view that align nothing yet, or never. */
export const unread = ({ links }: ViewState): readonly FrameRegistration[] =>
  (links?.registrations ?? []).filter(({ matrix }) => matrix === undefined);

/** Gives registrations the matrices that their objects say of their frames of reference; the same view where there are none. */
export function withMatrices(view: ViewState, known: FramesOfObjects): ViewState {
  const { links = {} } = view;
  const before = links.registrations ?? [];
  const registrations = before.map((one): FrameRegistration => {
    if (one.matrix) return one;
    const said = known[objectKey(one.object)]?.find(({ from, to }) => from === one.from && to === one.to);
    return said ? { ...one, matrix: said.matrix } : one;
  });
  return registrations.some((one, at) => one !== before[at])
    ? withLinks(view, { ...links, registrations })
    : view;
}

/** Links as others are told of them: matrices come from the objects on every screen, and are nobody's step or change. */
export function bareLinks(links: PaneLinks | undefined): PaneLinks | undefined {
  if (!isRegistered(links)) return links;
  const registrations = links?.registrations?.map(({ from, to, object }) => ({ from, to, object })) ?? [];
  return { ...links, registrations };
}

/** The same of a view. */
export function bareView(view: ViewState): ViewState {
  const links = bareLinks(view.links);
  return links && links !== view.links ? { ...view, links } : view;
}

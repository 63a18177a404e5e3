import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { text } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import type { SeriesUid } from '@/dicom/dataset/uid';
import { readSegmentation } from '@/dicom/segments/readSegmentation';
import { hasPicture, kindOf } from '@/dicom/series/modality';
import { readStructureNames } from '@/dicom/structures/readStructures';
import { activate } from '@/view/actions';
import { placeOffPlanes } from '@/view/cut';
import { addOverlay, overlayOf } from '@/view/overlays';
import type { ObjectName, ViewState } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import type { ActionReach } from './actions';

/** An object that can be drawn over images, and which it says they are. */
interface Drawable {
  readonly name: ObjectName;
  readonly ofSeries: readonly SeriesUid[];
  readonly frames: readonly string[];
}

/** As many objects of one series as are drawn at once. */
const MOST_AT_ONCE = 8;
/** Series whose frame of reference is asked for where an object names none that is here. */
const MOST_ASKED = 12;

function drawableOf(instance: Instance): Drawable | undefined {
  const { study, series, sop, modality, sopClass } = instance;
  const kind = kindOf(modality, sopClass);
  const name = { study, series, sop };
  if (kind === 'segmentation') {
    const read = readSegmentation(instance);
    if ('refused' in read) return undefined;
    return {
      name,
      ofSeries: read.ofSeries,
      frames: read.frameOfReference === undefined ? [] : [read.frameOfReference],
    };
  }
  if (kind !== 'structures') return undefined;
  const read = readStructureNames(instance);
  return 'refused' in read ? undefined : { name, ofSeries: read.ofSeries, frames: read.framesOfReference };
}

/** One of the images of a series: of the answer that opens it, where there is one. */
async function imageOf(
  archive: Archive,
  { study, series }: SeriesSummary,
  signal: AbortSignal,
): Promise<Instance | undefined> {
  const opening = await archive.opening?.(study, series, undefined, signal);
  return opening ?? (await archive.instances(study, series, signal)).find(({ frames }) => frames > 0);
}

/** The series that objects are to be seen over: one that they name, else one of their frame of reference. */
async function seriesUnder(
  archive: Archive,
  objects: readonly Drawable[],
  listed: readonly SeriesSummary[],
  signal: AbortSignal,
): Promise<SeriesSummary | undefined> {
  const images = listed.filter(hasPicture);
  const named = new Set<string>(objects.flatMap(({ ofSeries }) => ofSeries));
  const own = images.find(({ series }) => named.has(series));
  if (own) return own;
  const frames = new Set(objects.flatMap((one) => one.frames));
  for (const series of images.slice(0, MOST_ASKED)) {
    const image = await imageOf(archive, series, signal);
    const frame = image && text(image.dataset, TAG.FrameOfReferenceUid);
    if (frame !== undefined && frames.has(frame)) return series;
  }
  return undefined;
}

/** A view with objects over the images of a series: in the pane that shows it, its planes where none shows them as stored; else in this one. */
function withOverlays(
  view: ViewState,
  pane: number,
  under: SeriesSummary,
  objects: readonly Drawable[],
): ViewState {
  const laid = objects.slice(0, MOST_AT_ONCE).reduce((now, { name }) => addOverlay(now, name), view);
  const isOf = (one: ViewState['panes'][number]) => one?.series === under.series && one.study === under.study;
  const stored = view.panes.findIndex((one) => isOf(one) && !one?.cut);
  const shown = stored >= 0 ? stored : view.panes.findIndex(isOf);
  return shown >= 0 ? activate(laid, shown) : placeOffPlanes(laid, pane, under.study, under.series);
}

/**
 * Draws the segmentations or structure sets of a series over the images that they lie on. False: none of them can be drawn, or none of
 * the study's images is theirs; the series is then shown as any other. Rejects with ArchiveError.
 */
export async function openOverlaid(
  { archive, views, studies = [], hand }: ActionReach,
  pane: number,
  { study, series }: Pick<SeriesSummary, 'study' | 'series'>,
): Promise<boolean> {
  const { signal } = new AbortController();
  const before = views.getState().view.panes[pane];
  if (!archive) return false;
  const objects = (await archive.instances(study, series, signal))
    .map(drawableOf)
    .filter((one) => one !== undefined);
  const listed = studies.flatMap((one) => one.series).filter((one) => one.study === study);
  const under = objects.length > 0 ? await seriesUnder(archive, objects, listed, signal) : undefined;
  if (!under) return false;
  // Whoever went on meanwhile keeps what they went to.
  if (views.getState().view.panes[pane]?.series !== before?.series) return true;
  hand.begin();
  updateView(views, (view) => withOverlays(view, pane, under, objects));
  return objects.some(({ name }) => overlayOf(views.getState().view, name) !== undefined);
}

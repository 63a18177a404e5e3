import { toBase64 } from '@/dicom/dataset/base64';
import { writePresentation, type PresentedPane } from '@/view/presentation/presentation';
import type { Engine } from '@/imaging/contract';
import { seriesKey, type EngineFacts, type FactsStore, type PaneStatus } from '@/imaging/pane/paneStore';
import type { ViewStore } from '@/view/viewStore';
import type { Pane } from '@/view/viewState';
import { paneKindIn } from '@/features/viewer/state/otherKind';

/** The stacks of a pane's series and what is doubtful about them. */
function orderFacts(status: PaneStatus | undefined, facts: EngineFacts | undefined) {
  const load = status?.study && status.series && facts?.loads[seriesKey(status.study, status.series)];
  return load && { parts: load.parts, warnings: load.warnings };
}

/** What a pane shows as a presentation state: a Part 10 file, as base64. */
async function presentationFile(presented: PresentedPane | undefined): Promise<string | undefined> {
  if (!presented) return undefined;
  const { toPart10 } = await import('@/dicom/objects/part10');
  const { instance: source } = presented.shown;
  return toBase64(toPart10(writePresentation({ source, at: new Date() }, presented)));
}

/** What tests read of a pane. */
function paneFacts(pane: Pane | null, status: PaneStatus | undefined, all: EngineFacts) {
  const spacing = status?.spacing;
  const kind = status && paneKindIn(status, () => undefined);
  return {
    state: status?.state ?? (pane ? 'loading' : 'empty'),
    kind: kind ?? (pane ? 'image' : undefined),
    placedSeriesUid: status?.series,
    studyUid: status?.instance?.study,
    seriesUid: status?.instance?.series,
    sopUid: status?.instance?.sop,
    frame: status?.frame,
    frames: status?.count,
    window: status?.window,
    voiLut: status?.voiLut,
    graphics: status?.graphics,
    presentation: status?.presentation,
    spacing,
    unit: status?.petUnit?.unit ?? status?.unit,
    markers: status?.markers,
    index: status?.index,
    order: orderFacts(status, all),
    isRendered: status?.isRendered,
    cut: status?.cut,
  };
}

/**
 * Offers `window.isocenter`, read-only, for tests: only with `"inspect": true` in config.json. The
 * result takes it away.
 */
export function offerInspection(
  views: ViewStore,
  store: FactsStore,
  engine: () => Engine | undefined,
  savedIds: () => ReadonlySet<string> = () => new Set(),
): () => void {
  const facts = () => store.getState();
  /** The engine, once it shows itself what stands in a pane. */
  const engineAt = async (pane: number) => {
    const isShown = ({ panes }: EngineFacts) => panes[pane]?.state === 'shown';
    while (isShown(facts()) && !isShown(engine()?.facts.getState() ?? { panes: [], loads: {} }))
      await new Promise(requestAnimationFrame);
    return engine();
  };
  const inspection = {
    view: () => views.getState().view,
    panes: () => views.getState().view.panes.map((pane, at) => paneFacts(pane, facts().panes[at], facts())),
    pixels: async (pane: number) => (await engineAt(pane))?.pixels(pane),
    presentationState: async (pane: number) => presentationFile((await engineAt(pane))?.presented(pane)),
    pixelBytes: async (pane: number) => (await engineAt(pane))?.pixelBytes(pane),
    painting: () => engine()?.painting(),
    measurements: () =>
      (engine()?.measures.getState().list ?? []).map((measurement) => ({
        ...measurement,
        saved: savedIds().has(measurement.id),
      })),
    loading: () =>
      Object.fromEntries(
        Object.entries(facts().loads).map(([key, { wanted, loaded, failed }]) => [
          key,
          { wanted, loaded, failed },
        ]),
      ),
  };
  Object.defineProperty(window, 'isocenter', { value: Object.freeze(inspection), configurable: true });
  return () => {
    Reflect.deleteProperty(window, 'isocenter');
  };
}

import type { PointPx } from '@/dicom/geometry/pointPx';
import { cutLine } from '@/dicom/geometry/planesTogether';
import {
  askedPlace,
  type LinkedImage,
  type LinkedPlace,
  type SeriesOfPane,
} from '@/view/linked/linkedSeries';
import type { LookOfPane } from '@/view/linked/linkedLook';
import { hasLookLinks, lookFactsOfPanes } from '@/view/linked/lookFacts';
import { createFollow } from '@/view/linked/paneLinks';
import { factsOfPanes, isSameFrameOfReference } from '@/view/linked/relation';
import { markPoint, pixelOfPoint } from '@/view/linked/spacePoint';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { linkedLookOf } from '@/imaging/pane/linkedLook';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { LinkLayer } from './linkLayer';
import type { PaneController } from './paneController';

/** Where one image cuts another, in pixels of that one. */
const lineOn = (of: LinkedImage, on: LinkedImage) =>
  of.plane && on.plane && cutLine({ ...of, plane: of.plane }, { ...on, plane: on.plane });

/** Tells the view store where the images of panes lie, and panes how they go with the active one. */
export class PaneLinking {
  private readonly views: ViewStore;
  private readonly controllers: readonly PaneController[];

  private readonly layers = new WeakMap<PaneView, LinkLayer>();
  private isDrawn = false;

  constructor(views: ViewStore, controllers: readonly PaneController[]) {
    [this.views, this.controllers] = [views, controllers];
    views.setState({ follow: createFollow(this.seriesOf, this.lookOf) });
  }

  readonly seriesOf: SeriesOfPane = (pane) => this.controllers[pane]?.linked;

  readonly lookOf: LookOfPane = (at, view) => {
    const [controller, pane] = [this.controllers[at], view.panes[at]];
    // A pane may have been given another series in this very moment.
    if (!pane || !controller?.view || !controller.holds(pane)) return undefined;
    return linkedLookOf(controller.frames[controller.placeOf(pane)], pane, controller.view, view);
  };

  /** What panes say, with how they go with the active one, by the images that they ask for. */
  told(statuses: readonly PaneStatus[]): readonly PaneStatus[] {
    const { view } = this.views.getState();
    const looks = hasLookLinks(view.links) ? lookFactsOfPanes(view, this) : undefined;
    const scrolled = this.toldOfScroll(statuses, view);
    if (!looks) return scrolled;
    return scrolled.map((status, at) => ({ ...status, ...(looks[at] ? { linkedLook: looks[at] } : {}) }));
  }

  private toldOfScroll(statuses: readonly PaneStatus[], view: ViewState): readonly PaneStatus[] {
    const { panes, active, links } = view;
    if (!links?.scroll) return statuses;
    const places = statuses.map((_, at) => askedPlace(panes[at], this.seriesOf(at)));
    const facts = factsOfPanes(links, places, active);
    return statuses.map((status, at) => ({ ...status, ...(facts[at] ? { link: facts[at] } : {}) }));
  }

  /** Draws what panes have to do with each other, by the images that they show. */
  draw(): void {
    const { active, links, point } = this.views.getState().view;
    const isAny = links?.lines === true || point !== undefined;
    if (!isAny && !this.isDrawn) return;
    this.isDrawn = isAny;
    const leading = links?.lines ? this.shownIn(active)?.image : undefined;
    this.controllers.forEach(({ view }, pane) => {
      if (!view) return;
      const place = isAny ? this.shownIn(pane) : undefined;
      const isCut = leading && place && pane !== active && isSameFrameOfReference(leading.of, place.image.of);
      const layer = this.layers.get(view) ?? new LinkLayer(view);
      this.layers.set(view, layer);
      layer.draw({
        line: isCut ? lineOn(leading, place.image) : undefined,
        point: place && pixelOfPoint(place, point, links),
      });
    });
  }

  /** Marks the point under a pixel of a pane's image. */
  locate(pane: number, at: PointPx): void {
    updateView(this.views, (view) => markPoint(view, pane, at, this.seriesOf));
  }

  /** The image on a pane's screen, which may not be the one that is asked for yet. */
  private shownIn(pane: number): LinkedPlace | undefined {
    const controller = this.controllers[pane];
    const [frame, series] = [controller?.frameOnScreen, controller?.linked];
    const index = frame && series?.indexOf(frame);
    const image = index === undefined ? undefined : series?.imageAt(index);
    return series && image && index !== undefined ? { series, index, image } : undefined;
  }

  stop(): void {
    this.views.setState({ follow: undefined });
  }
}

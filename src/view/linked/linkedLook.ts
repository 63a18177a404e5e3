import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { QuarterTurn, ViewState, Window } from '@/view/viewState';

/** What the grey values of an image are, as far as a window needs to know; or why no window of ours is laid over it. */
export type LinkedValues =
  | {
      readonly kind: 'grey';
      readonly study: StudyUid;
      readonly series: SeriesUid;
      /** Modality (0008,0060). */
      readonly modality: string;
      /** Of the modality values; empty: not known, so that they mean something within their series only. */
      readonly unit: string;
      /** Low values are bright, as the file says. */
      readonly isInverse: boolean;
      /** PET: standardized uptake value = modality value * factor; absent where it is not known. */
      readonly suvFactor?: number;
    }
  | { readonly kind: 'none'; readonly why: 'colour' | 'rendered' | 'presented' };

/** Millimetres of a pane's image. */
export interface LinkedScale {
  /** At zoom 1, millimetres per CSS pixel along a row of pixels. */
  readonly fitMmPerCssPx: number;
  readonly rowMm: number;
  readonly columnMm: number;
  /** Millimetres at the detector are larger than those in the patient, nobody knows by how much. */
  readonly isAtDetector: boolean;
}

/** The image that a pane asks for as it would be shown, by the size that the pane has. */
export interface LinkedLook {
  readonly values: LinkedValues;
  /** Absent where the size of a pixel is not known. */
  readonly scale?: LinkedScale;
  readonly rows: number;
  readonly columns: number;
  /** In the middle where the settings name no point: of a presentation state, else that of the image. */
  readonly restCentre: readonly [u: number, v: number];
  /** With what a presentation state turns. */
  readonly rotationDeg: QuarterTurn;
  readonly mirrored: boolean;
  /** The edge of the pane at which a chest wall lies (Pane.field); absent where nobody knows how large the image is. */
  readonly wall?: 'left' | 'right';
  /** The window in force on the screen. */
  readonly window?: Window;
  /** A table of grey levels is, in its place. */
  readonly hasTable?: boolean;
}

/** How the image that a pane of a view asks for would be shown; undefined while the pane shows nothing. */
export type LookOfPane = (pane: number, view: ViewState) => LinkedLook | undefined;

/** Why a window does not go from one image to another. */
export type WindowApart =
  'colour' | 'rendered' | 'presented' | 'other-modality' | 'other-unit' | 'polarity' | 'no-suv' | 'no-unit';

/** How a number of one image is told in another: times `factor`; or why it means nothing there. */
export type WindowRelation =
  { readonly kind: 'same'; readonly factor: number } | { readonly kind: 'apart'; readonly why: WindowApart };

const apart = <Why extends string>(why: Why) => ({ kind: 'apart', why }) as const;

/** Whether the numbers of a window mean the same in two images. */
export function windowRelation(from: LinkedValues, to: LinkedValues): WindowRelation {
  if (from.kind === 'none') return apart(from.why);
  if (to.kind === 'none') return apart(to.why);
  if (from.modality !== to.modality) return apart('other-modality');
  // The same number is bone in the one and air in the other.
  if (from.isInverse !== to.isInverse) return apart('polarity');
  const isSameSeries = from.series === to.series && from.study === to.study;
  if (from.suvFactor !== undefined && to.suvFactor !== undefined)
    return { kind: 'same', factor: from.suvFactor / to.suvFactor };
  if (from.unit !== to.unit) return apart(from.modality === 'PT' ? 'no-suv' : 'other-unit');
  if (isSameSeries) return { kind: 'same', factor: 1 };
  if (from.modality === 'PT') return apart('no-suv');
  return from.unit === '' ? apart('no-unit') : { kind: 'same', factor: 1 };
}

/** Why panes are not made equally large. */
export type ZoomApart =
  /** The size of a pixel of one of them is not known. */
  | 'no-spacing'
  /** Of one the millimetres are those at the detector, of the other those in the patient. */
  | 'detector';

/** Whether millimetres of two images can be compared; undefined: they can. */
export function zoomApart(from: LinkedLook, to: LinkedLook): ZoomApart | undefined {
  if (!from.scale || !to.scale) return 'no-spacing';
  return from.scale.isAtDetector === to.scale.isAtDetector ? undefined : 'detector';
}

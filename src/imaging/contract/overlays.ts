import type { StoreApi } from 'zustand/vanilla';
import type { Triple } from '@/dicom/geometry/geometry';
import type { SegmentationRefusal } from '@/dicom/segments/readSegmentation';
import type { Rgb } from '@/dicom/transforms/cielab';
import type { NoSegmentVolume } from '@/dicom/segments/segmentLayers';
import type { NoStructureVolume } from '@/dicom/structures/contourPlanes';
import type { StructuresRefusal } from '@/dicom/structures/readStructures';
import type { SopUid } from '@/dicom/dataset/uid';
import type { ObjectName } from '@/view/viewState';

/** Why an object is not drawn: what it says cannot be, it is not in its series, or it holds more than is kept. */
export type OverlayRefusal = SegmentationRefusal | StructuresRefusal | 'other-kind' | 'gone' | 'too-large';

/** A segment or a structure, as a list has it. */
export interface OverlayPart {
  /** Segment Number or ROI Number. */
  readonly number: number;
  /** Empty: it has none. */
  readonly name: string;
  readonly rgb: Rgb;
  /** AUTOMATIC, SEMIAUTOMATIC or MANUAL, or what else the file says. */
  readonly madeBy?: string;
  readonly algorithm?: string;
  /** What it holds; absent: not known, or not yet. */
  readonly ml?: number;
  /** Why it has no volume. */
  readonly noVolume?: NoSegmentVolume | NoStructureVolume;
  /** There is nothing of it in the object. */
  readonly isEmpty: boolean;
  /** Contours that cannot be read. */
  readonly lost: number;
}

/** What is known of an object that is drawn over images. */
export interface OverlayFacts {
  readonly state: 'loading' | 'here' | 'refused' | 'failed';
  readonly kind: 'segmentation' | 'structures';
  readonly refused?: OverlayRefusal;
  /** Content Label, Structure Set Label, or Series Description; empty: none. */
  readonly title: string;
  /** Who made it: content creator or operator, maker of the machine or program; empty: nobody says. */
  readonly maker: string;
  readonly parts: readonly OverlayPart[];
  /** Frames that are here, all, and those that could not be had or read. */
  readonly had: number;
  readonly frames: number;
  readonly lost: number;
  /** How many of its structures are measured; absent: all. */
  readonly measured?: number;
  /** How the volume of its parts is counted. */
  readonly counted: 'voxels' | 'fractions' | 'areas';
}

/** How an object goes with the images of a pane. Absent from a pane's list: it has nothing to do with them. */
export interface PaneOverlay {
  readonly sop: SopUid;
  /**
   * `other-frame`: it was made from these images, but lies in another frame of reference: it is not drawn; `other-patient`: it
   * names another person than they do: it is not drawn; `pixels-only`: it lies pixel for pixel on stored images and says of no place: it
   * is not drawn on planes.
   */
  readonly said: 'drawn' | 'other-frame' | 'no-place' | 'other-patient' | 'pixels-only';
  /** It lies in another frame of reference, and a registration object says where that is. */
  readonly isRegistered?: true;
  /** Structures of which contours lie across the plane and stand for nothing between them: not drawn, by name. */
  readonly notAcross?: readonly string[];
  /** Structures that lie in another frame of reference than the images and are not drawn, by name. */
  readonly apart?: readonly string[];
  /** Frames whose place is another than that of the image that they say they lie on: drawn on that one only. */
  readonly against?: number;
  /** Planes of it that have something and lie on no image of the series, of how many. */
  readonly beside: number;
  readonly planes: number;
}

/** What is told of overlays: by SOP Instance UID, and by pane. */
export interface OverlayStates {
  readonly objects: Readonly<Record<string, OverlayFacts>>;
  readonly panes: Readonly<Record<number, readonly PaneOverlay[]>>;
}

/** Segmentations and structure sets over images. */
export interface Overlays {
  readonly told: StoreApi<OverlayStates>;
  /** The place in a pane's series, from 0, of the image that shows the middle of a segment or structure; undefined: none does. */
  middleIn(pane: number, object: ObjectName, part: number): number | undefined;
  /** The middle of a segment or structure in the frame of reference of a pane's planes, LPS mm; undefined: it is not known, or not in it. */
  middleOnPlanes(pane: number, object: ObjectName, part: number): Triple | undefined;
  /** Asks again for what failed. */
  retry(object: ObjectName): void;
}

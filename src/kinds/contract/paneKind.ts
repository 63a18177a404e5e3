import type { ComponentType, LazyExoticComponent } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { KeyImage, Pane } from '@/view/viewState';

/** What tells of which kind an object is. */
export type KindSubject = Pick<Instance, 'modality' | 'sopClass'>;

/** What a kind of pane is given: what it shows, and the ways out of it. */
export interface PaneKindProps {
  readonly archive: Archive;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** The series that the study is known to have. */
  readonly listed: ReadonlySet<SeriesUid> | undefined;
  /** What of it the view asks for: object and page (`at`), zoom, turn. */
  readonly view: PaneKindView;
  /** Whether what is shown may leave the page, as a file or on paper. */
  readonly mayExport: boolean;
  onView(change: PaneKindView): void;
  /** Shows an image that the object speaks of. */
  onImage(image: KeyImage): void;
  /** Shows all attributes of the object. */
  onTags(): void;
  /** Told that it left the page. */
  onExport(): void;
}

/** The part of a pane's view that is no image's alone. */
export type PaneKindView = {
  readonly [Key in 'at' | 'zoom' | 'rotationDeg']?: Pane[Key] | undefined;
};

/** A kind of object that fills a pane with something else than images. */
export interface PaneKind {
  /** Whether an object is of this kind, by its class, or where that is not known by its modality. Pure. */
  accepts(object: KindSubject): boolean;
  /** Its pane, whose code comes when the first of its objects is shown: nobody needs it who looks at images. */
  readonly Pane: LazyExoticComponent<ComponentType<PaneKindProps>>;
}

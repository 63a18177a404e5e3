import { createContext } from 'react';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { KeyImage } from '@/view/viewState';

/** What a study on the screen shows. */
export interface ShownStudy {
  /** Its id in the settings. */
  readonly archive: string;
  readonly study: StudyUid;
  /** What the active pane names; absent: it is empty. */
  readonly pane?: { readonly study: StudyUid; readonly series: SeriesUid };
  /** The image that the reader has before them in it. */
  readonly image?: KeyImage;
}

/** What the study on the screen tells of itself, for whoever would put another in its place. */
export interface OnScreen {
  /**
   * Leaves it for something else, and asks a person first where something is unsaved: `then` goes there, `stayed` is told that the person
   * stays. Absent: no study is on the screen, and whoever wants to goes.
   */
  leave?: ((then: () => void, stayed: () => void) => 'left' | 'asked' | 'inRoom') | undefined;
  /** Absent: no study is on the screen, or none that tells of itself. */
  shown?: ShownStudy | undefined;
  /** Told of every change of `shown`. */
  changed?: (() => void) | undefined;
}

/** Absent: nobody would, since no page is around this one. */
export const OnScreenContext = createContext<OnScreen | undefined>(undefined);

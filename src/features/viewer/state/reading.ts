import { stepStudy } from './steps';

/** The state of the study on the screen, at hand for a key. */
export interface ReadingAtHand {
  /** Whoever looks marks studies as read. */
  readonly marks: boolean;
  /**
   * Marks the study, or takes its bookmark off again, and has it said. False where that was not done. `carries`: it is said on the screen of
   * the next study.
   */
  mark(what: 'read' | 'unread' | 'bookmark', carries?: boolean): Promise<boolean>;
}

/** What these actions reach. */
export type ReadingReach = Parameters<typeof stepStudy>[0] & { readonly reading?: ReadingAtHand | undefined };

/** Marks the study as read and, once that is kept, opens the next of the list; whoever has unsaved work is asked before both. */
export function readNext(on: ReadingReach): void {
  const { reading } = on;
  if (reading) stepStudy(on, 1, () => reading.mark('read', true));
}

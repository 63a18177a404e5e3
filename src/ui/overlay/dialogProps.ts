import type { ReactNode } from 'react';

export interface DialogProps {
  readonly title: string;
  /** Name of the close button. */
  readonly closeLabel: string;
  /** For two columns or a picture beside a form; `extra`: for both at once. */
  readonly wide?: boolean | 'extra';
  readonly children: ReactNode;
  onClose(): void;
}

/** What would be lost if the dialog were closed now: each part of its content that holds something. */
export type UnkeptMarks = Set<object>;

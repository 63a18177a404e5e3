import { createContext, lazy, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { Layer } from './overlay/Layer';

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
export type Unkept = Set<object>;
const UnkeptContext = createContext<Unkept | undefined>(undefined);

const DialogFrame = lazy(() => import('./overlay/DialogFrame'));

/** Fetches the code of dialogs before one is needed: what is typed into it at once then meets it at once. */
export const prepareDialogs = (): void => void import('./overlay/DialogFrame').catch(() => undefined);

/**
 * A modal dialog, open as long as it is rendered; on a phone a sheet at the bottom. It starts on what bears data-first-focus,
 * on its first field, or on its main action (a submit or primary button). Enter, and in longer texts Ctrl or Cmd with Enter,
 * does the main action. Escape and a press beside it close it, after a question where something is unkept. The focus
 * goes back to what opened it.
 */
export function Dialog(props: DialogProps) {
  const unkept = useMemo<Unkept>(() => new Set(), []);
  return (
    <UnkeptContext value={unkept}>
      <Layer onClose={props.onClose}>
        <DialogFrame {...props} unkept={unkept} />
      </Layer>
    </UnkeptContext>
  );
}

/** Inside a dialog: as long as `is`, closing it would lose something, and is asked about. */
export function useUnkept(is: boolean): void {
  const unkept = useContext(UnkeptContext);
  useEffect(() => {
    if (!is || !unkept) return undefined;
    const one = {};
    unkept.add(one);
    return () => void unkept.delete(one);
  }, [is, unkept]);
}

/** The same as an element, for content of a dialog that is written where the dialog is. */
export function Unkept({ is }: { readonly is: boolean }) {
  useUnkept(is);
  return null;
}

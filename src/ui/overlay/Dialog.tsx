import { createContext, useContext, useEffect, useMemo } from 'react';
import type { DialogProps, UnkeptMarks as UnkeptParts } from './dialogProps';
import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { FloatingLayer } from './FloatingLayer';

const UnkeptContext = createContext<UnkeptParts | undefined>(undefined);

const DialogFrame = latePart(() => import('./DialogFrame'), LayerGone);

/** Fetches the code of dialogs before one is needed: what is typed into it at once then meets it at once. */
export const prepareDialogs = (): void => void import('./DialogFrame').catch(() => undefined);

/**
 * A modal dialog, open as long as it is rendered; on a phone a sheet at the bottom. It starts on what bears data-first-focus,
 * on its first field, or on its main action (a submit or primary button). Enter, and in longer texts Ctrl or Cmd with Enter,
 * does the main action. Escape and a press beside it close it, after a question where something is unkept. The focus
 * goes back to what opened it.
 */
export function Dialog(props: DialogProps) {
  const unkept = useMemo<UnkeptParts>(() => new Set(), []);
  return (
    <UnkeptContext value={unkept}>
      <FloatingLayer onClose={props.onClose}>
        <DialogFrame {...props} unkept={unkept} />
      </FloatingLayer>
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

import { lazy, Suspense, type ComponentProps } from 'react';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { useShell } from './viewerContext';

const HelpDialog = lazy(() => import('./HelpDialog'));
const CommandPalette = lazy(() => import('./CommandPalette'));
const CalibrateDialog = lazy(() => import('./CalibrateDialog'));
const TagBrowser = lazy(() => import('./TagBrowser'));

/** The viewer's own dialogs; that of saving stands with its button. The properties are the palette's. */
export function Dialogs(passOn: ComponentProps<typeof CommandPalette>) {
  const dialog = useShell(({ dialog }) => dialog);
  return (
    <Suspense fallback={<KeysHeld />}>
      {dialog === 'help' && <HelpDialog />}
      {dialog === 'commands' && <CommandPalette {...passOn} />}
      {dialog === 'calibrate' && <CalibrateDialog />}
      {dialog === 'tags' && <TagBrowser />}
    </Suspense>
  );
}

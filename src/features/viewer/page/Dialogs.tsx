import { lazy, Suspense, type ComponentProps } from 'react';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { useShell } from '@/features/viewer/context/viewerContext';

const HelpDialog = lazy(() => import('@/features/viewer/toolbar/HelpDialog'));
const CommandPalette = lazy(() => import('@/features/viewer/toolbar/CommandPalette'));
const CalibrateDialog = lazy(() => import('@/features/viewer/calibrate/CalibrateDialog'));
const TagBrowser = lazy(() => import('@/features/viewer/tags/TagBrowser'));

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

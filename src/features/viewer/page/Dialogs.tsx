import { withTexts } from '@/i18n/fetchTexts';
import { Suspense, type ComponentProps } from 'react';
import { latePart } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { LayerGone } from '@/ui/PartGone';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

const HelpDialog = latePart(
  () => withTexts(import('@/features/viewer/toolbar/HelpDialog'), 'hands'),
  DialogGone,
);
const CommandPalette = latePart(
  () => withTexts(import('@/features/viewer/toolbar/CommandPalette'), 'palette'),
  DialogGone,
);
const CalibrateDialog = latePart(() => import('@/features/viewer/calibrate/CalibrateDialog'), DialogGone);
const TagBrowser = latePart(() => import('@/features/viewer/tags/TagBrowser'), DialogGone);
const HangingsDialog = latePart(
  () => withTexts(import('@/features/viewer/toolbar/HangingsDialog'), 'hangingFile'),
  DialogGone,
);

const HandsDialog = latePart(
  () => withTexts(import('@/features/viewer/toolbar/HandsDialog'), 'hands', 'palette'),
  DialogGone,
);

function DialogGone() {
  const { shell } = useViewer();
  return <LayerGone onClose={() => shell.setState({ dialog: undefined })} />;
}

/** The viewer's own dialogs; that of saving stands with its button. The properties are the palette's. */
export function Dialogs(passOn: ComponentProps<typeof CommandPalette>) {
  const { shell } = useViewer();
  const dialog = useShell(({ dialog }) => dialog);
  return (
    <Suspense fallback={<KeysHeld onEscape={() => shell.setState({ dialog: undefined })} />}>
      {dialog === 'help' && <HelpDialog />}
      {dialog === 'commands' && <CommandPalette {...passOn} />}
      {dialog === 'calibrate' && <CalibrateDialog />}
      {dialog === 'tags' && <TagBrowser />}
      {dialog === 'hangings' && <HangingsDialog />}
      {dialog === 'hands' && <HandsDialog />}
    </Suspense>
  );
}

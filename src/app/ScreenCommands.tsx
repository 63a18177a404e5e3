import { Suspense, useState } from 'react';
import type { HandoffPlace } from '@/features/handoff/handoffApi';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { useOffer, type Command } from '@/ui/overlay/commands';
import { diagnosePath, screenCheckPath } from './routes';

const HandoffDialog = latePart(
  async () => ({
    default: (await withTexts(import('@/features/handoff/HandoffButton'), 'handoff')).HandoffDialog,
  }),
  LayerGone,
);

interface ScreenCommandsProps {
  /** Its id in the settings. */
  readonly archive: string;
  /** Where a view is passed on to another device of the same person; absent: nowhere. */
  readonly devices: HandoffPlace | undefined;
  /** The link path of what is on the screen. */
  view(): string;
  /** Asks first where something is unsaved. */
  leave(then: () => void): void;
}

/** What the palette of the viewer can do besides: other screens, and dialogs that have no button of their own here. */
export function ScreenCommands({ archive, devices, view, leave }: ScreenCommandsProps) {
  const t = useT();
  const [isPassingOn, setPassingOn] = useState(false);
  const passOn: Command = {
    id: 'handoff',
    label: t('command.handoff'),
    group: 'group.passOn',
    icon: 'handoff',
    run: () => setPassingOn(true),
  };
  useOffer([
    ...(devices ? [passOn] : []),
    {
      id: 'diagnose',
      label: t('command.diagnose'),
      group: 'group.account',
      icon: 'help',
      run: () => leave(() => window.location.assign(diagnosePath(archive))),
    },
    {
      id: 'screenCheck',
      label: t('command.screenCheck'),
      group: 'group.account',
      icon: 'help',
      run: () => leave(() => window.location.assign(screenCheckPath)),
    },
  ]);
  if (!devices || !isPassingOn) return null;
  return (
    <Suspense fallback={null}>
      <HandoffDialog place={devices} {...{ archive, view }} onClose={() => setPassingOn(false)} />
    </Suspense>
  );
}

import { Suspense, useEffect } from 'react';
import { latePart } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { FloatingLayer } from '@/ui/overlay/FloatingLayer';
import { LayerGone } from '@/ui/PartGone';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

const loadMenu = async () => {
  const [code] = await Promise.all([import('./PictureMenu'), import('@/ui/overlay/MenuFrame')]);
  return code;
};
const PictureMenu = latePart(loadMenu, MenuGone);

function MenuGone() {
  const { shell } = useViewer();
  return <LayerGone onClose={() => shell.setState({ menu: undefined })} />;
}

interface PictureMenuPlaceProps {
  /** The pictures are no longer waited for: its code may come before it is asked for. */
  readonly isPictured: boolean;
  readonly linkTo: (id: string) => string | undefined;
}

/** The menu of the picture, from the first moment: it opens where the hand asked for it, or, when the hand has moved on, not at all. */
export function PictureMenuPlace({ isPictured, linkTo }: PictureMenuPlaceProps) {
  const isAsked = useShell(({ menu }) => menu !== undefined);
  useEffect(() => {
    // A failure is met again, and said, when it is asked for.
    if (isPictured) void loadMenu().catch(() => undefined);
  }, [isPictured]);
  if (!isAsked) return null;
  return (
    <FloatingLayer>
      <Suspense fallback={<OnItsWay />}>
        <PictureMenu linkTo={linkTo} />
      </Suspense>
    </FloatingLayer>
  );
}

/** Until it is here: what the hand does elsewhere takes it back, as it closes one that is open. */
function OnItsWay() {
  const { shell } = useViewer();
  useEffect(() => {
    const life = new AbortController();
    const leave = () => shell.setState({ menu: undefined });
    for (const moved of ['pointerdown', 'wheel'] as const)
      window.addEventListener(moved, leave, { capture: true, passive: true, signal: life.signal });
    return () => life.abort();
  }, [shell]);
  return <KeysHeld onEscape={() => shell.setState({ menu: undefined })} />;
}

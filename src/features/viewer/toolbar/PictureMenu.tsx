import { useEffect } from 'react';
import { useT } from '@/i18n/t';
import { Menu } from '@/ui/overlay/Menu';
import { useOrderedSections } from './menuSections';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

/** About the page rather than the picture. */
const ELSEWHERE = new Set<string>(['left', 'right', 'commands', 'help', 'back', 'menu', 'save', 'remove']);

/** What can be done where the picture was pressed: with the measurement there, the window, the picture, by tool. */
export default function PictureMenu({ linkTo }: { linkTo: (id: string) => string | undefined }) {
  const at = useShell(({ menu }) => menu);
  return at && <OpenMenu at={at} linkTo={linkTo} />;
}

interface OpenMenuProps {
  readonly at: { readonly x: number; readonly y: number; readonly measurement?: string };
  linkTo(id: string): string | undefined;
}

function OpenMenu({ at, linkTo }: OpenMenuProps) {
  const t = useT();
  const { shell, views } = useViewer();
  const sections = useOrderedSections({
    measurement: at.measurement,
    isOffered: (id) => !ELSEWHERE.has(id),
    linkTo,
  });
  useEffect(() => () => backToPicture(views.getState().view.active), [views]);
  return (
    <Menu
      label={t('action.menu')}
      at={at}
      sections={sections}
      onClose={() => shell.setState({ menu: undefined })}
    />
  );
}

/** Whatever the menu was opened and left by, the keys are the picture's again; unless what was chosen took the focus. */
function backToPicture(pane: number): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      document.querySelector<HTMLElement>(`[data-pane="${pane}"]`)?.focus({ preventScroll: true });
    }),
  );
}

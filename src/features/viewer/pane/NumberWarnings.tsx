import { useT } from '@/i18n/t';
import { spacingWarning } from '@/imaging/contract/basisText';
import { Icon } from '@/ui/Icon';
import styles from './imageWarnings.module.css';
import type { ImageWarningLine } from './imageWarnings';
import { useImage, useStatus } from '@/features/viewer/context/viewerContext';

/** What to know before a number or a colour is read off this picture; that the archive made it, where it did. */
export function useNumberWarnings(pane: number): readonly ImageWarningLine[] {
  const t = useT();
  const isShown = useStatus(pane, ({ state }) => state === 'shown');
  const isRendered = useStatus(pane, ({ isRendered }) => isRendered === true);
  const spacing = useImage(pane, ({ spacing, cut }) =>
    cut ? undefined : spacingWarning(spacing ?? { source: 'none' }, t),
  );
  const reason = useImage(pane, ({ petUnit }) => petUnit?.reason);
  const isProvisional = useStatus(pane, ({ isWindowProvisional }) => isWindowProvisional === true);
  const missing = useCutMissing(pane);
  const graphics = useStatus(pane, ({ graphics }) => graphics);
  const hasLostProfile = useStatus(pane, ({ hasLostProfile }) => hasLostProfile === true);
  const lines: readonly (ImageWarningLine | undefined)[] = [
    ...(isShown ? missing : []),
    isShown && isRendered
      ? { id: 'rendered', tone: 'warn', icon: 'unverified', text: t('pane.rendered') }
      : undefined,
    hasLostProfile ? { id: 'profile', tone: 'plain', text: t('pane.noColourProfile') } : undefined,
    isShown && isProvisional ? { id: 'window', tone: 'plain', text: t('pane.windowProvisional') } : undefined,
    graphics && graphics !== 'shown'
      ? { id: 'graphics', tone: 'plain', text: t(`pane.graphics.${graphics}`) }
      : undefined,
    isShown && spacing !== undefined
      ? { id: 'spacing', tone: 'warn', icon: 'noSpacing', text: spacing }
      : undefined,
    isShown && reason
      ? {
          id: 'pet',
          tone: 'warn',
          icon: 'warning',
          text: t('pet.refused', { reason: t(`suv.${reason}`) }),
        }
      : undefined,
  ];
  return lines.filter((line) => line !== undefined);
}

/** What of a plane is not there: still to come, or not to be had. */
function useCutMissing(pane: number): readonly ImageWarningLine[] {
  const t = useT();
  const [had, images, lost] = [
    useImage(pane, ({ cut }) => cut?.had ?? 0),
    useImage(pane, ({ cut }) => cut?.images ?? 0),
    useImage(pane, ({ cut }) => cut?.lost ?? 0),
  ];
  const isOutside = useImage(pane, ({ cut }) => cut?.isOutside === true);
  const values = { had, images, lost };
  const isCut = images > 0;
  const missing: readonly (ImageWarningLine | undefined)[] = [
    isOutside
      ? {
          id: 'cutOutside',
          tone: 'bad',
          icon: 'warning',
          text: t('cut.outside'),
          short: t('cut.outside.short'),
        }
      : undefined,
    lost > 0
      ? {
          id: 'cutLost',
          tone: 'bad',
          icon: 'warning',
          text: t('cut.lost', values),
          short: t('cut.lost.short', values),
        }
      : undefined,
    had + lost < images
      ? {
          id: 'cutProgress',
          tone: 'plain',
          icon: 'clock',
          text: t('cut.progress', values),
          short: t('cut.progress.short', values),
        }
      : undefined,
  ];
  const resampled: ImageWarningLine = {
    id: 'cutResampled',
    tone: 'plain',
    text: t('cut.resampled.why'),
    short: t('cut.resampled'),
  };
  return [...missing.filter((line) => line !== undefined), ...(isCut ? [resampled] : [])];
}

export function NumberWarnings({ warnings }: { warnings: readonly ImageWarningLine[] }) {
  return warnings.map(({ id, icon, text }) => (
    <span key={id} className={styles['tag']} data-testid={id === 'rendered' ? id : undefined}>
      {icon && <Icon name={icon} size={14} />} {text}
    </span>
  ));
}

import { useT } from '@/i18n/t';
import { spoken } from '@/i18n/language';
import { IconButton, Key } from '@/ui/Button';
import { actionSpec } from '@/features/viewer/commands/actions';
import { useBreastState } from '@/features/viewer/context/breastState';
import { useKeyHints } from '@/features/viewer/context/keyHints';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';
import styles from './breastBar.module.css';

/**
 * Whether the screen hangs by a step of looking at mammograms, is about to, or did before one of its panes was changed: its line has its
 * room from then on, so that no picture jumps with the change.
 */
export function useHasBreastBar(): boolean {
  const isOpening = useBreastState((state) => state.isOpening);
  const isHung = useView(
    ({ breastStep, panes }) => breastStep !== undefined || panes.some((pane) => pane?.field !== undefined),
  );
  return isOpening || isHung;
}

/** Below mammograms: which step hangs, and the ways to the next and the one before. */
export function BreastBar() {
  const t = useT();
  const viewer = useViewer();
  const keys = useKeyHints();
  const step = useView(({ breastStep }) => breastStep);
  const isOpening = useBreastState((state) => state.isOpening);
  const steps = useBreastState((state) => state.steps);
  const said = useBreastState((state) => state.said);
  const at = step === undefined ? -1 : steps.indexOf(step);
  const button = (id: 'nextBreastStep' | 'previousBreastStep') => (
    <IconButton
      icon={actionSpec(id).icon}
      label={t(actionSpec(id).label)}
      aria-keyshortcuts={keys.aria(id)}
      onClick={() => actionSpec(id).run(viewer)}
    />
  );
  const key = (id: 'nextBreastStep' | 'previousBreastStep') => {
    const hint = keys.hint(id);
    return hint !== undefined && <Key>{hint}</Key>;
  };
  return (
    <section dir={spoken().direction} className={styles['bar']} aria-label={t('breast.steps')}>
      {key('previousBreastStep')}
      {button('previousBreastStep')}
      <p role="status" data-testid="breast-step">
        {step !== undefined && <b>{t(`breast.step.${step}`)}</b>}
        {step === undefined && !isOpening && <span>{t('breast.changed')}</span>}
        {at >= 0 && <span>{t('breast.place', { place: at + 1, count: steps.length })}</span>}
        {said && <span>{t(`breast.said.${said}`)}</span>}
      </p>
      {button('nextBreastStep')}
      {key('nextBreastStep')}
    </section>
  );
}

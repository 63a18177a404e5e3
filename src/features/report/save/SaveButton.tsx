import { Suspense } from 'react';
import { useStore } from 'zustand';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { latePart } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { PartGone } from '@/ui/PartGone';
import type { SaveSession, Working } from './saveSession';
import { LeaveDialog } from './LeaveDialog';
import styles from './report.module.css';
import { useWorkplace, type StarsStore } from './useWorkplace';
import type { Unheld } from '@/view/saving';

const SaveDialog = latePart(() => withTexts(import('./SaveDialog'), 'saveDialog'), SaveFailed);

function SaveFailed({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return <PartGone text={t('save.failed')} onClose={onClose} />;
}

/** Asks whoever leaves unsaved work behind. */
function Leaving({ saveSession, onSave }: { readonly saveSession: SaveSession; onSave(): void }) {
  const leave = useStore(saveSession.leaving, (state) => state.leave);
  if (!leave) return null;
  const { leaving, place } = saveSession;
  const close = (next: { readonly onceSaved?: () => void }) => leaving.setState(next, true);
  const conclude = () => place.getState().work?.engine.measuring.conclude();
  return (
    <LeaveDialog
      saveSession={saveSession}
      onStay={() => close({})}
      onSave={() => {
        conclude();
        close({ onceSaved: leave });
        onSave();
      }}
      onLeave={() => {
        conclude();
        close({});
        leave();
      }}
    />
  );
}

interface FaceProps {
  /** How many changes are not saved. */
  readonly unsaved: number;
  /** There is a study to save something of. */
  readonly isReady: boolean;
  readonly isEngineResting: boolean;
  onOpen(): void;
}

function Face({ unsaved, isReady, isEngineResting, onOpen }: FaceProps) {
  const t = useT();
  const label = isEngineResting
    ? t('said.of', { name: t('action.save'), said: t('kind.noSave') })
    : unsaved > 0
      ? t('said.of', { name: t('action.save'), said: t('save.unsaved', { count: unsaved }) })
      : t('action.save');
  return (
    <button
      type="button"
      data-testid="save"
      aria-haspopup="dialog"
      aria-label={label}
      title={label}
      className={styles['save']}
      data-unsaved={unsaved > 0 || undefined}
      disabled={!isReady}
      onPointerEnter={() =>
        isReady && void withTexts(import('./SaveDialog'), 'saveDialog').catch(() => undefined)
      }
      onClick={onOpen}
    >
      <Icon name="save" />
      {unsaved > 0 && (
        <span aria-hidden="true" className={styles['badge']}>
          {unsaved > 99 ? '99+' : unsaved}
        </span>
      )}
    </button>
  );
}

/** Opens the save dialog; says how many changes are not saved. */
export function SaveButton({
  saveSession,
  working,
  unheld,
  starsRead,
}: {
  readonly saveSession: SaveSession;
  readonly working: Working;
  /** What this page drew before it was loaded again, where it was. */
  readonly unheld?: Unheld | undefined;
  readonly starsRead: StarsStore;
}) {
  useWorkplace(saveSession, working, unheld, starsRead);
  const work = useStore(saveSession.place, (state) => state.work);
  const unsaved = useStore(saveSession.saving, (state) => state.unsaved);
  const { isSaving, askToSave } = working;
  /** Whoever saved first goes where they were going, once nothing is left; whoever closes it before stays. */
  const closeSaving = () => {
    const { onceSaved } = saveSession.leaving.getState();
    saveSession.leaving.setState({}, true);
    askToSave(false);
    if (saveSession.unsaved() === 0) onceSaved?.();
  };
  // Who may not store still keeps drafts here, and may be allowed to tomorrow.
  const mayStore = saveSession.reader?.mayStore !== false;
  return (
    <>
      {mayStore && (
        <Face
          {...{ unsaved }}
          isReady={work !== undefined}
          isEngineResting={working.isEngineResting}
          onOpen={() => askToSave(true)}
        />
      )}
      <Leaving saveSession={saveSession} onSave={() => askToSave(true)} />
      {isSaving && work && mayStore && (
        <Suspense fallback={<KeysHeld onEscape={closeSaving} />}>
          <SaveDialog saveSession={saveSession} work={work} onClose={closeSaving} />
        </Suspense>
      )}
    </>
  );
}

import { Suspense, useEffect } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { latePart } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { PartGone } from '@/ui/PartGone';
import type { SaveSession, Working } from './saveSession';
import { countEarlyWork } from './earlyWork';
import { LeaveDialog } from './LeaveDialog';
import styles from './report.module.css';
import { StudyWork } from '@/features/report/drafts/studyWork';
import type { StarsRead, Unheld } from '@/view/saving';

const SaveDialog = latePart(() => withTexts(import('./SaveDialog'), 'saveDialog'), SaveFailed);

function SaveFailed({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return <PartGone text={t('save.failed')} onClose={onClose} />;
}

/** Told of starred images that a document of the study holds. */
type StarsStore = Pick<StoreApi<{ readonly stars: readonly StarsRead[] }>, 'getState' | 'subscribe'>;

/** Keeps the work of this study from the moment the engine is here; until then it is counted. */
function useWorkplace(
  { place, saving, reader }: SaveSession,
  { archive, engine, views, series, listing, stored, hand, earlyEngine }: Working,
  unheld: Unheld | undefined,
  starsRead: StarsStore,
): void {
  useEffect(
    () => (engine ? undefined : countEarlyWork({ views, saving, hand, engine: earlyEngine, unheld })),
    [engine, views, saving, hand, earlyEngine, unheld],
  );
  useEffect(() => {
    if (!engine) return undefined;
    const work = new StudyWork({ archive, engine, views, saving, reader, unheld, stored });
    place.setState({ work }, true);
    work.meetStars(starsRead.getState().stars);
    const unfollow = starsRead.subscribe(({ stars }) => work.meetStars(stars));
    return () => {
      unfollow();
      place.getState().saver?.stop();
      void work.close();
      place.setState({}, true);
    };
  }, [archive, engine, views, saving, reader, place, unheld, starsRead, stored]);
  const work = useStore(place, (state) => state.work);
  useEffect(() => work?.meetSeries(series, listing === 'now'), [work, series, listing]);
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
  const t = useT();
  useWorkplace(saveSession, working, unheld, starsRead);
  const work = useStore(saveSession.place, (state) => state.work);
  const unsaved = useStore(saveSession.saving, (state) => state.unsaved);
  const leave = useStore(saveSession.leaving, (state) => state.leave);
  const { isSaving, askToSave } = working;
  // Who may not store still keeps drafts here, and may be allowed to tomorrow.
  const mayStore = saveSession.reader?.mayStore !== false;
  const label =
    unsaved > 0
      ? t('said.of', { name: t('action.save'), said: t('save.unsaved', { count: unsaved }) })
      : t('action.save');
  return (
    <>
      {mayStore && (
        <button
          type="button"
          data-testid="save"
          aria-haspopup="dialog"
          aria-label={label}
          title={label}
          className={styles['save']}
          data-unsaved={unsaved > 0 || undefined}
          disabled={!work}
          onPointerEnter={() => void withTexts(import('./SaveDialog'), 'saveDialog').catch(() => undefined)}
          onClick={() => askToSave(true)}
        >
          <Icon name="save" />
          {unsaved > 0 && (
            <span aria-hidden="true" className={styles['badge']}>
              {unsaved > 99 ? '99+' : unsaved}
            </span>
          )}
        </button>
      )}
      {leave && (
        <LeaveDialog
          saveSession={saveSession}
          onStay={() => saveSession.leaving.setState({}, true)}
          onSave={() => {
            saveSession.leaving.setState({}, true);
            askToSave(true);
          }}
          onLeave={() => {
            saveSession.leaving.setState({}, true);
            leave();
          }}
        />
      )}
      {isSaving && work && mayStore && (
        <Suspense fallback={<KeysHeld />}>
          <SaveDialog saveSession={saveSession} work={work} onClose={() => askToSave(false)} />
        </Suspense>
      )}
    </>
  );
}

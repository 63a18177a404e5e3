import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SaveSession } from './saveSession';
import styles from './report.module.css';
import type { StudyWork } from '@/features/report/drafts/studyWork';
import { clockText } from '@/i18n/moment';
import { useT, type Translate } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';
import { downloadObjects } from './download';
import type { Saver, SaveRow, Signature } from './saver';
import { saverOf } from './saverOf';
import { stateText } from './stateText';

interface SaveDialogProps {
  readonly saveSession: SaveSession;
  readonly work: StudyWork;
  readonly onClose: () => void;
}

/** The saver of this study: it goes on when the dialog is closed. */
function useSaver(saveSession: SaveSession, work: StudyWork): Saver | undefined {
  useEffect(() => {
    saverOf(saveSession, work)?.plan();
  }, [saveSession, work]);
  return useStore(saveSession.place, (state) => state.saver);
}

/** What goes into the archive, and how far each of it has gone. */
export default function SaveDialog({ saveSession, work, onClose }: SaveDialogProps) {
  const t = useT();
  const saver = useSaver(saveSession, work);
  return (
    <Dialog title={t('save.title')} closeLabel={t('common.close')} onClose={onClose}>
      {saver && <Objects saver={saver} saveSession={saveSession} onClose={onClose} />}
    </Dialog>
  );
}

/** Saves what is chosen, and says what a press does by now. */
function SaveNow({ saver, chosen }: { readonly saver: Saver; readonly chosen: readonly SaveRow[] }) {
  const t = useT();
  const { rows, isBusy } = useStore(saver.store);
  const isTried = chosen.some(({ state }) => !['new', 'saved'].includes(state.phase));
  const isAway = rows.some(({ state }) => state.phase === 'away');
  return (
    <Button
      kind="primary"
      // Not disabled while it works: who pressed it by key is on it still when it says Done.
      disabled={chosen.length === 0}
      aria-disabled={(isBusy && !isAway) || undefined}
      onClick={() => (isBusy && !isAway ? undefined : void saver.save())}
    >
      {t(isAway ? 'save.now' : isTried && !isBusy ? 'save.again' : 'save.do')}
    </Button>
  );
}

function NothingToSave() {
  const t = useT();
  return (
    <div className={styles['nothing']}>
      <Icon name="sound" />
      <div>
        <b>{t('save.nothing')}</b>
        <p>{t('save.nothing.text')}</p>
      </div>
    </div>
  );
}

interface ObjectsProps {
  readonly saver: Saver;
  readonly saveSession: SaveSession;
  readonly onClose: () => void;
}

function Objects({ saver, saveSession, onClose }: ObjectsProps) {
  const t = useT();
  const { reader } = saveSession;
  const { rows, newer, isBusy } = useStore(saver.store);
  const [hasFailed, setFailed] = useState(false);
  const chosen = rows.filter(({ isChosen }) => isChosen);
  const isDone = chosen.length > 0 && chosen.every(({ state }) => state.phase === 'saved');
  const download = async () => {
    setFailed(false);
    try {
      const objects = await saver.objects();
      downloadObjects(objects);
      reader?.exported([...new Set(objects.map(({ study }) => study))]);
    } catch {
      setFailed(true);
    }
  };
  const isNothing = rows.every(({ kind }) => kind === 'presentation');
  return (
    <>
      {isNothing && <NothingToSave />}
      {!isNothing && <p className={styles['intro']}>{t('save.intro')}</p>}
      {newer.length > 0 && (
        <p className={styles['newer']}>
          <Icon name="warning" size={16} />
          {newerText(newer, t)}
        </p>
      )}
      <ul className={styles['rows']} aria-live="polite">
        {rows.map((row) => (
          <Row key={row.key} row={row} isBusy={isBusy} onChoose={(is) => saver.choose(row.key, is)} />
        ))}
      </ul>
      {isDone && <NotAllSaved saveSession={saveSession} />}
      {hasFailed && <p role="alert">{t('save.downloadFailed')}</p>}
      <div className={styles['end']}>
        {chosen.length > 0 && !isBusy && reader?.mayExport !== false && (
          <Button onClick={() => void download()}>
            <Icon name="download" /> {t(chosen.length === 1 ? 'save.download' : 'save.download.all')}
          </Button>
        )}
        {isDone || rows.length === 0 ? (
          <Button kind="primary" onClick={onClose}>
            {t('save.done')}
          </Button>
        ) : (
          <SaveNow {...{ saver, chosen }} />
        )}
      </div>
    </>
  );
}

/** Why whoever saved before leaving does not leave now. */
function NotAllSaved({ saveSession }: { readonly saveSession: SaveSession }) {
  const t = useT();
  const isLeaving = useStore(saveSession.leaving, ({ onceSaved }) => onceSaved !== undefined);
  const count = useStore(saveSession.saving, ({ unsaved }) => unsaved);
  return isLeaving && count > 0 ? <p role="status">{t('leave.notAllSaved', { count })}</p> : null;
}

const ICONS: Readonly<Record<SaveRow['kind'], IconName>> = {
  report: 'document',
  keyImages: 'picture',
  presentation: 'window',
};

const STATE_ICONS: Readonly<Record<SaveRow['state']['phase'], IconName>> = {
  new: 'save',
  waiting: 'save',
  sending: 'send',
  checking: 'search',
  saved: 'sound',
  away: 'unreachable',
  refused: 'warning',
  unwritten: 'warning',
  failed: 'warning',
};

interface RowProps {
  readonly row: SaveRow;
  readonly isBusy: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Row({ row, isBusy, onChoose }: RowProps) {
  const t = useT();
  const { kind, count, leftOut = 0, isChosen, state } = row;
  return (
    <li className={styles['row']} data-kind={kind}>
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={isBusy || state.phase === 'saved'}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
        <span className={styles['words']}>
          <b>{t(`save.kind.${kind}`)}</b>
          <small>{t(`save.holds.${kind}`, { count })}</small>
          {leftOut > 0 && <small role="status">{t('save.leftOut', { count: leftOut })}</small>}
          {(isChosen || state.phase !== 'new') && (
            <span className={styles['state']} data-phase={state.phase}>
              <Icon name={STATE_ICONS[state.phase]} size={16} />
              <span>{stateText(state, t)}</span>
            </span>
          )}
        </span>
        <Icon name={ICONS[kind]} />
      </label>
    </li>
  );
}

/** Who else saved a report meanwhile, and when. */
function newerText(newer: readonly Signature[], t: Translate): string {
  const last = newer.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? '')).at(-1);
  const time = last?.at === undefined ? undefined : clockText(new Date(last.at).getTime());
  return t('save.newer', {
    count: newer.length,
    who: last?.author ?? t('save.newer.someone'),
    when: time === undefined ? '' : t('save.newer.at', { time }),
  });
}

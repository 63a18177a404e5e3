import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import type { SeriesSummary } from '@/archive/contract/archive';
import { isSameKey } from '@/dicom/hanging/choose';
import { studyFacts } from '@/dicom/hanging/facts';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { choicesFor, type Choice } from '@/features/viewer/state/hangBy';
import type { HangingsAtHand, KeptHangings } from '@/features/viewer/state/hangingState';
import type { Again, HangingList } from '@/features/viewer/state/hangingStore';
import { hangingSentence } from '@/features/viewer/state/hangingWords';
import { useHangingState } from '@/features/viewer/context/hungPane';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';
import { FileOutcome, useHangingFiles } from './hangingFiles';
import { WhySo } from './WhySo';
import styles from './hangings.module.css';

/** Why the panes hang as they do, and the reader's own arrangements. */
export default function HangingsDialog() {
  const t = useT();
  const { hangings, shell } = useViewer();
  const close = () => shell.setState({ dialog: undefined });
  return (
    <Dialog title={t('action.hangings')} closeLabel={t('common.close')} onClose={close}>
      {hangings && <Content hangings={hangings} onDone={close} />}
    </Dialog>
  );
}

/** Changes the lists, and says what was changed; the last can be taken back. */
function useHangingChanges(hangings: HangingsAtHand, lists: KeptHangings) {
  const files = useHangingFiles(hangings, lists.mine);
  const [done, setDone] = useState<Done>();
  const change = (to: Done | undefined): void => {
    files.forget();
    setDone(to);
  };
  const rows = {
    onExport: (protocol: HangingProtocol, whose: HangingList) => {
      change(undefined);
      return files.give(protocol, whose);
    },
    onRemove: (protocol: HangingProtocol, whose: HangingList) => {
      const again = { protocol, at: lists[whose].indexOf(protocol) };
      change({ what: `removed.${whose}`, protocol, whose, again });
      void hangings.remove(whose, protocol.id);
    },
    onGive: (given: HangingProtocol) => {
      const at = lists.house.findIndex(({ key }) => isSameKey(key, given.key));
      const again = { ...(at < 0 ? {} : { protocol: lists.house[at], at }), instead: given.id };
      const what = at < 0 || lists.house[at]?.id === given.id ? 'given' : 'givenInstead';
      change({ what, protocol: given, whose: 'house', again });
      void hangings.giveHouse(given.id);
    },
  };
  const undo: DoneSaidProps['onUndo'] = ({ whose, again, protocol }) => {
    change({ what: 'back', protocol, whose });
    void hangings.bringBack(whose, again);
  };
  const bring = () => {
    setDone(undefined);
    void files.bring();
  };
  return { files, done, rows, undo, bring };
}

function Content({ hangings, onDone }: { readonly hangings: HangingsAtHand; readonly onDone: () => void }) {
  const t = useT();
  const hung = useHangingState((state) => state.hung);
  const grid = useView((view) => view.grid);
  const { mine, house } = useKept(hangings);
  const { files, done, rows, undo, bring } = useHangingChanges(hangings, { mine, house });
  const onHang = (choice: Choice | undefined): void => {
    void hangings.hang(choice);
    onDone();
  };
  const shared = { hangings, modalities: useModalities(), onHang, ...rows };
  return (
    <div className={styles['hangings']}>
      {/* It begins where nothing can be changed: Enter by habit must not keep what is on the screen. */}
      <section tabIndex={-1} data-first-focus="" aria-label={t('hanging.why')} className={styles['why']}>
        <h3>{t('hanging.why')}</h3>
        <WhySo hung={hung?.grid === grid ? hung : undefined} kept={{ mine, house }} />
      </section>
      <h3>{t('hanging.mine')}</h3>
      {mine.length === 0 && <p>{t('hanging.mine.none')}</p>}
      <List {...shared} whose="mine" protocols={mine} />
      {house.length > 0 && (
        <>
          <h3>{t('hanging.house')}</h3>
          <List {...shared} whose="house" protocols={house} />
        </>
      )}
      <h3>{t('hanging.builtIn')}</h3>
      <BuiltIn onHang={onHang} />
      <DoneSaid done={done} onUndo={undo} />
      <FileOutcome outcome={files.outcome} />
      <div className={styles['actions']}>
        <Button onClick={bring}>{t('hanging.file.import')}</Button>
        <Button
          onClick={() => {
            void hangings.keep();
            onDone();
          }}
        >
          {t('action.keepHanging')}
        </Button>
      </div>
    </div>
  );
}

/** What a row that hangs has of the study and of its dialog. */
interface HangProps {
  /** Hangs one of them; undefined: plainly. */
  readonly onHang: (choice: Choice | undefined) => void;
}

interface ListProps extends HangProps {
  readonly hangings: HangingsAtHand;
  /** Of the study: one for others cannot hang. */
  readonly modalities: string;
  readonly whose: HangingList;
  readonly protocols: readonly HangingProtocol[];
  /** Somebody wants one as a file. */
  readonly onExport: (protocol: HangingProtocol, whose: HangingList) => Promise<void>;
  readonly onRemove: (protocol: HangingProtocol, whose: HangingList) => void;
  /** Somebody sets one for the site. */
  readonly onGive: (protocol: HangingProtocol) => void;
}

/** Arrangements, each in its sentence; those of the site are changed by whoever may. */
function List({ hangings, whose, protocols, modalities, onHang, onExport, onRemove, onGive }: ListProps) {
  const t = useT();
  const { maySetHouse } = hangings;
  return (
    <ul>
      {protocols.map((protocol) => {
        const sentence = hangingSentence(t, protocol);
        return (
          <li key={protocol.id}>
            <span>{sentence}</span>
            {protocol.key.modalities.join() === modalities && (
              <HangButton sentence={sentence} onClick={() => onHang({ protocol, from: whose })} />
            )}
            <IconButton
              icon="download"
              label={t('hanging.file.export', { sentence })}
              onClick={() => void onExport(protocol, whose)}
            />
            {whose === 'mine' && maySetHouse && (
              <Button
                aria-label={t('hanging.giveHouse', { sentence })}
                title={t('hanging.giveHouse.hint')}
                onClick={() => onGive(protocol)}
              >
                {t('hanging.giveHouse.short')}
              </Button>
            )}
            {(whose === 'mine' || maySetHouse) && (
              <IconButton
                icon="remove"
                label={t('hanging.remove', { sentence })}
                onClick={() => onRemove(protocol, whose)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What hangs where nobody has said how: the built-in one for such studies, where there is one, and the plain one. */
function BuiltIn({ onHang }: HangProps) {
  const t = useT();
  const choices = choicesFor(useOwnSeries(), { mine: [], house: [], habits: [] });
  return (
    <ul>
      {choices.map((choice) => {
        const sentence = hangingSentence(t, choice.protocol);
        return (
          <li key={choice.protocol.id}>
            <span>{sentence}</span>
            <HangButton sentence={sentence} onClick={() => onHang(choice)} />
          </li>
        );
      })}
      <li>
        <span>{t('hanging.why.isPlain')}</span>
        <HangButton sentence={t('hanging.why.isPlain')} onClick={() => onHang(undefined)} />
      </li>
    </ul>
  );
}

function HangButton({ sentence, onClick }: { readonly sentence: string; readonly onClick: () => void }) {
  const t = useT();
  return (
    <Button aria-label={t('hanging.hang.label', { sentence })} onClick={onClick}>
      {t('hanging.hang')}
    </Button>
  );
}

/** What is listed of the study that is read. */
function useOwnSeries(): readonly SeriesSummary[] {
  const [study] = useView((view) => view.studies);
  const { studies } = useViewer();
  return studies.flatMap((one) => one.series.filter((series) => series.study === study));
}

/** Its modalities, as keys of arrangements have them. */
const useModalities = (): string => studyFacts(useOwnSeries()).modalities.join();

/** What was just done to the lists, and how it is taken back. */
type Done = {
  readonly protocol: HangingProtocol;
  readonly whose: HangingList;
} & (
  | { readonly what: `removed.${HangingList}` | 'given' | 'givenInstead'; readonly again: Again }
  | { readonly what: 'back' }
);

interface DoneSaidProps {
  readonly done: Done | undefined;
  readonly onUndo: (done: Extract<Done, { readonly again: Again }>) => void;
}

/** What was just done, with the way back. The button that was pressed is gone with its row: the focus goes on to this one. */
function DoneSaid({ done, onUndo }: DoneSaidProps) {
  const t = useT();
  const undo = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (done?.what.startsWith('removed')) undo.current?.focus();
  }, [done]);
  return (
    <div role="status" className={styles['done']} data-testid="hanging-done">
      {done && (
        <>
          <p>{t(`hanging.done.${done.what}`, { sentence: hangingSentence(t, done.protocol) })}</p>
          {'again' in done && (
            <Button ref={undo} onClick={() => onUndo(done)}>
              {t('action.undo')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** What is kept, once it is known. */
function useKept(hangings: HangingsAtHand): KeptHangings {
  const [kept, setKept] = useState<KeptHangings>({ mine: [], house: [] });
  useEffect(() => hangings.watchKept(setKept), [hangings]);
  return kept;
}

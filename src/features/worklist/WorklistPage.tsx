import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { describeListError } from '@/kinds/describeListError';
import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { Button, LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { useScreen } from '@/ui/useScreen';
import { EmptyNotice } from './EmptyNotice';
import { FilterBar } from './FilterBar';
import { FiltersSheet } from './FiltersSheet';
import { toStudyQuery, untelling, type Filters } from './filters';
import { HeadRow } from './HeadRow';
import { KeysDialog } from './KeysDialog';
import { ListTail } from './ListTail';
import { ModalityFilter } from './ModalityFilter';
import { Preview } from './Preview';
import { Caveats, StatusBar } from './StatusBar';
import { StudyCards } from './StudyCards';
import { StudyTable } from './StudyTable';
import { useDebouncedFilters } from './useDebounced';
import { isNowhere } from './useListKeys';
import { useStudies, type Studies } from './useStudies';
import { useWorklistKeys } from './useWorklistKeys';
import './worklist.css';
import './rows.css';
import './panels.css';
import { WorklistHeader } from './WorklistHeader';
import type { ListDialog, ListProps, WorklistProps } from './worklistProps';

const DatesDialog = latePart(() => import('./DatesDialog'), LayerGone);

/** Find a study in an archive: rows on a desk, cards for fingers. */
export function WorklistPage(props: WorklistProps) {
  const { archive, archives, filters, position, studyHref, onOpen } = props;
  const t = useT();
  const screen = useScreen();
  const isDesk = screen === 'desk';
  const [dialog, setDialog] = useState<ListDialog>();
  const close = useCallback(() => setDialog(undefined), []);
  const help = useCallback(() => setDialog('keys'), []);

  const asked = useDebouncedFilters(filters);
  const typedQuery = useStable(toStudyQuery(filters, new Date()));
  const askedQuery = useStable(toStudyQuery(asked, new Date()));
  const studies = useStudies(archive, typedQuery, askedQuery, filters.sort);
  const { rows, isLoading, loadMore, barren, moreFailed } = studies;
  useShown(rows.length > 0 || (!isLoading && studies.error === undefined), props.onShown);

  const [selected, setSelected] = useState(position.read ?? position.study);
  // What was read need not be in the list: a patient's other studies open from the preview.
  const of = (uid: StudyUid | undefined) => rows.find((row) => row.study === uid);
  const study = of(selected) ?? of(position.study) ?? rows[0];
  useEffect(() => {
    position.listed = {
      archive: archive.id,
      studies: rows.map((row) => row.study),
      isCut: studies.more,
    };
  }, [position, archive, rows, studies.more]);
  const select = useCallback(
    (uid: StudyUid) => {
      position.study = uid;
      position.read = undefined;
      setSelected(uid);
    },
    [position],
  );
  const onFilters = (next: Filters) => {
    position.study = undefined;
    position.read = undefined;
    setSelected(undefined);
    props.onFilters(next);
  };
  const open = useCallback(
    (uid: StudyUid) => {
      if (rows.some((row) => row.study === uid)) position.study = uid;
      onOpen(uid);
    },
    [position, rows, onOpen],
  );

  const [isBack] = useState(position.read !== undefined);
  const search = useRef<HTMLInputElement>(null);
  const focusList = useRef(() => undefined as void);
  const only = rows.length === 1 && isSettled(studies) ? rows[0]?.study : undefined;
  const openOnly = useMemo(() => (only === undefined ? undefined : () => open(only)), [only, open]);
  useWorklistKeys({ search, focusList, onHelp: help, openOnly });

  const isPaused = barren !== undefined || moreFailed;
  const pages = studies.more && !isPaused && !studies.isLoadingMore && !studies.isSearching;
  const onEnd = useCallback(() => {
    if (pages) loadMore();
  }, [pages, loadMore]);

  const archiveName = archives.find(({ id }) => id === archive.id)?.name ?? archive.id;
  const list: ListProps = {
    rows,
    selected: study?.study,
    position,
    // Fingers come without keys; who comes back from a study comes to its card.
    isFocusedFirst: isDesk || isBack,
    focusList,
    isSearching: studies.isSearching,
    question: JSON.stringify([typedQuery, filters.sort]),
    tail: studies.more && rows.length > 0 ? <ListTail studies={studies} /> : undefined,
    studyHref,
    onSelect: select,
    onOpen: open,
    onEnd,
  };
  const headSort =
    filters.sort ?? (studies.order === 'newest' ? ({ by: 'date', descending: true } as const) : undefined);
  const bar = (
    <FilterBar
      filters={filters}
      isDesk={isDesk}
      onFilters={onFilters}
      onChooseDates={() => setDialog('dates')}
      onRefresh={studies.retry}
    />
  );
  const notice = <ListNotice {...props} onFilters={onFilters} studies={studies} archiveName={archiveName} />;

  return (
    <div className="wl-page" data-screen={screen}>
      <WorklistHeader
        {...props}
        onFilters={onFilters}
        screen={screen}
        isDown={studies.error !== undefined || moreFailed}
        search={search}
        onSheet={() => setDialog('filters')}
        onHelp={help}
        onRefresh={studies.retry}
      />
      <div className="wl-body">
        <main ref={takeFocus} className="wl-main" tabIndex={-1} data-frame="">
          {bar}
          {props.sessionNotice}
          <Caveats studies={studies} untelling={untelling(filters)} diagnoseHref={props.diagnoseHref} />
          <div className="wl-list">
            {isDesk ? (
              <StudyTable
                {...list}
                head={
                  <HeadRow
                    filters={filters}
                    sort={headSort}
                    onFilters={onFilters}
                    modalityFilter={
                      <ModalityFilter
                        modalities={filters.modalities}
                        onModalities={(modalities) => onFilters({ ...filters, modalities })}
                      />
                    }
                  />
                }
              />
            ) : (
              <StudyCards {...list} archive={archive} columns={screen === 'phone' ? 1 : 2} />
            )}
            {rows.length === 0 && <div className="wl-over">{notice}</div>}
          </div>
        </main>
        {isDesk && <Preview archive={archive} study={study} studyHref={studyHref} onOpen={open} />}
        <StatusBar studies={studies} isDesk={isDesk} onHelp={help} diagnoseHref={props.diagnoseHref} />
      </div>
      {dialog === 'keys' && <KeysDialog onClose={close} />}
      {dialog === 'filters' && <FiltersSheet filters={filters} onFilters={onFilters} onClose={close} />}
      {dialog === 'dates' && (
        <Suspense fallback={<KeysHeld />}>
          <DatesDialog
            date={filters.date}
            onDate={(date) => onFilters({ ...filters, date })}
            onClose={close}
          />
        </Suspense>
      )}
      <span className="wl-hidden" role="status">
        {studies.isSearching ? t('worklist.searching') : ''}
      </span>
    </div>
  );
}

type ListNoticeProps = WorklistProps & { readonly studies: Studies; readonly archiveName: string };

/** In place of rows: waiting, failed, or nothing found. */
function ListNotice({ studies, archiveName, filters, onFilters, diagnoseHref }: ListNoticeProps) {
  const t = useT();
  if (studies.error !== undefined) {
    const sentence = describeListError(studies.error);
    if (!sentence) return null;
    return (
      <Notice
        alert
        icon="unreachable"
        title={t(sentence.title)}
        text={t(sentence.text, sentence.values)}
        actions={
          <>
            <Button kind="primary" onClick={studies.retry}>
              {t('common.retry')}
            </Button>
            <LinkButton href={diagnoseHref}>{t('worklist.diagnose')}</LinkButton>
          </>
        }
      />
    );
  }
  if (studies.isLoading || studies.isSearching) {
    return (
      <div className="wl-tail">
        <span className="wl-spinner" aria-hidden="true" />
        {t('worklist.loading', { archive: archiveName })}
      </div>
    );
  }
  if (studies.more) return <ListTail studies={studies} />;
  return <EmptyNotice archiveName={archiveName} filters={filters} onFilters={onFilters} />;
}

/** The rows are all that the archive has of what was asked for. */
const isSettled = ({ isLoading, isSearching, more, error }: Studies): boolean =>
  !isLoading && !isSearching && !more && error === undefined;

/** Until the list has rows, who comes to it is in its frame: the focus is never lost. */
const takeFocus = (frame: HTMLElement | null): void => {
  if (frame && isNowhere(document.activeElement)) frame.focus({ preventScroll: true });
};

/** The same object as long as the content is the same. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the text is the value
  return useMemo(() => value, [text]);
}

/** Tells once that the list is on screen, after the browser has painted it. */
function useShown(isShown: boolean, onShown: () => void): void {
  const tell = useRef(onShown);
  useEffect(() => {
    if (!isShown) return undefined;
    const frame = requestAnimationFrame(() => tell.current());
    return () => cancelAnimationFrame(frame);
  }, [isShown]);
}

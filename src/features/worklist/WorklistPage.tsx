import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import { useT } from '@/i18n/t';
import { useScreen, type Screen } from '@/ui/useScreen';
import { FilterBar } from './FilterBar';
import { untelling, type Filters } from './filters';
import { ListDialogs } from './ListDialogs';
import { ListNotice } from './ListNotice';
import { ListTail } from './ListTail';
import { Preview } from './Preview';
import { Caveats, StatusBar } from './StatusBar';
import { StudyList } from './StudyList';
import { useKeptRows } from './useKeptRows';
import { isNowhere } from './useListKeys';
import { useListQuery } from './useListQuery';
import { useStudies, type Studies } from './useStudies';
import { useStudyChoice } from './useStudyChoice';
import { useWorklistKeys } from './useWorklistKeys';
import './worklist.css';
import './rows.css';
import './cards.css';
import './panels.css';
import { WorklistHeader } from './WorklistHeader';
import type { ArchiveNamed, ListDialog, ListProps, WorklistProps } from './worklistProps';

/** Find a study in an archive. */
export function WorklistPage(props: WorklistProps) {
  const { archive, filters, position, studyHref } = props;
  const t = useT();
  const screen = useScreen();
  const isDesk = screen === 'desk';
  const [dialog, setDialog] = useState<ListDialog>();
  const close = useCallback(() => setDialog(undefined), []);
  const help = useCallback(() => setDialog('keys'), []);

  const query = useListQuery(filters);
  const [isBack] = useState(position.read !== undefined);
  const found = useStudies(archive, query.typed, query.asked, filters.sort, isBack);
  const question = JSON.stringify([query.typed, filters.sort]);
  const { studies, isUnsure, keep, forget } = useKeptRows(
    found,
    archive.id,
    filters.state,
    question,
    position,
  );
  const { rows, moreFailed, error } = studies;
  useShown(rows.length > 0 || (!studies.isLoading && error === undefined), props.onShown);
  const { study, select, reset, open } = useStudyChoice(props, studies, query.asked, keep);
  const onFilters = (next: Filters) => {
    reset();
    props.onFilters(next);
  };
  const search = useRef<HTMLInputElement>(null);
  const focusList = useRef(() => undefined as void);
  const only = rows.length === 1 && isSettled(studies) ? rows[0]?.study : undefined;
  const openOnly = useMemo(() => (only === undefined ? undefined : () => open(only)), [only, open]);
  useWorklistKeys({ search, focusList, onHelp: help, openOnly });

  const refresh = () => {
    forget();
    studies.retry();
  };
  const list: ListProps = {
    rows,
    selected: study?.study,
    position,
    // Fingers come without keys; who comes back from a study comes to its card.
    isFocusedFirst: isDesk || isBack,
    focusList,
    isSearching: studies.isSearching,
    question: JSON.stringify([question, filters.state]),
    askedAtMs: studies.askedAtMs,
    tail: studies.more && rows.length > 0 ? <ListTail studies={studies} /> : undefined,
    studyHref,
    onSelect: select,
    onOpen: open,
    onEnd: useNextPage(studies),
  };
  const chosen = { filters, onFilters };
  return (
    <div className="wl-page" data-screen={screen}>
      <WorklistHeader
        {...props}
        onFilters={onFilters}
        screen={screen}
        isDown={error !== undefined || studies.stale !== undefined || moreFailed}
        search={search}
        onSheet={() => setDialog('filters')}
        onHelp={help}
        onRefresh={refresh}
      />
      <div className="wl-body">
        <ListFrame
          {...props}
          {...chosen}
          {...{ list, screen, studies, isUnsure }}
          onDates={() => setDialog('dates')}
          onRefresh={refresh}
        />
        {isDesk && (
          <Preview
            archive={archive}
            from={namedOf(archive, props.archives)}
            study={study}
            studyHref={studyHref}
            onOpen={open}
          />
        )}
        <StatusBar studies={studies} isDesk={isDesk} onHelp={help} diagnoseHref={props.diagnoseHref} />
      </div>
      <ListDialogs {...chosen} open={dialog} onClose={close} />
      <span className="wl-hidden" role="status">
        {studies.isSearching ? t('worklist.searching') : ''}
      </span>
    </div>
  );
}

type ListFrameProps = WorklistProps & {
  readonly list: ListProps;
  readonly screen: Screen;
  readonly studies: Studies;
  /** The state of the studies cannot be told, and the list is to be narrowed to one. */
  readonly isUnsure: boolean;
  onDates(): void;
  onRefresh(): void;
};

/** The list with what narrows it, and what stands in its place where it has no rows. */
function ListFrame(props: ListFrameProps) {
  const { archive, archives, filters, onFilters, list, screen, studies, isUnsure, diagnoseHref } = props;
  const archiveName = namedOf(archive, archives).name;
  const chosen = { filters, onFilters };
  return (
    <main ref={takeFocus} className="wl-main" tabIndex={-1} data-frame="">
      <FilterBar
        {...chosen}
        isDesk={screen === 'desk'}
        onChooseDates={props.onDates}
        onRefresh={props.onRefresh}
      />
      {props.sessionNotice}
      <Caveats {...{ studies, isUnsure, diagnoseHref }} untelling={untelling(filters)} />
      <div className="wl-list">
        <StudyList {...chosen} {...{ list, archive, screen }} sort={sortOf(filters, studies)} />
        {list.rows.length === 0 && (
          <div className="wl-over">
            <ListNotice {...chosen} {...{ studies, archiveName, diagnoseHref }} />
          </div>
        )}
      </div>
    </main>
  );
}

const namedOf = ({ id }: Archive, archives: readonly ArchiveNamed[]): ArchiveNamed =>
  archives.find((one) => one.id === id) ?? { id, name: id };

/** By what the rows are in order, as far as the archive says. */
const sortOf = ({ sort }: Filters, { order }: Studies): Filters['sort'] =>
  sort ?? (order === 'newest' ? { by: 'date', descending: true } : undefined);

/** Fetches the next page when its end is reached; not while one is on its way, nor where asking on needs a press of a button. */
function useNextPage(studies: Studies): () => void {
  const { loadMore, more, barren, moreFailed, isLoadingMore, isSearching } = studies;
  const isPaused = barren !== undefined || moreFailed;
  const pages = more && !isPaused && !isLoadingMore && !isSearching;
  return useCallback(() => {
    if (pages) loadMore();
  }, [pages, loadMore]);
}

/** The rows are all that the archive has of what was asked for. */
const isSettled = ({ isLoading, isSearching, more, error }: Studies): boolean =>
  !isLoading && !isSearching && !more && error === undefined;

/** Until the list has rows, who comes to it is in its frame: the focus is never lost. */
const takeFocus = (frame: HTMLElement | null): void => {
  if (frame && isNowhere(document.activeElement)) frame.focus({ preventScroll: true });
};

/** Tells once that the list is on screen, after the browser has painted it. */
function useShown(isShown: boolean, onShown: () => void): void {
  const tell = useRef(onShown);
  useEffect(() => {
    if (!isShown) return undefined;
    const frame = requestAnimationFrame(() => tell.current());
    return () => cancelAnimationFrame(frame);
  }, [isShown]);
}

import { listText } from '@/i18n/numberText';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { clockText } from '@/i18n/moment';
import { describeListError } from '@/kinds/describeListError';
import { Button, Key } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { LanguageChoice } from '@/ui/LanguageChoice';
import type { Order, Studies } from './useStudies';

const ORDER: Record<Order, MessageKey | undefined> = {
  newest: 'worklist.order.newest',
  archive: 'worklist.order.archive',
  loading: 'worklist.order.loading',
  partial: 'worklist.order.partial',
  sorted: undefined,
};

/** What the list holds, what that is worth, and the keys. */
export function StatusBar({
  studies,
  isDesk,
  onHelp,
  diagnoseHref,
}: {
  studies: Studies;
  isDesk: boolean;
  onHelp: () => void;
  diagnoseHref: string;
}) {
  const t = useT();
  const { rows, more, order, isSearching, isLoading, error, stale } = studies;
  const why = stale && describeListError(stale.error);
  const count = rows.length;
  const orderKey = ORDER[order];
  return (
    <footer className="wl-status">
      <span className="wl-soft" role="status">
        {isLoading || isSearching
          ? t('worklist.searching')
          : error !== undefined
            ? t('worklist.count.unknown')
            : t(more ? 'worklist.count.more' : 'worklist.count.all', { count })}
      </span>
      {stale && why && (
        <span className="wl-bad" role="alert" data-testid="list-stale">
          {t('worklist.stale', { what: t(why.title, why.values), time: clockText(stale.listedAtMs) })}{' '}
          <Button onClick={studies.retry}>{t('common.retry')}</Button>
        </span>
      )}
      {isDesk && !isLoading && more && <span className="wl-optional">{t('worklist.count.noTotal')}</span>}
      {!isLoading && count > 1 && orderKey && <span className="wl-cut">{t(orderKey, { count })}</span>}
      <span className="wl-grow" />
      <LanguageChoice className="wl-language" />
      <a className="wl-hint wl-hintbutton" href={diagnoseHref}>
        {t('worklist.diagnose')}
      </a>
      {isDesk && (
        <>
          <span className="wl-hint" aria-hidden="true">
            <Key>↑</Key>
            <Key>↓</Key> {t('worklist.keys.move')}
          </span>
          <span className="wl-hint" aria-hidden="true">
            <Key>Enter</Key> {t('worklist.keys.open')}
          </span>
          <button type="button" className="wl-hint wl-hintbutton" onClick={onHelp}>
            <Key>?</Key> {t('worklist.keys.all')}
          </button>
        </>
      )}
    </footer>
  );
}

const QUERY_WORDS: Readonly<Record<Studies['ignored'][number], MessageKey>> = {
  patientName: 'worklist.query.patientName',
  patientId: 'worklist.query.patientId',
  accession: 'worklist.query.accession',
  isWholeAccession: 'worklist.query.accession',
  description: 'worklist.query.description',
  referrer: 'worklist.query.referrer',
  dateFrom: 'worklist.query.dateFrom',
  dateTo: 'worklist.query.dateTo',
  birthDate: 'worklist.query.birthDate',
  sex: 'worklist.query.sex',
  modalities: 'worklist.query.modalities',
  study: 'worklist.query.study',
  anything: 'worklist.query.anything',
  // No filter: it is told with the ID.
  issuer: 'worklist.query.patientId',
};

/** What the archive did not do, and what it was not asked, in a line above the list. */
export function Caveats({
  studies,
  untelling,
  isUnsure,
  diagnoseHref,
}: {
  studies: Studies;
  /** The state of the studies cannot be told, and the list is to be narrowed to one. */
  isUnsure: boolean;
  /** Typed filters that leave everything in. */
  untelling: Studies['ignored'];
  diagnoseHref: string;
}) {
  const t = useT();
  const { ignored, unchecked, unreadable, isCut, more, lookedThrough } = studies;
  const isArchives = ignored.length > 0 || unchecked.length > 0 || unreadable > 0 || isCut;
  if (!isArchives && untelling.length === 0 && !isUnsure) return null;
  const wordsOf = (keys: Studies['ignored']) =>
    listText([...new Set(keys.map((key) => t(QUERY_WORDS[key])))]);
  const [words, doubtful] = [wordsOf(ignored), wordsOf(unchecked)];
  return (
    <div className="wl-caveats" role="status">
      <Icon name="warning" size={16} />
      <span>
        {isUnsure && t('worklist.state.unsure')}{' '}
        {untelling.length > 0 && t('worklist.untelling', { filters: wordsOf(untelling) })}{' '}
        {words !== '' && t('worklist.ignored', { filters: words })}{' '}
        {words !== '' && more && t('worklist.ignored.part', { count: lookedThrough })}{' '}
        {doubtful !== '' && t('worklist.unchecked', { filters: doubtful })}{' '}
        {unreadable > 0 && t('worklist.unreadable', { count: unreadable })} {isCut && t('worklist.cut')}
      </span>
      {isArchives && (
        <a className="wl-hint wl-hintbutton" href={diagnoseHref}>
          {t('worklist.diagnose.why')}
        </a>
      )}
    </div>
  );
}

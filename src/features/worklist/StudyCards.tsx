import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Archive, StudySummary } from '@/archive/contract/archive';
import { useT, type Translate } from '@/i18n/t';
import { Facts } from '@/ui/Facts';
import { Icon } from '@/ui/Icon';
import { useLinesInView } from '@/ui/useLinesInView';
import { studyCountText, identityFacts, nameText, whenText } from '@/features/contract/studyText';
import { ModalityTags } from './ModalityTags';
import { StateFace } from './StateCell';
import { StudyThumbnail } from './Thumbnail';
import { useStillRows } from './useAskedAgain';
import { useListKeys } from './useListKeys';
import { useNextPage } from './useNextPage';
import { useTopOnQuestion } from './useTopOnQuestion';
import type { ListProps } from './worklistProps';

/** How high a card is: where words are long, what an archive says of a study takes a line more. */
const cardPx = (t: Translate): number => (t('worklist.images', { count: 100 }).length > 12 ? 160 : 136);
/** Pictures are asked for when a card has stayed on screen for a moment: not while a thumb rushes past. */
const LINGER_MS = 250;

/** The list for fingers: cards in one or two columns; a tap opens. */
export function StudyCards(props: ListProps & { readonly archive: Archive; readonly columns: 1 | 2 }) {
  const { rows, columns, position, isSearching, tail, focusList, onEnd } = props;
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const gapPx = columns === 1 ? 8 : 12;
  const lines = Math.ceil(rows.length / columns);
  const linePx = cardPx(t) + gapPx;
  const { shown, totalPx, page, reveal } = useLinesInView(
    scroller,
    { count: lines, linePx, beyond: 4 },
    { topPx: position.scrollPx, heightPx: innerHeight },
  );
  const { list, onKeyDown, moveTo, place } = useListKeys<HTMLUListElement>({
    rows,
    selected: props.selected,
    page,
    columns,
    isFocusedFirst: props.isFocusedFirst,
    onSelect: props.onSelect,
    reveal: (index) => reveal(Math.floor(index / columns)),
  });
  useLayoutEffect(() => {
    focusList.current = () => moveTo(place);
  });
  useTopOnQuestion(scroller, props.question);
  useStillRows(scroller, rows, props.askedAtMs, { linePx, columns });
  const lastLine = shown.at(-1) ?? 0;
  useNextPage(lastLine >= lines - 6, onEnd);

  return (
    <div
      ref={scroller}
      className="wl-cards"
      onKeyDown={onKeyDown}
      data-columns={columns}
      data-searching={isSearching || undefined}
      onScroll={(event) => {
        position.scrollPx = event.currentTarget.scrollTop;
      }}
    >
      <ul
        ref={list}
        aria-label={t('worklist.table')}
        aria-busy={isSearching}
        className="wl-rows"
        style={{ height: totalPx }}
      >
        {shown.flatMap((index) =>
          rows
            .slice(index * columns, (index + 1) * columns)
            .map((study, column) => (
              <StudyCard key={study.study} {...props} study={study} topPx={index * linePx} column={column} />
            )),
        )}
      </ul>
      {tail}
    </div>
  );
}

type StudyCardProps = ListProps & {
  readonly archive: Archive;
  readonly study: StudySummary;
  readonly topPx: number;
  readonly column: number;
};

function StudyCard({ archive, study, topPx, column, studyHref, onSelect, onOpen }: StudyCardProps) {
  const t = useT();
  const lingers = useLinger();
  const when = whenText(study) || t('worklist.noDate');
  const count = studyCountText(study, t);
  return (
    <li style={{ transform: `translateY(${topPx}px)` }} data-column={column}>
      <a
        className="wl-card"
        style={{ height: cardPx(t) }}
        data-testid="study-row"
        data-study={study.study}
        onFocus={() => onSelect(study.study)}
        href={studyHref(study.study)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          onOpen(study.study);
        }}
      >
        <span className="wl-cardside">
          {lingers ? <StudyThumbnail archive={archive} study={study.study} /> : <span className="wl-thumb" />}
          <span className="wl-tags">
            <ModalityTags codes={study.modalities} />
          </span>
        </span>
        <span className="wl-cardtext">
          <span className="wl-cardname">
            <b dir="auto">{nameText(study) || t('worklist.unnamed')}</b>
            {study.conflicting === true && (
              <span className="wl-warn" role="img" aria-label={t('worklist.conflicting')}>
                <Icon name="warning" size={16} />
              </span>
            )}
            <StateFace archive={archive.id} study={study.study} />
          </span>
          <Facts className="wl-soft wl-whole" of={identityFacts(study)} />
          <span className="wl-gives" dir="auto">
            {study.description ?? t('worklist.noDescription')}
          </span>
          <Facts className="wl-dim wl-whole" of={[when, count, study.accession]} />
        </span>
      </a>
    </li>
  );
}

/** True once this component has been on screen for a moment. */
function useLinger(): boolean {
  const [lingers, setLingers] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLingers(true), LINGER_MS);
    return () => clearTimeout(timer);
  }, []);
  return lingers;
}

import { countText, listText } from '@/i18n/numberText';
import { memo, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import { formatDate, formatTime } from '@/dicom/values/dateText';
import { formatPersonName } from '@/dicom/patient/personName';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { Tag } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { ignoreSecondPress } from '@/ui/secondPress';
import { FOCUS_HOME } from '@/ui/overlay/watchFocus';
import { nameText } from './studyText';

interface StudyRowProps {
  readonly study: StudySummary;
  readonly isSelected: boolean;
  /** The Tab key leads here. */
  readonly isTabStop: boolean;
  /** From 0. */
  readonly index: number;
  readonly topPx: number;
  readonly href: string;
  readonly onSelect: (study: StudyUid) => void;
  readonly onOpen: (study: StudyUid) => void;
}

/** As many modalities fit the column, if their codes are short; the others are counted. */
const TAGS = 2;
/** Letters of codes that fit it, and with a number of others beside them. */
const LETTERS = 6;
const LETTERS_BESIDE = 4;

/** The first codes that fit the column, one at least. */
function fittingCodes(codes: readonly string[]): readonly string[] {
  const first = codes.slice(0, TAGS);
  const letters = codes.length > TAGS ? LETTERS_BESIDE : LETTERS;
  return first.join('').length <= letters ? first : codes.slice(0, 1);
}

/**
 * One study as a row: a single click of the mouse previews, a double click or Enter opens; with Ctrl or Cmd, or by the middle
 * button, in a new tab. The name is a link: a single click on it opens, and the browser does with it what it does with links.
 */
export const StudyTableRow = memo(function StudyRow(props: StudyRowProps) {
  const { study, isSelected, index, topPx, href, onSelect, onOpen } = props;
  const t = useT();
  const name = nameText(study) || t('worklist.unnamed');
  const openBeside = () => window.open(href, '_blank', 'noopener');
  const click = (event: MouseEvent) => {
    // What the browser does with a link at such a press is its own.
    const isLink = event.target instanceof Element && event.target.closest('a') !== null;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return void ((event.metaKey || event.ctrlKey) && !isLink && openBeside());
    event.preventDefault();
    // Keyboards and screen readers click with detail 0.
    if (event.detail !== 0 && !isLink) return onSelect(study.study);
    if (event.detail !== 0) ignoreSecondPress(event);
    onOpen(study.study);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) openBeside();
    else onOpen(study.study);
  };
  const fitting = fittingCodes(study.modalities);
  const others = study.modalities.slice(fitting.length);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={props.isTabStop ? 0 : -1}
      {...(props.isTabStop && { [FOCUS_HOME]: '' })}
      data-testid="study-row"
      data-index={index}
      data-study={study.study}
      className="wl-row wl-grid"
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={click}
      onAuxClick={({ button, target }) => {
        if (button === 1 && !(target instanceof Element && target.closest('a'))) openBeside();
      }}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onOpen(study.study)}
    >
      <span role="gridcell" className="wl-name" dir="auto" title={name}>
        {study.conflicting === true && (
          <span
            className="wl-warn"
            role="img"
            aria-label={t('worklist.conflicting')}
            title={t('worklist.conflicting')}
          >
            <Icon name="warning" size={14} />
          </span>
        )}
        {/* The row has the focus, also when its name was pressed. */}
        <a href={href} tabIndex={-1} draggable={false} onFocus={focusRow}>
          {name}
        </a>
      </span>
      <span role="gridcell" className="wl-code" dir="auto" title={study.patientId}>
        {study.patientId}
      </span>
      <span role="gridcell">{formatDate(study.birthDate)}</span>
      <span role="gridcell">{study.sex}</span>
      <span role="gridcell" className="wl-strong wl-when">
        {formatDate(study.date)}{' '}
        <span className="wl-dim" dir="ltr">
          {formatTime(study.time)}
        </span>
      </span>
      <span role="gridcell" className="wl-tags" title={listText(study.modalities)}>
        {fitting.map((code) => (
          <Tag key={code}>{code}</Tag>
        ))}
        {others.length > 0 && (
          <span className="wl-dim" aria-label={listText(others)}>
            +{others.length}
          </span>
        )}
      </span>
      <span role="gridcell" className="wl-strong" dir="auto" title={study.description}>
        {study.description}
      </span>
      <span role="gridcell" className="wl-code" dir="auto" title={study.accession}>
        {study.accession}
      </span>
      <span role="gridcell" className="wl-referrer" dir="auto" title={formatPersonName(study.referrer)}>
        {formatPersonName(study.referrer)}
      </span>
      <span role="gridcell" className="wl-number">
        {study.instanceCount === undefined ? '' : countText(study.instanceCount)}
      </span>
    </div>
  );
});

const focusRow = ({ currentTarget }: FocusEvent) =>
  currentTarget.closest<HTMLElement>('[role="row"]')?.focus({ preventScroll: true });

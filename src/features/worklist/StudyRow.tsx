import { countText, listText } from '@/i18n/numberText';
import { memo, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import { formatDate, formatTime } from '@/dicom/values/dateText';
import { formatPersonName } from '@/dicom/patient/personName';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { ignoreSecondPress } from '@/ui/secondPress';
import { FOCUS_HOME } from '@/ui/overlay/watchFocus';
import { ModalityTags } from './ModalityTags';
import { StateCell } from './StateCell';
import { nameText } from '@/features/contract/studyText';

interface StudyRowProps {
  readonly study: StudySummary;
  readonly isSelected: boolean;
  /** The Tab key leads here. */
  readonly isTabStop: boolean;
  /** From 0. */
  readonly index: number;
  readonly topPx: number;
  readonly href: string;
  /** Whose study it is told of; undefined: of none. */
  readonly archive: string | undefined;
  readonly onSelect: (study: StudyUid) => void;
  readonly onOpen: (study: StudyUid) => void;
}

/** Whether the browser does with a press what it does with links. */
const isOnLink = (target: EventTarget): boolean => target instanceof Element && target.closest('a') !== null;

/**
 * What presses on a row do: a single click of the mouse previews, a double click or Enter opens; with Ctrl or Cmd, or by the middle button, in
 * a new tab. A single click on the link of its name opens.
 */
function pressesOf({ study: { study }, href, onSelect, onOpen }: StudyRowProps) {
  const openBeside = () => window.open(href, '_blank', 'noopener');
  return {
    onClick: (event: MouseEvent) => {
      const { metaKey, ctrlKey, shiftKey, altKey, target, detail } = event;
      const isLink = isOnLink(target);
      if (metaKey || ctrlKey || shiftKey || altKey)
        return void ((metaKey || ctrlKey) && !isLink && openBeside());
      event.preventDefault();
      // Keyboards and screen readers click with detail 0.
      if (detail !== 0 && !isLink) return onSelect(study);
      if (detail !== 0) ignoreSecondPress(event);
      onOpen(study);
    },
    onAuxClick: ({ button, target }: MouseEvent) => {
      if (button === 1 && !isOnLink(target)) openBeside();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) openBeside();
      else onOpen(study);
    },
    onDoubleClick: () => onOpen(study),
  };
}

/** One study as a row. */
export const StudyTableRow = memo(function StudyRow(props: StudyRowProps) {
  const { study, isSelected, isTabStop, index, topPx, archive } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      {...(isTabStop && { [FOCUS_HOME]: '' })}
      data-testid="study-row"
      data-index={index}
      data-study={study.study}
      className="wl-row wl-grid"
      style={{ transform: `translateY(${topPx}px)` }}
      {...pressesOf(props)}
    >
      {archive !== undefined && <StateCell archive={archive} study={study.study} />}
      <NameCell {...props} />
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
        <ModalityTags codes={study.modalities} />
      </span>
      <span role="gridcell" className="wl-strong wl-twolines" dir="auto" title={study.description}>
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

/** Whose study it is, as a link to it; a warning where its objects do not agree on that. */
function NameCell({ study, href }: Pick<StudyRowProps, 'study' | 'href'>) {
  const t = useT();
  const name = nameText(study) || t('worklist.unnamed');
  const warning = t('worklist.conflicting');
  return (
    <span role="gridcell" className="wl-name wl-twolines" dir="auto" title={name}>
      {study.conflicting === true && (
        <span className="wl-warn" role="img" aria-label={warning} title={warning}>
          <Icon name="warning" size={14} />
        </span>
      )}
      {/* The row has the focus, also when its name was pressed. */}
      <a href={href} tabIndex={-1} draggable={false} onFocus={focusRow}>
        {name}
      </a>
    </span>
  );
}

const focusRow = ({ currentTarget }: FocusEvent) =>
  currentTarget.closest<HTMLElement>('[role="row"]')?.focus({ preventScroll: true });

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { FrameRef } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { OWNS_KEYS } from '@/ui/overlay/keys';
import { NumberWarnings, useNumberWarnings } from './NumberWarnings';
import overlay from '@/features/viewer/styles/overlay.module.css';
import styles from './imageWarnings.module.css';
import { sayTheSamePatient } from '@/features/viewer/patient/identity';
import { useParts } from './PaneParts';
import { PresentationWarning, usePresentationWarnings } from './PresentationWarning';
import {
  ageWarning,
  apartWarnings,
  firstPart,
  gapWarning,
  imageWarnings,
  orderWarning,
  warningText,
  worstFirst,
  type ImageWarning,
  type ImageWarningLine,
} from './imageWarnings';
import { useStudyConflict, useStudyGap } from './studyPatients';
import { useCountGap, useHasFrames } from '@/features/viewer/context/useCountGap';
import { useSubject, useSeriesOf, useImage, useStatus } from '@/features/viewer/context/viewerContext';
import { useWaiting, WaitingNotice } from './WaitingNotice';
import { useOverlayWarnings } from './useOverlayWarnings';

/** The warnings of an image as text, by the transfer syntax that it is stored in and the frames that its file holds. */
const writtenWarnings = perFrame((instance, frame) => {
  const written = new Map<string, string>();
  return (transferSyntax: string | undefined, framesHeld: number | undefined): string => {
    const key = `${transferSyntax} ${framesHeld}`;
    const warnings = () => imageWarnings(instance, frame, transferSyntax, framesHeld);
    const known = written.get(key) ?? JSON.stringify(warnings());
    written.set(key, known);
    return known;
  };
});

/** What the image and its series say of themselves, worst first. */
function useImageWarnings(pane: number): readonly ImageWarningLine[] {
  const t = useT();
  const isShown = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  const { parts, warnings, order, at } = useParts(pane);
  const ofOrder = useMemo(() => {
    const slice = (ref: FrameRef) =>
      1 + (order?.findIndex(({ sop, frame }) => sop === ref.sop && frame === ref.frame) ?? 0);
    return [...(warnings ?? []), ...(parts?.[at]?.warnings ?? [])].map((warning) =>
      orderWarning(warning, slice),
    );
  }, [parts, warnings, order, at]);
  // Compared as text: a pane renders when its warnings change, not when its slice does.
  const written = useImage(pane, ({ instance, frame = 1, transferSyntax, framesHeld }) =>
    instance ? writtenWarnings(instance, frame)(transferSyntax, framesHeld) : '[]',
  );
  const conflict = useStudyConflict(pane);
  const dataset = useSubject(pane, sayTheSamePatient);
  const age = dataset && ageWarning(dataset);
  const series = useSeriesOf(pane);
  const gap = useCountGap(series);
  const hasFrames = useHasFrames(series);
  const ofStudy = useStudyGap(pane);
  const apart = useImage(pane, (status) => JSON.stringify(apartWarnings(status)));
  const [ofImage, ofLinks] = [written, apart].map((all) => JSON.parse(all) as readonly ImageWarning[]);
  // On a plane they say why there are bands of nothing, and come before what is said of the patient.
  const isCut = useImage(pane, ({ cut }) => cut !== undefined);
  const ofPicture = isShown
    ? [
        ...(gap ? [gapWarning(gap, hasFrames)] : []),
        ...(ofImage ?? []),
        ...(isCut ? [] : ofOrder),
        ...(ofLinks ?? []),
      ]
    : [];
  const ofPlane = isShown && isCut ? ofOrder : [];
  // Whose it is may be doubtful without a picture too.
  return worstFirst(
    [
      ...(conflict ? [conflict] : []),
      ...ofPlane,
      ...(age ? [age] : []),
      ...(ofStudy ? [ofStudy] : []),
      ...ofPicture,
    ].map((warning) => ({
      id: warning.key,
      tone: warning.tone,
      icon: warning.tone === 'plain' ? undefined : 'warning',
      text: warningText(t, warning),
      short: warning.short && warningText(t, { ...warning, key: warning.short }),
    })),
  );
}

interface FoldLineProps {
  readonly says: 'whole' | 'short' | 'sign';
  readonly of: ImageWarningLine;
  readonly words?: string;
  readonly count: number;
}

/** One of the ways to draw the worst warning, which lie on each other: the longest that has room is seen, whole. */
const FoldLine = ({ says, of: { icon = 'imageWarning' }, words, count }: FoldLineProps) => (
  <span className={styles['foldLine']} data-says={says}>
    <span>
      <Icon name={icon} size={14} />
      {words !== undefined && <span className={styles['foldText']} data-text={words} />}
      {count > 1 && <span className={styles['foldCount']}>{count}</span>}
    </span>
  </span>
);

interface FoldProps {
  readonly ref: RefObject<HTMLButtonElement | null>;
  /** Of the list that it opens. */
  readonly id: string;
  readonly all: readonly ImageWarningLine[];
  readonly worst: ImageWarningLine;
  readonly isOpen: boolean;
  onPress(): void;
}

/** The worst warning in the room there is, and how many they are. */
function Fold({ ref, id, all, worst, isOpen, onPress }: FoldProps) {
  const t = useT();
  const short = worst.short ?? firstPart(worst.text);
  return (
    <button
      ref={ref}
      type="button"
      className={styles['fold']}
      data-tone={worst.tone}
      data-testid="warnings"
      aria-expanded={isOpen}
      aria-controls={id}
      aria-label={t('imageWarning.button', { count: all.length, worst: worst.text })}
      title={all.map(({ text }) => text).join('\n')}
      onClick={onPress}
    >
      <span className={styles['foldFace']}>
        <FoldLine says="whole" of={worst} words={worst.text} count={all.length} />
        {short !== undefined && <FoldLine says="short" of={worst} words={short} count={all.length} />}
        <FoldLine says="sign" of={worst} count={all.length} />
      </span>
    </button>
  );
}

/** A press anywhere else closes what is open. */
function usePressBeside(place: RefObject<HTMLElement | null>, isOpen: boolean, onPress: () => void): void {
  const told = useRef(onPress);
  told.current = onPress;
  useEffect(() => {
    if (!isOpen) return undefined;
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) told.current();
    };
    addEventListener('pointerdown', press, true);
    return () => removeEventListener('pointerdown', press, true);
  }, [place, isOpen]);
}

function AllLines({ lines }: { readonly lines: readonly ImageWarningLine[] }) {
  const t = useT();
  if (lines.length === 0) return null;
  return (
    <ul className={styles['all']} aria-label={t('imageWarning.name')}>
      {lines.map(({ id, tone, icon, text }) => (
        <li key={id} className={styles['tag']} data-tone={tone}>
          {icon && <Icon name={icon} size={14} />}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

/**
 * What makes the picture less, or other, than it seems: in the room beside it the worst in one line and how many they are;
 * all of them, with what can be done, in a list that a press opens. Screen readers hear all of them always.
 */
export function PaneWarnings({ pane }: { pane: number }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const ofImage = useImageWarnings(pane);
  const ofNumbers = useNumberWarnings(pane);
  const waiting = useWaiting(pane);
  const ofOverlays = useOverlayWarnings(pane);
  const all = worstFirst([
    ...(waiting ? [waiting] : []),
    ...usePresentationWarnings(pane),
    ...ofOverlays,
    ...ofImage,
    ...ofNumbers,
  ]);
  const [worst] = all;
  const isEmpty = worst === undefined;

  usePressBeside(place, isOpen, () => setOpen(false));
  if (isOpen && isEmpty) setOpen(false);

  // Before the page's own listener on the window could take Escape for the pane.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div ref={place} className={styles['warnings']} onKeyDown={onKeyDown}>
      {worst && <Fold ref={button} {...{ id, all, worst, isOpen }} onPress={() => setOpen(!isOpen)} />}
      <div
        id={id}
        className={isOpen ? styles['warningList'] : overlay['heard']}
        {...(isOpen ? { [OWNS_KEYS]: '' } : {})}
        aria-live="polite"
      >
        <WaitingNotice pane={pane} />
        <PresentationWarning pane={pane} />
        <AllLines lines={[...ofOverlays, ...ofImage]} />
        <NumberWarnings warnings={ofNumbers} />
      </div>
    </div>
  );
}

import { useCallback, type PointerEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { segmentOf } from '@/dicom/series/segment';
import { useT } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { join } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import overlay from '@/features/viewer/styles/overlay.module.css';
import { pictureWordOf, positionText, windowTextOf, zoomText } from '@/features/viewer/state/overlayText';
import styles from './foot.module.css';
import { CutFoot } from './CutFoot';
import { LinkSign } from './LinkSign';
import { PartText, SideText, useParts } from './PaneParts';
import { scaleBar } from './scaleBar';
import { useWritten, useWrittenText } from '@/features/viewer/context/useWritten';
import { useIsKeyImage, useImage, useStatus, useView } from '@/features/viewer/context/viewerContext';

interface FootProps {
  readonly pane: number;
  readonly isActive: boolean;
  /** There is room for a short scale bar only. */
  readonly isNarrow: boolean;
}

/** A pointer that rests on the foot is told what has no room in it too; put together then, for it changes with every picture. */
function tellAll({ currentTarget }: PointerEvent<HTMLElement>): void {
  const words = [...currentTarget.children].map((part) => part.ariaLabel ?? part.textContent.trim());
  currentTarget.title = words.filter((word) => word !== '').join('\n');
}

/**
 * Below a pane's picture, never on it: how it is shown, and which one it is. What matters most stands longest; the order in which
 * words give way is that of overlay.module.css.
 */
export function PaneFoot({ pane, isActive, isNarrow }: FootProps) {
  const isPicture = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  const isCut = useView(({ panes }) => panes[pane]?.cut !== undefined);
  return (
    <div className={join(overlay['strip'], styles['foot'])}>
      <div data-gives-way onPointerEnter={tellAll}>
        {isPicture && <SideText pane={pane} />}
        {isPicture && <WindowText pane={pane} />}
        <LinkSign pane={pane} />
        {isPicture && <Zoom pane={pane} />}
      </div>
      <div data-gives-way onPointerEnter={tellAll}>
        {isPicture && <Scale pane={pane} isNarrow={isNarrow || isCut} />}
        {isCut && isPicture && <CutFoot pane={pane} />}
        {!isCut && (
          <>
            {isPicture && <KeyImageWarning pane={pane} />}
            <SegmentName pane={pane} />
            <PartText pane={pane} />
            {isPicture && <Position pane={pane} />}
            <Slice pane={pane} isActive={isActive} />
          </>
        )}
      </div>
    </div>
  );
}

/** What a frame of a segmentation marks. */
function SegmentName({ pane }: { pane: number }) {
  const t = useT();
  const name = useImage(pane, ({ instance, frame }) => {
    const segment = instance && segmentOf(instance, frame ?? 1);
    return segment && t('pane.segment', { number: segment.number, label: segment.label ?? '' }).trim();
  });
  return name === undefined ? null : <span data-part="name">{name}</span>;
}

/** Orientation at the four edges of the picture, in the room beside it. */
export function SideLetters({ pane }: { pane: number }) {
  const isPicture = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  const markers = useImage(
    pane,
    useShallow(({ markers }) => markers),
  );
  const t = useT();
  if (!markers || !isPicture) return null;
  return (
    <div role="img" aria-label={t('pane.letters', markers)} className={overlay['letters']}>
      {(['top', 'right', 'bottom', 'left'] as const).map((edge) => (
        <span key={edge} aria-hidden="true" className={overlay['letter']} data-edge={edge}>
          {markers[edge]}
        </span>
      ))}
    </div>
  );
}

/** A number and its unit stand in one line, where words go on in the next. */
const joined = (words: string): string => words.replaceAll(/(?<!·) (?!·)/g, '\u00a0');

function WindowText({ pane }: { pane: number }) {
  const t = useT();
  const isNamed = useImage(pane, ({ voiLut }) => voiLut !== undefined);
  const written = useWrittenText(
    pane,
    useCallback(
      (status) =>
        status.voiLut === undefined
          ? windowTextOf(status).replaceAll(/(?<=[WL]) /g, '\u00a0')
          : t('pane.lut', { name: status.voiLut }).trim(),
      [t],
    ),
  );
  return <span ref={written} data-part={isNamed ? 'lut' : 'window'} />;
}

function Zoom({ pane }: { pane: number }) {
  const t = useT();
  const written = useWrittenText(
    pane,
    useCallback(({ zoom, instance }) => (instance ? t('pane.zoom', { zoom: zoomText(zoom) }) : ''), [t]),
  );
  return <span ref={written} data-part="zoom" className={styles['dim']} />;
}

const placeOf = ({ index, count }: PaneStatus): string => (count > 0 ? `${index + 1} / ${count}` : '');

function Slice({ pane, isActive }: { pane: number; isActive: boolean }) {
  const t = useT();
  const hasPlace = useStatus(pane, ({ count }) => count > 0);
  const word = useImage(pane, pictureWordOf);
  const written = useWrittenText(pane, placeOf);
  return (
    <span data-part="slice">
      {hasPlace && <span data-part="word">{t(`pane.${word}`)} </span>}
      <bdi dir="ltr" ref={written} data-testid={isActive ? 'slice' : undefined} />
    </span>
  );
}

/** A star on an image that the reader marked. */
function KeyImageWarning({ pane }: { pane: number }) {
  const t = useT();
  const isStarred = useIsKeyImage(pane);
  return (
    isStarred && (
      <span data-part="keyImage" className={styles['star']}>
        <Icon name="starred" size={14} /> <span>{t('pane.keyImage')}</span>
      </span>
    )
  );
}

function Position({ pane }: { pane: number }) {
  const { parts, at } = useParts(pane);
  const isOfStack = parts?.[at]?.bValue !== undefined;
  const written = useWrittenText(
    pane,
    useCallback(
      ({ instance, frame = 1 }) => {
        const words = instance ? positionText(instance, frame) : '';
        // The b-value of a stack stands by itself.
        return joined(isOfStack ? words.replace(/^b \d+(?: · )?/, '') : words);
      },
      [isOfStack],
    ),
  );
  return <span ref={written} data-part="position" className={styles['dim']} />;
}

function Scale({ pane, isNarrow }: { pane: number; isNarrow: boolean }) {
  const t = useT();
  const longestPx = isNarrow ? 44 : 110;
  const hasScale = useImage(pane, ({ mmPerCssPx }) => scaleBar(mmPerCssPx, longestPx) !== undefined);
  const isAtDetector = useImage(
    pane,
    ({ spacing }) => spacing?.source === 'imager' && spacing.note !== 'magnified',
  );
  // Its length follows every zoom, and every slice of another pixel size.
  const write = useCallback(
    (element: HTMLElement, { mmPerCssPx }: PaneStatus) => {
      const bar = scaleBar(mmPerCssPx, longestPx);
      const [line, words] = element.children;
      if (!bar || !(line instanceof HTMLElement) || !words) return;
      const label = isAtDetector ? t('pane.scaleAtDetector', { length: bar.label }) : bar.label;
      const name = t('pane.scale', { length: label });
      const width = `${bar.widthPx}px`;
      // Where room is short, that it is at the detector is said by its warning.
      const shown = isNarrow ? bar.label : label;
      if (line.style.width !== width) line.style.width = width;
      if (words.textContent !== shown) words.textContent = shown;
      if (element.ariaLabel !== name) element.ariaLabel = name;
    },
    [t, longestPx, isNarrow, isAtDetector],
  );
  const written = useWritten(pane, write);
  if (!hasScale) return null;
  return (
    <span ref={written} className={styles['scale']} role="img">
      <i />
      <span />
    </span>
  );
}

import { segmentOf } from '@/dicom/segment';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import styles from './overlay.module.css';
import { pictureWordOf, positionText, windowTextOf, zoomText } from './overlayText';
import { PartText, SideText } from './PaneParts';
import { scaleBar } from './scaleBar';
import { useIsKeyImage, useStatus } from './viewerContext';

interface FootProps {
  readonly pane: number;
  readonly isActive: boolean;
  /** There is room for a short scale bar only. */
  readonly isNarrow: boolean;
}

/** Below a pane's picture, never on it: how it is shown, and which one it is. */
export function PaneFoot({ pane, isActive, isNarrow }: FootProps) {
  const isPicture = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  return (
    <div className={styles['foot']}>
      <div>
        {isPicture && (
          <>
            <SideText pane={pane} />
            <WindowText pane={pane} />
            <Zoom pane={pane} />
          </>
        )}
      </div>
      <div>
        {isPicture && <Scale pane={pane} isNarrow={isNarrow} />}
        {isPicture && <KeyImageSign pane={pane} />}
        <SegmentName pane={pane} />
        <PartText pane={pane} />
        {isPicture && <Position pane={pane} />}
        <Slice pane={pane} isActive={isActive} />
      </div>
    </div>
  );
}

/** What a frame of a segmentation marks. */
function SegmentName({ pane }: { pane: number }) {
  const t = useT();
  const name = useStatus(pane, ({ instance, frame }) => {
    const segment = instance && segmentOf(instance, frame ?? 1);
    return segment && t('pane.segment', { number: segment.number, label: segment.label ?? '' }).trim();
  });
  return name === undefined ? null : <span data-part="long">{name}</span>;
}

/** Orientation at the four edges of the picture, in the room beside it. */
export function Letters({ pane }: { pane: number }) {
  const isPicture = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  const markers = useStatus(pane, ({ markers }) => markers);
  const t = useT();
  if (!markers || !isPicture) return null;
  return (
    <div role="img" aria-label={t('pane.letters', markers)} className={styles['letters']}>
      {(['top', 'right', 'bottom', 'left'] as const).map((edge) => (
        <span key={edge} aria-hidden="true" className={styles['letter']} data-edge={edge}>
          {markers[edge]}
        </span>
      ))}
    </div>
  );
}

function WindowText({ pane }: { pane: number }) {
  const t = useT();
  const window = useStatus(pane, windowTextOf);
  const lut = useStatus(pane, ({ voiLut }) => voiLut);
  return <span data-part="long">{lut === undefined ? window : t('pane.lut', { name: lut }).trim()}</span>;
}

function Zoom({ pane }: { pane: number }) {
  const t = useT();
  const shown = useStatus(pane, ({ zoom, instance }) => (instance ? zoomText(zoom) : ''));
  return (
    <span data-part="zoom" className={styles['dim']}>
      {shown !== '' && t('pane.zoom', { zoom: shown })}
    </span>
  );
}

function Slice({ pane, isActive }: { pane: number; isActive: boolean }) {
  const t = useT();
  const shown = useStatus(pane, ({ index, count }) => (count > 0 ? `${index + 1} / ${count}` : ''));
  const word = useStatus(pane, pictureWordOf);
  return (
    <span data-part="slice">
      {shown !== '' && <span data-part="word">{t(`pane.${word}`)} </span>}
      <span data-testid={isActive ? 'slice' : undefined}>{shown}</span>
    </span>
  );
}

/** A star on an image that the reader marked. */
function KeyImageSign({ pane }: { pane: number }) {
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
  const shown = useStatus(pane, ({ instance, frame }) =>
    instance ? positionText(instance, frame ?? 1) : '',
  );
  return (
    <span data-part="position" className={styles['dim']}>
      {shown}
    </span>
  );
}

function Scale({ pane, isNarrow }: { pane: number; isNarrow: boolean }) {
  const t = useT();
  const mmPerCssPx = useStatus(pane, ({ mmPerCssPx }) => mmPerCssPx);
  const isAtDetector = useStatus(
    pane,
    ({ spacing }) => spacing?.source === 'imager' && spacing.note !== 'magnified',
  );
  const bar = scaleBar(mmPerCssPx, isNarrow ? 44 : 110);
  if (!bar) return null;
  const label = isAtDetector ? t('pane.scaleAtDetector', { length: bar.label }) : bar.label;
  return (
    <span className={styles['scale']} role="img" aria-label={t('pane.scale', { length: label })}>
      <i style={{ width: bar.widthPx }} />
      {/* Where room is short, that it is at the detector is said by its sign. */}
      <span>{isNarrow ? bar.label : label}</span>
    </span>
  );
}

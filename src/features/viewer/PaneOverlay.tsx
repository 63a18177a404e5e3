import { useSyncExternalStore } from 'react';
import { formatDate, formatTime } from '@/dicom/dateTime';
import { text } from '@/dicom/dicomJson';
import { segmentOf } from '@/dicom/segment';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { identityOf, patientKey } from './identity';
import { NumberWarnings } from './NumberWarnings';
import { positionText, seriesText, windowTextOf, zoomText } from './overlayText';
import styles from './overlay.module.css';
import { PaneSigns, PartText, SideText } from './PaneSigns';
import { PresentationSign } from './PresentationSign';
import { RenderedSign } from './RenderedSign';
import { scaleBar } from './scaleBar';
import { useIsKeyImage, usePanes, useSeriesOf, useShell, useStatus, useViewer } from './viewerContext';

/** The text over a picture. Each part reads its own fact of the displayed image and renders alone. */
export function PaneOverlay({ pane, isActive, isFirst }: OverlayProps) {
  const { screen } = useViewer();
  const isPicture = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  const areTwo = usePanes(
    (panes) =>
      new Set(panes.flatMap(({ instance }) => (instance ? [patientKey(instance.dataset)] : []))).size > 1,
  );
  // The header of touch screens says who it is, in the room that pictures need; not where panes could differ.
  const isInHeader = screen !== 'desk' && !areTwo;
  const where = <Where pane={pane} isFirst={isFirst && !isInHeader} />;
  return (
    <div className={styles['overlay']}>
      <div className={styles['topLeft']}>{isInHeader ? where : <Who pane={pane} isFirst={isFirst} />}</div>
      {!isInHeader && <div className={styles['topRight']}>{where}</div>}
      {isPicture && (
        <>
          <Letters pane={pane} />
          <div className={styles['bottomLeft']}>
            <SideText pane={pane} />
            <WindowText pane={pane} />
            <Zoom pane={pane} />
          </div>
          <Scale pane={pane} />
        </>
      )}
      <div className={styles['bottomRight']}>
        {isPicture && <KeyImageSign pane={pane} />}
        <PartText pane={pane} />
        <Slice pane={pane} isActive={isActive} />
        {isPicture && <Position pane={pane} />}
      </div>
      <Warnings pane={pane} />
    </div>
  );
}

interface OverlayProps {
  readonly pane: number;
  readonly isActive: boolean;
  readonly isFirst: boolean;
}

/** Patient of the displayed instance, in full in the first pane. */
function Who({ pane, isFirst }: { pane: number; isFirst: boolean }) {
  const t = useT();
  const dataset = useStatus(pane, ({ instance }) => instance?.dataset);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (!dataset || isHidden) return null;
  const { name, id, about } = identityOf(dataset);
  return (
    <>
      <b>{name === '' ? t('identity.nameless') : name}</b>
      <div>{id}</div>
      {isFirst && <div className={styles['dim']}>{about}</div>}
    </>
  );
}

/** Institution, date and time, series. */
function Where({ pane, isFirst }: { pane: number; isFirst: boolean }) {
  const dataset = useStatus(pane, ({ instance }) => instance?.dataset);
  const summary = useSeriesOf(pane);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (!dataset) {
    const known = [summary?.number, summary?.description].filter((part) => part !== undefined && part !== '');
    return <div>{known.join(' · ')}</div>;
  }
  const when = [
    formatDate(text(dataset, '00080022') ?? text(dataset, '00080021') ?? text(dataset, '00080020')),
    formatTime(text(dataset, '00080032') ?? text(dataset, '00080031') ?? text(dataset, '00080030')),
  ];
  return (
    <>
      {isFirst && !isHidden && <div data-part="place">{text(dataset, '00080080')}</div>}
      <div>{when.filter(Boolean).join(' ')}</div>
      <div className={styles['dim']}>{seriesText(dataset)}</div>
      <SegmentName pane={pane} />
    </>
  );
}

/** What a frame of a segmentation marks. */
function SegmentName({ pane }: { pane: number }) {
  const t = useT();
  const name = useStatus(pane, ({ instance, frame }) => {
    const segment = instance && segmentOf(instance, frame ?? 1);
    return segment && t('pane.segment', { number: segment.number, label: segment.label ?? '' }).trim();
  });
  return name === undefined ? null : <div>{name}</div>;
}

function Letters({ pane }: { pane: number }) {
  const markers = useStatus(pane, ({ markers }) => markers);
  const t = useT();
  if (!markers) return null;
  return (
    <div role="img" aria-label={t('pane.letters', markers)}>
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
  return <div>{lut === undefined ? window : t('pane.lut', { name: lut }).trim()}</div>;
}

function Zoom({ pane }: { pane: number }) {
  const t = useT();
  const shown = useStatus(pane, ({ zoom, instance }) => (instance ? zoomText(zoom) : ''));
  return (
    <div data-part="zoom" className={styles['dim']}>
      {shown !== '' && t('pane.zoom', { zoom: shown })}
    </div>
  );
}

function Slice({ pane, isActive }: { pane: number; isActive: boolean }) {
  const t = useT();
  const shown = useStatus(pane, ({ index, count }) => (count > 0 ? `${index + 1} / ${count}` : ''));
  return (
    <div>
      {shown !== '' && <span data-part="word">{t('pane.slice')} </span>}
      <span data-testid={isActive ? 'slice' : undefined}>{shown}</span>
    </div>
  );
}

/** A star on an image that the reader marked. */
function KeyImageSign({ pane }: { pane: number }) {
  const t = useT();
  const isStarred = useIsKeyImage(pane);
  return (
    isStarred && (
      <div data-part="keyImage" className={styles['star']}>
        <Icon name="starred" size={14} /> {t('pane.keyImage')}
      </div>
    )
  );
}

function Position({ pane }: { pane: number }) {
  const shown = useStatus(pane, ({ instance, frame }) =>
    instance ? positionText(instance, frame ?? 1) : '',
  );
  return (
    <div data-part="position" className={styles['dim']}>
      {shown}
    </div>
  );
}

const narrow = '(max-width: 699.98px)';
const watchNarrow = (changed: () => void) => {
  const query = matchMedia(narrow);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

function Scale({ pane }: { pane: number }) {
  const t = useT();
  const isNarrow = useSyncExternalStore(watchNarrow, () => matchMedia(narrow).matches);
  const mmPerCssPx = useStatus(pane, ({ mmPerCssPx }) => mmPerCssPx);
  const isAtDetector = useStatus(
    pane,
    ({ spacing }) => spacing?.source === 'imager' && spacing.note !== 'magnified',
  );
  const bar = scaleBar(mmPerCssPx, isNarrow ? 80 : 110);
  if (!bar) return null;
  const label = isAtDetector ? t('pane.scaleAtDetector', { length: bar.label }) : bar.label;
  return (
    <div className={styles['scale']} role="img" aria-label={t('pane.scale', { length: label })}>
      <span>{label}</span>
      <i style={{ width: bar.widthPx }} />
    </div>
  );
}

/** What makes the picture less than it seems; never hidden. */
function Warnings({ pane }: { pane: number }) {
  return (
    <div className={styles['warnings']} aria-live="polite">
      <RenderedSign pane={pane} />
      <PresentationSign pane={pane} />
      <PaneSigns pane={pane} />
      <NumberWarnings pane={pane} />
    </div>
  );
}

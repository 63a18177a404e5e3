import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { basisText, isPlain, isSameBasis, refusalText } from '@/imaging/contract/basisText';
import type { Engine } from '@/imaging/contract';
import { Button, IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { KINDS } from '@/measurement/kinds';
import type { Measurement } from '@/measurement/measurement';
import { drawingColour } from '@/view/palette';
import type { Right } from '@/protocol/rights';
import type { SavingStore } from '@/view/saving';
import { formatReading, mainReading } from './formatReading';
import styles from './measure.module.css';
import { codedText, nameOf } from './measurementText';
import { useImagePlaceText } from './useImagePlaceText';

/** What a row asks its list to do. */
export type RowAct = 'remove' | 'sentence' | 'link' | 'slices' | 'samples' | 'insert';

export interface MeasureRowProps {
  readonly engine: Engine;
  readonly measurement: Measurement;
  readonly saving: SavingStore;
  readonly isSelected: boolean;
  /** What whoever looks may do. */
  readonly may: ReadonlySet<Right>;
  /** There is a dictation whose report can take it. */
  readonly canInsert: boolean;
  /** Places in the engine's list of what stands above and below; absent at the ends. */
  readonly above: number | undefined;
  readonly below: number | undefined;
  onAct(id: string, act: RowAct): void;
  /** Asks for the true length of this line. */
  onCalibrate(): void;
}

/** What a row always shows: name, main reading, place and state. */
function RowWords({ engine, saving, measurement, isSelected }: MeasureRowProps) {
  const t = useT();
  const { id, label, isLocked, isHidden } = measurement;
  const where = useImagePlaceText(engine, measurement);
  const isSaved = useStore(saving, ({ saved }) => saved.has(id));
  const coded = codedText(measurement);
  return (
    <span className={styles['words']}>
      <span className={styles['first']}>
        <span className={styles['name']}>{nameOf(measurement, t)}</span>
        <span className={styles['main']}>{mainReading(measurement)}</span>
      </span>
      {coded !== '' && coded !== nameOf(measurement, t) && (
        <span className={styles['coded']}>{label === '' ? coded.replace(/^[^,]*, /, '') : coded}</span>
      )}
      <span className={styles['where']}>
        {where}
        {isLocked && ` · ${t('measure.locked')}`}
        {isHidden && ` · ${t('measure.hidden')}`}
        {!isSaved && ` · ${t('measure.notSaved')}`}
      </span>
      <Basis measurement={measurement} isSelected={isSelected} />
    </span>
  );
}

/** All that it reads beside the main reading. */
function OtherReadings({ measurement }: { readonly measurement: Measurement }) {
  const t = useT();
  const main = mainReading(measurement);
  const others = measurement.readings.filter((reading) => !main.includes(formatReading(reading)));
  if (others.length === 0) return null;
  return (
    <dl>
      {others.map((reading) => (
        <div key={reading.name}>
          <dt>{t(`measure.reading.${reading.name}`)}</dt>
          <dd>{formatReading(reading)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One measurement: press to go there; the selected one shows all it reads and what can be done with it. */
export function MeasureRow(props: MeasureRowProps) {
  const { engine, measurement, isSelected, may } = props;
  const { id, kind, isHidden } = measurement;
  const color = isSelected ? undefined : drawingColour(measurement.colour);
  return (
    <li
      className={styles['row']}
      data-selected={isSelected || undefined}
      data-hidden={isHidden || undefined}
      style={color === undefined ? undefined : { color }}
    >
      <button
        type="button"
        className={styles['face']}
        aria-current={isSelected || undefined}
        onClick={() => engine.measuring.show(id)}
        onDoubleClick={() => may.has('measure') && engine.measuring.editing.setState({ id })}
      >
        <Icon name={KINDS[kind].icon} size={16} />
        <RowWords {...props} />
      </button>
      {isSelected && (
        <div className={styles['more']}>
          <OtherReadings measurement={measurement} />
          <RowActions {...props} />
        </div>
      )}
    </li>
  );
}

/** Kinds that enclose pixels, and kinds that pass over them: what stands behind their numbers can be looked at. */
const hasMean = ({ readings }: Measurement) => readings.some(({ name }) => name === 'mean');

/** What can be done with the selected one. */
function RowActions(props: MeasureRowProps) {
  const { engine, measurement, may, onAct, onCalibrate } = props;
  const t = useT();
  const { measuring } = engine;
  const { id, kind, basis } = measurement;
  const canChange = may.has('measure');
  return (
    <div role="group" aria-label={t('measure.actions', { name: nameOf(measurement, t) })}>
      <div className={styles['actions']}>
        {canChange && <Button onClick={() => measuring.editing.setState({ id })}>{t('measure.edit')}</Button>}
        <Button onClick={() => measuring.show(id)}>{t('measure.goTo')}</Button>
        {canChange && KINDS[kind].calibrates && basis && !isPlain(basis) && (
          <Button onClick={onCalibrate}>{t('measure.calibrate')}</Button>
        )}
        {canChange && (
          <Button kind="quiet" className={styles['delete']} onClick={() => onAct(id, 'remove')}>
            {t('measure.delete')}
          </Button>
        )}
      </div>
      <div className={styles['small']}>
        <CopyActions {...props} />
        <ListActions {...props} />
      </div>
    </div>
  );
}

/** What is taken from it: samples, sentence, link, copies on other slices. */
function CopyActions({ measurement, may, canInsert, onAct }: MeasureRowProps) {
  const t = useT();
  const { id, kind } = measurement;
  const isLine = KINDS[kind].hasProfile;
  return (
    <>
      {(isLine || hasMean(measurement)) && (
        <IconButton
          icon={isLine ? 'profile' : 'histogram'}
          label={t(isLine ? 'measure.profile' : 'measure.histogram')}
          onClick={() => onAct(id, 'samples')}
        />
      )}
      <IconButton icon="copy" label={t('measure.copySentence')} onClick={() => onAct(id, 'sentence')} />
      {canInsert && (
        <IconButton icon="document" label={t('measure.insert')} onClick={() => onAct(id, 'insert')} />
      )}
      {may.has('share') && (
        <IconButton icon="link" label={t('measure.copyLink')} onClick={() => onAct(id, 'link')} />
      )}
      {may.has('measure') && (
        <IconButton icon="slices" label={t('measure.copyTo')} onClick={() => onAct(id, 'slices')} />
      )}
    </>
  );
}

/** How it stands in the picture and in the list. */
function ListActions({ engine, measurement, above, below }: MeasureRowProps) {
  const t = useT();
  const { measuring } = engine;
  const { id, isLocked, isHidden } = measurement;
  return (
    <>
      <IconButton
        icon={isLocked ? 'locked' : 'unlocked'}
        label={t(isLocked ? 'measure.unlock' : 'measure.lock')}
        aria-pressed={isLocked === true}
        onClick={() => measuring.annotate(id, { isLocked: isLocked ? undefined : true })}
      />
      <IconButton
        icon={isHidden ? 'hide' : 'show'}
        label={t(isHidden ? 'measure.show' : 'measure.hide')}
        aria-pressed={isHidden === true}
        onClick={() => measuring.annotate(id, { isHidden: isHidden ? undefined : true })}
      />
      <IconButton
        icon="ascending"
        label={t('measure.up')}
        disabled={above === undefined}
        onClick={() => above !== undefined && measuring.move(id, above)}
      />
      <IconButton
        icon="descending"
        label={t('measure.down')}
        disabled={below === undefined}
        onClick={() => below !== undefined && measuring.move(id, below)}
      />
    </>
  );
}

/** Where the millimetres come from, or why there are none: always where it is not plain, and of what is selected. */
function Basis({ measurement, isSelected }: { measurement: Measurement; isSelected: boolean }) {
  const t = useT();
  const { basis, sentBasis, refusal } = measurement;
  const lines = [
    basis && (isSelected || !isPlain(basis)) && basisText(basis, t),
    refusal && refusalText(refusal, t),
    sentBasis && !isSameBasis(sentBasis, basis) && t('basis.was', { basis: basisText(sentBasis, t) }),
  ].filter((line) => typeof line === 'string');
  return lines.map((line) => (
    <span key={line} className={styles['basis']}>
      {line}
    </span>
  ));
}

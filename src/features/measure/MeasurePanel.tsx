import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT, type Translate } from '@/i18n/t';
import { basisText, isPlain, refusalText } from '@/imaging/contract/basisText';
import type { Engine } from '@/imaging/contract';
import { copyText } from '@/ui/copyText';
import { Icon } from '@/ui/Icon';
import type { Measurement } from '@/measurement/measurement';
import type { SavingStore } from '@/view/saving';
import { EVERY_RIGHT, type Right } from '@/protocol/rights';
import type { ViewStore } from '@/view/viewStore';
import { mainReading } from './formatReading';
import { groupsOf, type Arrangement, type Group } from './groups';
import { KeyImages } from './KeyImages';
import styles from './measure.module.css';
import { MeasureRow, type RowAct } from './MeasureRow';
import { PanelMenu } from './PanelMenu';
import { SamplesDialog } from './SamplesDialog';
import { SaidStrip, type Said } from './SaidStrip';
import { SlicesDialog } from './SlicesDialog';
import { nameOf, placeOf, placeText, sentenceOf } from './measurementText';
import { Totals } from './Totals';

export interface MeasurePanelProps {
  readonly engine: Engine;
  readonly views: ViewStore;
  /** What of it the archive has. */
  readonly saving: SavingStore;
  /** What whoever looks may do; absent: everything. */
  readonly may?: ReadonlySet<Right>;
  /** Told of measurements that leave the page as a file. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /** Asks for the true length of the selected line. */
  onCalibrate(): void;
  /** The address of a view that is framed on a measurement. */
  linkTo(id: string): string | undefined;
}

/** What is open over the list, and of which measurement. */
type Over = { readonly what: 'slices' | 'samples'; readonly id: string };

/** Everything that was measured or starred; what was just deleted can be taken back. */
export function MeasurePanel(props: MeasurePanelProps) {
  const { engine, views, saving, onCalibrate, linkTo, may = EVERY_RIGHT } = props;
  const t = useT();
  const list = useStore(engine.measures, ({ list }) => list);
  const selected = useStore(engine.measures, ({ selected }) => selected);
  const [arrangement, setArrangement] = useState<Arrangement>('all');
  const [said, setSaid] = useState<Said>();
  const [over, setOver] = useState<Over>();
  const groups = useMemo(() => groupsOf(list, arrangement), [list, arrangement]);
  const newest = useNewest(list);
  const { measuring } = engine;

  // An offer to undo goes when anything else happens to the list: Undo would no longer mean this.
  const isStale = said?.listed !== undefined && list.length !== said.listed;
  useEffect(() => {
    if (isStale) setSaid(undefined);
  }, [isStale]);

  const find = (id: string) => list.find((one) => one.id === id);
  const copy = async (text: string, told: string) => {
    const isCopied = await copyText(text);
    setSaid({ text: isCopied ? told : t('measure.said.refused', { text }) });
  };
  const act = (id: string, act: RowAct) => {
    const one = find(id);
    if (!one) return;
    if (act === 'slices' || act === 'samples') return setOver({ what: act, id });
    if (act === 'remove') {
      setSaid({ text: t('measure.deleted', { name: nameOf(one, t) }), listed: list.length - 1 });
      return measuring.remove(id);
    }
    const text = act === 'link' ? linkTo(id) : sentenceOf(one, placeOf(engine, one), t);
    if (text === undefined) return;
    void copy(text, act === 'link' ? t('measure.said.link') : t('measure.said.copied', { text }));
  };
  const overOf = over && find(over.id);

  return (
    <div className={styles['panel']}>
      <div className={styles['head']}>
        <h2 className={styles['title']}>
          {t('measure.title')} {list.length > 0 && <span>{list.length}</span>}
        </h2>
        {list.length > 0 && (
          <>
            <Arrange now={arrangement} onChange={setArrangement} />
            <PanelMenu
              engine={engine}
              groups={groups}
              canExport={may.has('export')}
              onCopy={copy}
              onSaid={setSaid}
              onExport={props.onExport}
            />
          </>
        )}
      </div>
      {list.length === 0 && (
        <div className={styles['none']}>
          <Icon name="length" size={24} stroke={1.4} />
          <p>
            <b>{t('measure.none')}</b>
          </p>
          <p>{t(may.has('measure') ? 'measure.none.text' : 'measure.none.mayNot')}</p>
        </div>
      )}
      {groups.map((group) => (
        <section key={group.key}>
          {arrangement !== 'all' && (
            <h3 className={styles['heading']}>{headingOf(engine, group, arrangement, t)}</h3>
          )}
          <ul>
            {group.members.map((measurement, at) => (
              <MeasureRow
                key={measurement.id}
                engine={engine}
                saving={saving}
                may={may}
                measurement={measurement}
                isSelected={measurement.id === selected}
                above={placeIn(list, group.members[at - 1])}
                below={placeIn(list, group.members[at + 1])}
                onAct={act}
                onCalibrate={onCalibrate}
              />
            ))}
          </ul>
        </section>
      ))}
      <Totals list={list} />
      <KeyImages engine={engine} views={views} />
      {said && !isStale && (
        <SaidStrip
          said={said}
          onUndo={() => {
            engine.undo();
            setSaid(undefined);
          }}
          onClose={() => setSaid(undefined)}
        />
      )}
      <Heard text={newest ? heardText(newest, t) : ''} />
      {overOf && over?.what === 'slices' && (
        <SlicesDialog
          engine={engine}
          measurement={overOf}
          onDone={(count) => {
            setOver(undefined);
            if (count === undefined) return;
            setSaid(
              count === 0
                ? { text: t('measure.said.noCopies') }
                : {
                    text: t('measure.said.copies', { name: nameOf(overOf, t), count }),
                    listed: list.length + count,
                  },
            );
          }}
        />
      )}
      {overOf && over?.what === 'samples' && (
        <SamplesDialog engine={engine} measurement={overOf} onClose={() => setOver(undefined)} />
      )}
    </div>
  );
}

/** Place of a measurement in the list, from 0. */
function placeIn(list: readonly Measurement[], one: Measurement | undefined): number | undefined {
  return one && list.indexOf(one);
}

function headingOf(
  engine: Engine,
  { members: [first] }: Group,
  arrangement: Arrangement,
  t: Translate,
): string {
  if (!first) return '';
  if (arrangement === 'image') return placeText(placeOf(engine, first), t) || t('measure.keyImages.image');
  return first.finding?.meaning ?? t('measure.group.none');
}

const ARRANGEMENTS: readonly Arrangement[] = ['all', 'image', 'finding'];

function Arrange({ now, onChange }: { now: Arrangement; onChange(next: Arrangement): void }) {
  const t = useT();
  return (
    <div role="group" aria-label={t('measure.arrange')} className={styles['arrange']}>
      {ARRANGEMENTS.map((one) => (
        <button key={one} type="button" aria-pressed={one === now} onClick={() => onChange(one)}>
          {t(`measure.arrange.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** The measurement that came last, however the list is ordered. */
function useNewest(list: readonly Measurement[]): Measurement | undefined {
  const known = useRef<ReadonlySet<string>>(new Set());
  const newest = useRef<string>(undefined);
  const added = list.findLast(({ id }) => !known.current.has(id));
  known.current = new Set(list.map(({ id }) => id));
  if (added) newest.current = added.id;
  return list.find(({ id }) => id === newest.current);
}

/** The newest result in words: never a number whose millimetres are not plain without saying so. */
function heardText(newest: Measurement, t: Translate): string {
  const { basis, refusal } = newest;
  return [
    mainReading(newest),
    basis && !isPlain(basis) && basisText(basis, t),
    refusal && refusalText(refusal, t),
  ]
    .filter(Boolean)
    .join(', ');
}

/** At most one announcement in this time. */
const PAUSE_MS = 1000;

/** Says the newest result to screen readers once it has settled. */
function Heard({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (place.current) place.current.textContent = text;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <div ref={place} aria-live="polite" className={styles['heard']} />;
}

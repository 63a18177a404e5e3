import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Engine } from '@/imaging/contract';
import { EVERY_RIGHT, type Right } from '@/protocol/rights';
import type { SavingStore } from '@/view/saving';
import type { ViewStore } from '@/view/viewStore';
import { groupsOf, type ListOrder } from './groups';
import { KeyImages } from './KeyImages';
import styles from './measure.module.css';
import { Newest } from './Newest';
import { OverDialog } from './OverDialog';
import { PanelMenu } from './PanelMenu';
import { Arrange, Grouped, NothingMeasured, PanelHead } from './PanelParts';
import { SaidStrip } from './SaidStrip';
import { Totals } from './Totals';
import { useInsert } from './useInsert';
import { useRowActs } from './useRowActs';
import { useSaid } from './useSaid';

export interface MeasurePanelProps {
  readonly engine: Engine;
  readonly views: ViewStore;
  /** What of it the archive has. */
  readonly saving: SavingStore;
  /** What is known of what was saved before; absent: all. */
  readonly known?: 'all' | 'reading' | 'unread';
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
  const { engine, views, saving, onCalibrate, linkTo, may = EVERY_RIGHT, known = 'all' } = props;
  const list = useStore(engine.measures, ({ list }) => list);
  const selected = useStore(engine.measures, ({ selected }) => selected);
  const [order, setOrder] = useState<ListOrder>('all');
  const [over, setOver] = useState<Over>();
  const { said, say, copy } = useSaid(list.length);
  const insert = useInsert({ engine, list, may, say });
  const groups = useMemo(() => groupsOf(list, order), [list, order]);

  const find = (id: string) => list.find((one) => one.id === id);
  const act = useRowActs({
    ...{ engine, insert, linkTo, say, copy, find },
    listed: list.length,
    onOver: (what, id) => setOver({ what, id }),
  });
  const undo = () => {
    engine.undo();
    say(undefined);
  };
  const overOf = over && find(over.id);
  return (
    <div className={styles['panel']}>
      <PanelHead count={list.length} hasMenu={insert?.hasGone === true}>
        {list.length > 0 && <Arrange now={order} onChange={setOrder} />}
        <PanelMenu
          engine={engine}
          groups={groups}
          insert={insert}
          canExport={may.has('export')}
          onCopy={copy}
          onSaid={say}
          onExport={props.onExport}
        />
      </PanelHead>
      {list.length === 0 && <NothingMeasured known={known} mayMeasure={may.has('measure')} />}
      <Grouped
        {...{ engine, saving, may, list, groups, order, selected, onCalibrate }}
        canInsert={insert !== undefined}
        onAct={act}
      />
      <Totals list={list} />
      <KeyImages engine={engine} views={views} />
      {said && <SaidStrip said={said} onUndo={undo} onClose={() => say(undefined)} />}
      <Newest list={list} />
      {over && overOf && (
        <OverDialog
          engine={engine}
          what={over.what}
          measurement={overOf}
          listed={list.length}
          onSaid={say}
          onClose={() => setOver(undefined)}
        />
      )}
    </div>
  );
}

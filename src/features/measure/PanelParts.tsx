import type { ReactNode } from 'react';
import { useT, type Translate } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import type { Measurement } from '@/measurement/measurement';
import { Icon } from '@/ui/Icon';
import type { Group, ListOrder } from './groups';
import styles from './measure.module.css';
import { MeasureRow, type MeasureRowProps } from './MeasureRow';
import { placeOf, imagePlaceText } from './measurementText';

const ORDERS: readonly ListOrder[] = ['all', 'image', 'finding'];

interface PanelHeadProps {
  readonly count: number;
  /** Something can be done though the list is empty. */
  readonly hasMenu: boolean;
  readonly children: ReactNode;
}

/** The panel's title with how many there are, and what can be done with all, where there are some. */
export function PanelHead({ count, hasMenu, children }: PanelHeadProps) {
  const t = useT();
  return (
    <div className={styles['head']}>
      <h2 className={styles['title']}>
        {t('measure.title')} {count > 0 && <span>{count}</span>}
      </h2>
      {(count > 0 || hasMenu) && children}
    </div>
  );
}

/** How the list is to be arranged. */
export function Arrange({ now, onChange }: { now: ListOrder; onChange(next: ListOrder): void }) {
  const t = useT();
  return (
    <div role="group" aria-label={t('measure.arrange')} className={styles['arrange']}>
      {ORDERS.map((one) => (
        <button key={one} type="button" aria-pressed={one === now} onClick={() => onChange(one)}>
          {t(`measure.arrange.${one}`)}
        </button>
      ))}
    </div>
  );
}

interface NothingMeasuredProps {
  /** What is known of what was saved before. */
  readonly known: 'all' | 'reading' | 'unread';
  readonly mayMeasure: boolean;
}

/** In place of a list: how to measure, or that one may not; that there is none only where that is known. */
export function NothingMeasured({ known, mayMeasure }: NothingMeasuredProps) {
  const t = useT();
  return (
    <div className={styles['none']}>
      <Icon name="length" size={24} stroke={1.4} />
      <p>
        <b>{t(known === 'all' ? 'measure.none' : `measure.none.${known}`)}</b>
      </p>
      {known === 'unread' && <p>{t('measure.none.unread.text')}</p>}
      <p>{t(mayMeasure ? 'measure.none.text' : 'measure.none.mayNot')}</p>
    </div>
  );
}

function headingOf(engine: Engine, { members: [first] }: Group, order: ListOrder, t: Translate): string {
  if (!first) return '';
  if (order === 'image') return imagePlaceText(placeOf(engine, first), t) || t('measure.keyImages.image');
  return first.finding?.meaning ?? t('measure.group.none');
}

/** Place of a measurement in the list, from 0. */
const placeIn = (list: readonly Measurement[], one: Measurement | undefined): number | undefined =>
  one && list.indexOf(one);

interface GroupedProps extends Omit<MeasureRowProps, 'measurement' | 'isSelected' | 'above' | 'below'> {
  readonly list: readonly Measurement[];
  readonly groups: readonly Group[];
  readonly order: ListOrder;
  /** Id of the selected one. */
  readonly selected: string | undefined;
}

/** The measurements, under headings where they are arranged by something. */
export function Grouped({ list, groups, order, selected, ...row }: GroupedProps) {
  const t = useT();
  return groups.map((group) => (
    <section key={group.key}>
      {order !== 'all' && <h3 className={styles['heading']}>{headingOf(row.engine, group, order, t)}</h3>}
      <ul>
        {group.members.map((measurement, at) => (
          <MeasureRow
            key={measurement.id}
            {...row}
            measurement={measurement}
            isSelected={measurement.id === selected}
            above={placeIn(list, group.members[at - 1])}
            below={placeIn(list, group.members[at + 1])}
          />
        ))}
      </ul>
    </section>
  ));
}

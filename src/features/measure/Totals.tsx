import { listText } from '@/i18n/numberText';
import { useMemo } from 'react';
import { useT, type Translate } from '@/i18n/t';
import { basisText, isPlain } from '@/imaging/contract/basisText';
import { Icon } from '@/ui/Icon';
import { KINDS } from '@/measurement/kinds';
import type { Measurement } from '@/measurement/measurement';
import { formatReading } from './formatReading';
import styles from './measure.module.css';
import { totalsOf, type Sum } from './totals';

/** Under a list of several: how many of each kind, and what their lengths, areas and values come to. */
export function Totals({ list }: { list: readonly Measurement[] }) {
  const t = useT();
  const totals = useMemo(() => totalsOf(list), [list]);
  if (list.length < 2) return null;
  return (
    <section className={styles['totals']}>
      <h3 className={styles['heading']}>{t('measure.totals')}</h3>
      <ul>
        {totals.map(({ kind, count, sums }) => (
          <li key={kind}>
            <Icon name={KINDS[kind].icon} size={16} />
            <span>
              {t('said.of', { name: t(`measure.kind.${kind}`), said: count })}
              {sums.filter(isWorthSumming).map((sum) => (
                <span key={`${sum.of} ${sum.unit} ${sum.basis?.source} ${sum.basis?.note}`}>
                  {sumText(sum, count, t)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One alone is told by its row. */
const isWorthSumming = ({ count }: Sum): boolean => count > 1;

function sumText({ of, unit, count, sum, basis }: Sum, all: number, t: Translate): string {
  const told = (value: number) => formatReading({ name: of, value, unit });
  const values = t(`measure.total.${of}`, { sum: told(sum), mean: told(sum / count) });
  const remarks = [
    count < all ? t('measure.total.of', { count }) : '',
    basis && !isPlain(basis) ? basisText(basis, t) : '',
  ].filter(Boolean);
  return remarks.length > 0 ? t('said.with', { name: values, said: listText(remarks) }) : values;
}

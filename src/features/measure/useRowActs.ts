import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import type { Measurement } from '@/measurement/measurement';
import type { RowAct } from './MeasureRow';
import { nameOf, placeOf, sentenceOf } from './measurementText';
import type { PanelNotice } from './SaidStrip';
import type { Insert } from './useInsert';

interface RowActsParts {
  readonly engine: Engine;
  readonly insert: Insert | undefined;
  /** How many measurements are listed. */
  readonly listed: number;
  /** The address of a view that is framed on a measurement. */
  linkTo(id: string): string | undefined;
  say(notice: PanelNotice): void;
  copy(text: string, told: string): Promise<void>;
  /** Opens what lies over the list. */
  onOver(what: 'slices' | 'samples', id: string): void;
  find(id: string): Measurement | undefined;
}

/** What the menu of a row does. */
export function useRowActs({ engine, insert, listed, linkTo, say, copy, onOver, find }: RowActsParts) {
  const t = useT();
  return (id: string, act: RowAct): void => {
    const one = find(id);
    if (!one) return undefined;
    if (act === 'slices' || act === 'samples') return onOver(act, id);
    if (act === 'insert') return insert?.run([one]);
    if (act === 'remove') {
      say({ text: t('measure.deleted', { name: nameOf(one, t) }), listed: listed - 1 });
      return engine.measuring.remove(id);
    }
    const text = act === 'link' ? linkTo(id) : sentenceOf(one, placeOf(engine, one), t);
    if (text === undefined) return undefined;
    return void copy(text, act === 'link' ? t('measure.said.link') : t('measure.said.copied', { text }));
  };
}

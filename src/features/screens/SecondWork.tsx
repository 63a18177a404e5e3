import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import type { HandsOfWindow } from '@/features/contract/hands';
import { PassingBanner } from '@/ui/PassingBanner';
import type { ViewStore } from '@/view/viewStore';
import { bindSecond, type SaidCount } from './bindSecond';
import type { SecondWindow } from './secondWindow';

interface SecondWorkProps {
  readonly second: SecondWindow;
  readonly archive: string;
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly hands: HandsOfWindow;
  summonEngine(): void;
}

/** Ties the viewer of the second window to the first one, and says what was undone there. */
export function SecondWork({ second, archive, views, engine, hands, summonEngine }: SecondWorkProps) {
  const t = useT();
  const said = useRef<SaidCount>({ view: 0, marks: 0 });
  useEffect(
    () => bindSecond(second, { archive, views, engine, hands }, said.current),
    [second, archive, views, engine, hands],
  );
  // Measurements of the first window are to be seen here, whatever the panes hold.
  useEffect(() => summonEngine(), [summonEngine]);
  const heard = useStore(second.state, (state) => state.said);
  return (
    <div role="status">
      {heard && (
        <PassingBanner
          about={heard}
          icon={heard.what === 'undone' ? 'undo' : 'redo'}
          role="presentation"
          text={t(`second.${heard.what}`)}
          close={{ label: t('common.close'), run: () => second.forgetSaid() }}
        />
      )}
    </div>
  );
}

import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { Banner } from '@/ui/Banner';

/** Says that the finding a link is about is not here, while it is not. */
export function FindingNotice({ engine }: { engine: Engine }) {
  const t = useT();
  const { sought } = engine.measuring;
  const tracking = useStore(sought, (state) => state.tracking);
  const isHere = useStore(engine.measures, ({ list }) => list.some((one) => one.tracking === tracking));
  if (tracking === undefined || isHere) return null;
  return (
    <Banner
      text={t('finding.absent')}
      close={{ label: t('finding.close'), run: () => sought.setState({}, true) }}
    />
  );
}

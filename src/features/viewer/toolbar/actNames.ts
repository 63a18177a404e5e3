import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import type { Act } from '@/protocol/hands';
import {
  actRow,
  isMove,
  isWheel,
  presetPlace,
  type MoveId,
  type WheelId,
} from '@/features/viewer/commands/handTable';

/** Names that are shown with the table of inputs alone: their texts come with it. */
const OWN: Readonly<Record<MoveId | WheelId, MessageKey>> = {
  imageBack: 'hands.imageBack',
  imageOn: 'hands.imageOn',
  tenBack: 'hands.tenBack',
  tenOn: 'hands.tenOn',
  firstImage: 'hands.firstImage',
  lastImage: 'hands.lastImage',
  wheelTens: 'hands.wheelTens',
  wheelSeries: 'hands.wheelSeries',
};

/** What acts are called. */
export function useActNames(): (act: Act) => string {
  const t = useT();
  return (act) => {
    const place = presetPlace(act);
    if (place !== undefined) return t('hands.preset', { number: place + 1 });
    if (isMove(act) || isWheel(act)) return t(OWN[act]);
    const { label } = actRow(act);
    return label === undefined ? '' : t(label);
  };
}

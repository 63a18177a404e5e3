import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import type { Measurement } from '@/measurement/measurement';
import { nameOf } from './measurementText';
import type { PanelNotice } from './SaidStrip';
import { SamplesDialog } from './SamplesDialog';
import { SlicesDialog } from './SlicesDialog';

interface OverDialogProps {
  readonly engine: Engine;
  readonly what: 'slices' | 'samples';
  readonly measurement: Measurement;
  /** How many measurements there are. */
  readonly listed: number;
  onSaid(said: PanelNotice): void;
  onClose(): void;
}

/** What is open over the list, of one measurement. */
export function OverDialog({ engine, what, measurement, listed, onSaid, onClose }: OverDialogProps) {
  const t = useT();
  if (what === 'samples')
    return <SamplesDialog engine={engine} measurement={measurement} onClose={onClose} />;
  const copied = (count: number | undefined) => {
    onClose();
    if (count === undefined) return;
    if (count === 0) onSaid({ text: t('measure.said.noCopies') });
    else
      onSaid({
        text: t('measure.said.copies', { name: nameOf(measurement, t), count }),
        listed: listed + count,
      });
  };
  return <SlicesDialog engine={engine} measurement={measurement} onDone={copied} />;
}

import { listText } from '@/i18n/numberText';
import { useCallback, useState } from 'react';
import { useT } from '@/i18n/t';
import { Popover } from '@/ui/overlay/Popover';
import { Icon } from '@/ui/Icon';
import { MODALITIES, modalityName } from './modalities';

interface ModalityFilterProps {
  readonly modalities: readonly string[];
  readonly onModalities: (modalities: readonly string[]) => void;
}

/** The modalities asked for, several at once. */
export function ModalityFilter({ modalities, onModalities }: ModalityFilterProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const close = useCallback(() => setOpen(false), []);
  const chosen = listText(modalities) || t('worklist.filter.any');
  return (
    <>
      <button
        ref={setButton}
        type="button"
        className="wl-select"
        data-on={modalities.length > 0 || undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={t('said.of', { name: t('worklist.filter.modalities'), said: chosen })}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="wl-cut">{chosen}</span>
        <Icon name="down" size={12} />
      </button>
      {isOpen && button && (
        <Popover anchor={button} label={t('worklist.filter.modalities')} onClose={close}>
          <ModalityList modalities={modalities} onModalities={onModalities} />
        </Popover>
      )}
    </>
  );
}

/** A box to tick per modality; those in force that are not offered are listed too, so that they can be taken off. */
export function ModalityList({ modalities, onModalities }: ModalityFilterProps) {
  const t = useT();
  const others = modalities.filter((code) => !MODALITIES.some((known) => known === code));
  const toggle = (code: string, isOn: boolean) =>
    onModalities(isOn ? [...modalities, code] : modalities.filter((other) => other !== code));
  return (
    <div className="wl-ticks" role="group" aria-label={t('worklist.filter.modalities')}>
      {[
        ...MODALITIES.map((code) => ({ code, name: t(modalityName(code)) })),
        ...others.map((code) => ({ code, name: '' })),
      ].map(({ code, name }) => (
        <label key={code} className="wl-tick">
          <input
            type="checkbox"
            checked={modalities.includes(code)}
            onChange={(event) => toggle(code, event.currentTarget.checked)}
          />
          <b>{code}</b>
          <span className="wl-dim">{name}</span>
        </label>
      ))}
    </div>
  );
}

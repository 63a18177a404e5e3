import { useCallback, useState } from 'react';
import { useT } from '@/i18n/t';
import { Popover } from '@/ui/overlay/Popover';
import { Icon } from '@/ui/Icon';
import type { WorklistProps } from './worklistProps';

type ArchiveSwitchProps = Pick<WorklistProps, 'archive' | 'archives' | 'onArchive'> & {
  /** The last question was not answered. */
  readonly isDown: boolean;
};

/** Which archive is asked, and whether it answers; a choice where the settings name several. */
export function ArchiveSwitch({ archive, archives, isDown, onArchive }: ArchiveSwitchProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const close = useCallback(() => setOpen(false), []);
  const name = archives.find(({ id }) => id === archive.id)?.name ?? archive.id;
  const face = (
    <>
      {isDown ? (
        <span className="wl-bad">
          <Icon name="unreachable" size={16} />
        </span>
      ) : (
        <span className="wl-dot" />
      )}
      <span className="wl-cut">{name}</span>
      {isDown && <span className="wl-hidden">{t('fault.unreachable')}</span>}
    </>
  );
  if (archives.length === 1) return <span className="wl-archive">{face}</span>;
  return (
    <>
      <button
        ref={setButton}
        type="button"
        className="wl-archive wl-archivebutton"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={t('worklist.archive.named', { name })}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
        <Icon name="down" size={14} />
      </button>
      {isOpen && button && (
        <Popover anchor={button} label={t('worklist.archive')} onClose={close}>
          <div className="wl-ticks">
            {archives.map(({ id, name: other }) => (
              <button
                key={id}
                type="button"
                className="wl-tick"
                aria-pressed={id === archive.id}
                onClick={() => {
                  setOpen(false);
                  onArchive(id);
                }}
              >
                <span className="wl-cut">{other}</span>
                {id === archive.id && <Icon name="check" size={16} />}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}

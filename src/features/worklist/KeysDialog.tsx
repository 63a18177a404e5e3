import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Key } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';

/** Every key of the list and what it does. */
const KEYS: readonly { readonly keys: readonly string[]; readonly does: MessageKey }[] = [
  { keys: ['↑', '↓'], does: 'worklist.keys.move' },
  { keys: ['Page Up', 'Page Down'], does: 'worklist.keys.page' },
  { keys: ['Home', 'End'], does: 'worklist.keys.ends' },
  { keys: ['Enter'], does: 'worklist.keys.open' },
  { keys: ['Ctrl', 'Enter'], does: 'worklist.keys.newTab' },
  { keys: ['/'], does: 'worklist.keys.search' },
  { keys: ['Esc'], does: 'worklist.keys.leave' },
  { keys: ['?'], does: 'worklist.keys.help' },
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t('worklist.keys')} closeLabel={t('common.close')} onClose={onClose}>
      <dl className="wl-keys">
        {KEYS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Key } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';

/** Every key of the list and what it does: signs, and keys by their names. */
const KEYS: readonly {
  readonly keys: readonly (MessageKey | '↑' | '↓' | '/' | '?')[];
  readonly does: MessageKey;
}[] = [
  { keys: ['↑', '↓'], does: 'worklist.keys.move' },
  { keys: ['key.pageUp', 'key.pageDown'], does: 'worklist.keys.page' },
  { keys: ['key.home', 'key.end'], does: 'worklist.keys.ends' },
  { keys: ['key.enter'], does: 'worklist.keys.open' },
  { keys: ['key.ctrl', 'key.enter'], does: 'worklist.keys.newTab' },
  { keys: ['/'], does: 'worklist.keys.search' },
  { keys: ['key.escape'], does: 'worklist.keys.leave' },
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
                <Key key={key}>{key.length === 1 ? key : t(key as MessageKey)}</Key>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { IconButton } from '@/ui/Button';
import type { Dropped } from '@/view/link/dropped';

const WORDS: Record<Dropped, MessageKey> = {
  view: 'dropped.view',
  'newer-version': 'dropped.newerVersion',
  panes: 'dropped.panes',
  settings: 'dropped.settings',
  measurements: 'dropped.measurements',
  'other-studies': 'dropped.otherStudies',
  finding: 'dropped.finding',
  saved: 'dropped.saved',
};
const isKnown = (dropped: string): dropped is Dropped => dropped in WORDS;

/** What the link lost on its way, in words, until it is closed. */
export function DroppedNotice({ dropped, onClose }: { dropped: readonly string[]; onClose: () => void }) {
  const t = useT();
  const keys = [...new Set(dropped.map((one) => (isKnown(one) ? WORDS[one] : 'dropped.view')))];
  if (keys.length === 0) return null;
  return (
    <Banner text={keys.map((key) => t(key)).join(' ')}>
      <IconButton icon="close" label={t('dropped.close')} onClick={onClose} />
    </Banner>
  );
}

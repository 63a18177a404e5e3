import { useState } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import type { Dropped } from '@/view/link/dropped';
import { useLostStars } from './useLostStars';

const WORDS: Record<Dropped, MessageKey> = {
  view: 'dropped.view',
  'newer-version': 'dropped.newerVersion',
  panes: 'dropped.panes',
  settings: 'dropped.settings',
  measurements: 'dropped.measurements',
  bases: 'dropped.bases',
  calibrations: 'dropped.calibrations',
  'key-images': 'dropped.keyImages',
  'other-studies': 'dropped.otherStudies',
  finding: 'dropped.finding',
  saved: 'dropped.saved',
};
const isKnown = (dropped: string): dropped is Dropped => dropped in WORDS;

/** What the link lost on its way, in words, until it is closed; what is lost later is said then. */
export function DroppedNotice({ dropped }: { readonly dropped: readonly string[] }) {
  const t = useT();
  const areStarsLost = useLostStars();
  const [closed, setClosed] = useState<readonly MessageKey[]>([]);
  const all = areStarsLost ? [...dropped, 'key-images'] : dropped;
  const keys = [...new Set(all.map((one) => (isKnown(one) ? WORDS[one] : 'dropped.view')))];
  const open = keys.filter((key) => !closed.includes(key));
  if (open.length === 0) return null;
  return (
    <Banner
      text={open.map((key) => t(key)).join(' ')}
      close={{ label: t('dropped.close'), run: () => setClosed(keys) }}
    />
  );
}

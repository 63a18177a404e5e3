import { useT } from '@/i18n/t';
import { ShareMessage } from './ShareOver';

/** After a guest closed the study. */
export default function StudyClosed() {
  const t = useT();
  return <ShareMessage icon="sound" title={t('guest.closed')} text={t('guest.closed.text')} />;
}

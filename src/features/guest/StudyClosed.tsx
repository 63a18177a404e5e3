import { useT } from '@/i18n/t';
import { Said } from './ShareOver';

/** After a guest closed the study. */
export default function StudyClosed() {
  const t = useT();
  return <Said icon="sound" title={t('guest.closed')} text={t('guest.closed.text')} />;
}

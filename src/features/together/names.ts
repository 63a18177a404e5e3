import type { Translate } from '@/i18n/t';
import type { Member } from '@/protocol/room';

/** How somebody in the room is called. */
export const memberName = ({ name, isGuest }: Member, t: Translate): string =>
  !isGuest ? name : name === '' ? t('together.guest') : t('together.guestOf', { name });

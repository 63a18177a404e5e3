import { allOfText } from '@/i18n/numberText';
import type { MessageKey } from '@/i18n/en';
import { momentText } from '@/i18n/moment';
import type { Translate } from '@/i18n/t';
import type { GuestEnd } from './guestSession';
import type { ShareRight } from '@/protocol/scope';

type Reach = 'look' | 'measure' | 'download' | 'all';

const reachOf = (rights: readonly ShareRight[]): Reach => {
  const [measures, downloads] = [rights.includes('measure'), rights.includes('download')];
  return measures && downloads ? 'all' : measures ? 'measure' : downloads ? 'download' : 'look';
};

/** What a guest may do: on the landing page, and above the pictures. */
export const mayText = (rights: readonly ShareRight[], t: Translate): string =>
  t(`guest.may.${reachOf(rights)}`);
export const bannerText = (rights: readonly ShareRight[], t: Translate): string =>
  t(`guest.banner.${reachOf(rights)}`);

/** Who shared, where a sentence needs somebody. */
export const senderOf = (by: string, t: Translate): string => (by === '' ? t('guest.sender') : by);

/** CT and PT, 4 series. */
export function aboutText(
  about: { readonly modalities: readonly string[]; readonly series: number } | undefined,
  t: Translate,
): string {
  if (!about || about.modalities.length === 0) return t('guest.about.nothing');
  const modalities = allOfText(about.modalities);
  return t('guest.about', { modalities, count: about.series });
}

export interface OverWords {
  readonly title: string;
  readonly text: string;
}

/** Why nothing is shown any more, and what to do. */
export function overWords(
  {
    reason,
    by,
    untilMs,
  }: { readonly reason: GuestEnd['reason']; readonly by: string; readonly untilMs: number },
  t: Translate,
): OverWords {
  const sender = senderOf(by, t);
  const text = (key: MessageKey) => {
    const told = t(key, { by: sender });
    return told.charAt(0).toUpperCase() + told.slice(1);
  };
  const title =
    reason === 'expired'
      ? untilMs > 0
        ? t('guest.over.expired', { moment: momentText(untilMs) })
        : t('guest.over.expired.bare')
      : t(`guest.over.${reason}`);
  return { title, text: text(`guest.over.${reason}.text`) };
}

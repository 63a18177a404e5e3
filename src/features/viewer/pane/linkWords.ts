import { formatDate } from '@/dicom/values/dateText';
import { leftToRight, plainText } from '@/i18n/numberText';
import type { MessageKey } from '@/i18n/en';
import type { Translate } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import type { RegistrationDates } from '@/features/viewer/state/shell';
import { LOOK_KINDS, type LookKind } from '@/view/linked/lookFacts';

type Link = NonNullable<PaneStatus['link']>;

/** '+12', '−3.5': millimetres of an offset, with their sign. */
const signedMm = (mm: number): string => (mm > 0 ? `+${plainText(mm)}` : plainText(mm));

/** Further than this nothing in a patient lies: the number tells nothing. */
const FAR_MM = 10_000;
const isFar = (mm: number | undefined): boolean => mm !== undefined && !(Math.abs(mm) <= FAR_MM);

interface LinkWords {
  /** Beside its icon: how far away, then what was linked by hand. */
  readonly shown: readonly [away: string, offset: string];
  readonly said: string;
}

const NO_WORDS = ['', ''] as const;

/** What a sign says beside its icon, and what it means. */
export function linkWords(link: Link, t: Translate, dates: RegistrationDates = {}): LinkWords {
  if (link.kind === 'leads') return { shown: NO_WORDS, said: t('linked.leads') };
  if (link.kind === 'others') return { shown: NO_WORDS, said: t('linked.others') };
  if (link.kind === 'apart') return { shown: NO_WORDS, said: t(`linked.apart.${link.why}`) };
  const offset = link.offsetMm === undefined ? undefined : signedMm(link.offsetMm);
  const away = link.awayMm === undefined ? undefined : plainText(link.awayMm);
  const { registeredBy } = link;
  const date = registeredBy === undefined ? '' : formatDate(dates[registeredBy]);
  const aligned = date ? t('linked.registered', { date }) : t('linked.registered.undated');
  const [isOffsetFar, isAwayFar] = [isFar(link.offsetMm), isFar(link.awayMm)];
  const said = [
    registeredBy === undefined ? '' : aligned,
    offset === undefined ? '' : isOffsetFar ? t('linked.offset.far') : t('linked.offset', { offset }),
    away === undefined ? '' : isAwayFar ? t('linked.away.far') : t('linked.away', { away }),
  ].filter((part) => part !== '');
  return {
    shown: [
      isAwayFar
        ? t('linked.away.farShort')
        : away === undefined
          ? ''
          : leftToRight(t('linked.away.short', { away })),
      registeredBy !== undefined
        ? t('linked.registered.short')
        : offset === undefined || isOffsetFar
          ? ''
          : leftToRight(t('linked.offset.short', { offset })),
    ],
    said: said.length > 0 ? said.join('. ') : t('linked.follows'),
  };
}

type Look = NonNullable<PaneStatus['linkedLook']>;

interface LookWord {
  /** Beside the sign's icon; empty where the pane does not go along. */
  readonly shown: string;
  /** It goes along, and is shown otherwise now. */
  readonly isOther?: true;
  readonly said: string;
}

/** What a sign says of window, zoom and pan: a word for each that is linked, and what it means. */
export function lookWords(look: Look, t: Translate): readonly LookWord[] {
  return LOOK_KINDS.flatMap((kind): LookWord[] => {
    const fact = look[kind];
    if (!fact) return [];
    const word = t(`linked.${kind}.short`);
    if (fact.kind === 'others') return [{ shown: word, said: t(`linked.${kind}.others`) }];
    if (fact.kind === 'apart')
      return [{ shown: '', said: t(apartKey(look, kind) ?? `linked.${kind}.others`) }];
    return fact.isOther
      ? [{ shown: t('linked.look.other', { what: word }), isOther: true, said: t(`linked.${kind}.other`) }]
      : [{ shown: word, said: t(`linked.${kind}.together`) }];
  });
}

type Linked = Pick<PaneStatus, 'link' | 'linkedLook'>;

/** How many words a sign has place for: how far away, each look that is otherwise, an offset, all that goes along. */
export const SIGN_WORDS = LOOK_KINDS.length + 3;

/**
 * What a sign says beside its icon, and aloud; undefined where nothing is linked. What warns stands first. What goes along is one word:
 * half of it would say that the rest does not.
 */
export function signWords({ link, linkedLook }: Linked, t: Translate, dates: RegistrationDates) {
  const looks = linkedLook ? lookWords(linkedLook, t) : [];
  if (!link && looks.length === 0) return undefined;
  const { shown, said } = link ? linkWords(link, t, dates) : { shown: NO_WORDS, said: '' };
  const [away, offset] = shown;
  const others = looks.filter(({ isOther }) => isOther).map((look) => look.shown);
  const along = looks.filter((look) => !look.isOther && look.shown !== '').map((look) => look.shown);
  // No millimetres between them warn of nothing.
  const isFar = link?.kind === 'follows' && (link.registeredBy !== undefined || link.offsetMm !== 0);
  const rest = isFar ? [offset, along.join(' · ')] : [along.join(' · '), offset];
  const words = [away, ...others, ...rest].filter((word) => word !== '');
  return {
    shown: Array.from({ length: SIGN_WORDS }, (_, at) => words[at] ?? ''),
    said: [said, ...looks.map((look) => look.said)].filter((part) => part !== '').join('. '),
  };
}

/**
 * How a pane goes along as its icon says: as it scrolls; where that is not linked, as it is shown. 'partly': it does not scroll along,
 * and is shown along: a broken chain alone before what goes along would say that it does not.
 */
export function signKind({ link, linkedLook }: Linked) {
  const facts = LOOK_KINDS.flatMap((kind) => linkedLook?.[kind] ?? []);
  const isShownAlong = facts.some(({ kind }) => kind !== 'apart');
  if (link) return link.kind === 'apart' && isShownAlong ? 'partly' : link.kind;
  if (facts.length === 0) return undefined;
  return isShownAlong ? 'follows' : 'apart';
}

/** The sentence that says why a pane does not go along; undefined where it does. */
export function apartKey({ window, zoom, pan }: Look, kind: LookKind): MessageKey | undefined {
  if (kind === 'window') return window?.kind === 'apart' ? `linked.window.apart.${window.why}` : undefined;
  if (kind === 'zoom') return zoom?.kind === 'apart' ? `linked.zoom.apart.${zoom.why}` : undefined;
  return pan?.kind === 'apart' ? `linked.pan.apart.${pan.why}` : undefined;
}

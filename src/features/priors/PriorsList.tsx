import { useState } from 'react';
import { useStore } from 'zustand';
import { formatDate } from '@/dicom/values/dateText';
import type { RankedPrior } from '@/dicom/priors/rankPriors';
import type { MessageKey } from '@/i18n/en';
import { listText } from '@/i18n/numberText';
import { useT, type Translate } from '@/i18n/t';
import { Button, Tag } from '@/ui/Button';
import type { ViewStore } from '@/view/viewStore';
import type { PriorsLeftOut, PriorStudy } from './findPriors';
import { hungPrior } from './hangBeside';
import type { PriorsHand } from './priorsHand';
import styles from './priors.module.css';

interface PriorsListProps {
  readonly hand: PriorsHand;
  readonly views: ViewStore;
  /** There is more than one archive: where a study is, is said. */
  readonly areSeveral: boolean;
  /** Opens a study of another archive in the place of this one. */
  onOpen(prior: PriorStudy): void;
}

const LEFT: Record<PriorsLeftOut['why'], MessageKey> = {
  dead: 'prior.left.dead',
  closed: 'prior.left.closed',
  unissued: 'prior.left.unissued',
  contradicts: 'prior.left.contradicts',
  cut: 'prior.left.cut',
};

/** Why a study stands where it does: "same region, CT, 8 months". */
export function reasonText({ reasons }: RankedPrior<PriorStudy>, t: Translate): string {
  const { region, modality, modalities, isOtherSide, distance } = reasons;
  const codes = listText(modalities);
  const far = distance && Math.abs(distance.count);
  const time =
    !distance || far === undefined
      ? t('prior.undated')
      : far === 0
        ? t('prior.sameDay')
        : t(`prior.${distance.unit}`, { count: far });
  return listText([
    ...(isOtherSide ? [t('prior.otherSide')] : []),
    t(`prior.region.${region}`),
    modality === 'comparable' ? t('prior.comparable', { modalities: codes }) : codes,
    distance && distance.count < 0 ? t('prior.later', { distance: time }) : time,
  ]);
}

/** Every archive was asked and answered in full: that there is none can be said. */
const isWhole = (leftOut: readonly PriorsLeftOut[]): boolean => leftOut.length === 0;

/** Other studies of the patient, the best to compare first, and what is not among them and why. */
export function PriorsList({ hand, views, areSeveral, onOpen }: PriorsListProps) {
  const t = useT();
  const { priors, hasNoId } = useStore(hand.store);
  const [refusal, setRefusal] = useState<'gone' | 'noView'>();
  const hung = useStore(views, ({ view }) => hungPrior(view));
  const { ranked = [], leftOut = [], waiting = 0 } = priors ?? {};
  const isAll = priors !== undefined && waiting === 0;
  const hang = async ({ study, modalities }: PriorStudy) => {
    const end = await hand.hangStudy(views, study, modalities);
    setRefusal(end === 'gone' || end === 'noView' ? end : undefined);
  };
  return (
    <section className={styles['priors']} aria-label={t('prior.title')} data-testid="priors">
      <h2>{t('prior.title')}</h2>
      <p role="status">
        {refusal
          ? t(`end.prior.${refusal}`)
          : hasNoId
            ? t('prior.noId')
            : !isAll
              ? t('prior.waiting')
              : ranked.length === 0
                ? t(isWhole(leftOut) ? 'prior.noneFound' : 'prior.noneThere')
                : ''}
      </p>
      <ul>
        {ranked.map((one) => (
          <li key={one.of.study}>
            <Row
              {...{ one, areSeveral }}
              isHung={one.of.study === hung}
              onPress={() => (one.of.isHere ? void hang(one.of) : onOpen(one.of))}
            />
          </li>
        ))}
      </ul>
      {leftOut.map(({ archive, name, why, count }) => (
        <p key={`${archive} ${why}`} className={styles['left']} data-testid="prior-left-out">
          {t(LEFT[why], { archive: name, count })}{' '}
          {why === 'dead' && <Button onClick={() => hand.again()}>{t('common.retry')}</Button>}
        </p>
      ))}
    </section>
  );
}

interface RowProps {
  readonly one: RankedPrior<PriorStudy>;
  readonly isHung: boolean;
  readonly areSeveral: boolean;
  onPress(): void;
}

function Row({ one, isHung, areSeveral, onPress }: RowProps) {
  const t = useT();
  const { of } = one;
  const reason = reasonText(one, t);
  const date = formatDate(of.date) || t('prior.undated');
  const what = [date, of.description, reason].filter(Boolean).join(', ');
  const origin = of.isHere ? of.archiveName : t('prior.opensIn', { archive: of.archiveName });
  return (
    <button
      type="button"
      className={styles['row']}
      data-testid="prior"
      data-study={of.study}
      aria-pressed={of.isHere ? isHung : undefined}
      aria-label={
        of.isHere ? t('prior.row', { what }) : t('prior.rowElsewhere', { archive: of.archiveName, what })
      }
      onClick={onPress}
    >
      <span className={styles['head']}>
        <b>{date}</b>
        {of.modalities.slice(0, 2).map((code) => (
          <Tag key={code}>{code}</Tag>
        ))}
        {isHung && <i>{t('prior.shown')}</i>}
      </span>
      {of.description !== undefined && <span dir="auto">{of.description}</span>}
      <span className={styles['why']}>{reason}</span>
      {(areSeveral || !of.isHere) && <span className={styles['why']}>{origin}</span>}
    </button>
  );
}

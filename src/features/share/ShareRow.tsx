import { useState } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import { formatPersonName } from '@/dicom/patient/personName';
import type { MessageKey } from '@/i18n/en';
import { momentText, shortMomentText } from '@/i18n/moment';
import { useT, type Translate } from '@/i18n/t';
import { Button } from '@/ui/Button';
import styles from './gate.module.css';
import type { MyShare, ShareAccess, ShareGate } from './gate';

interface ShareRowProps {
  readonly gate: ShareGate;
  readonly share: MyShare;
  /** What the archive calls it, once that is known. */
  readonly study: StudySummary | undefined;
  onEnd(): Promise<void>;
  /** Its accesses came: what the row says of them may be older. */
  onAccesses(): void;
}

/** What was shared, in the archive's words; never by its UID. */
function studyTexts({ studies }: MyShare, study: StudySummary | undefined, t: Translate) {
  const described = study?.description ?? study?.modalities.join('/') ?? '';
  const [first, second] = [formatPersonName(study?.patientName), described].filter((text) => text !== '');
  const more = studies.length - 1;
  const text = first ?? t('shares.mine.study');
  return { first: more > 0 ? t('shares.mine.more', { study: text, count: more }) : text, second };
}

function untilText({ ended, untilMs }: MyShare, t: Translate): string {
  const moment = shortMomentText(untilMs);
  return ended === undefined
    ? t('shares.mine.until', { moment })
    : t(`shares.mine.over.${ended}`, { moment });
}

/** Kinds of devices, as the gate keeps them. */
const DEVICES: Readonly<Record<string, MessageKey>> = {
  desktop: 'shares.device.desktop',
  tablet: 'shares.device.tablet',
  phone: 'shares.device.phone',
};
const deviceText = (device: string | undefined, t: Translate): string => {
  const key = DEVICES[device ?? ''];
  return key ? t(key) : '';
};

function openedText({ openings }: MyShare, t: Translate): { first: string; last: string } {
  const last = openings.reduce<MyShare['openings'][number] | undefined>(
    (newest, one) => (newest && newest.atMs > one.atMs ? newest : one),
    undefined,
  );
  if (!last) return { first: t('shares.mine.notOpened'), last: '' };
  const device = deviceText(last.device, t);
  const moment = shortMomentText(last.atMs);
  return {
    first: t('shares.mine.opened', { count: openings.length }),
    last: device === '' ? moment : t('shares.mine.last', { moment, device }),
  };
}

interface CellsProps {
  readonly share: MyShare;
  readonly name: string;
  readonly about: string | undefined;
  /** When it was made. */
  readonly made: string;
}

/** What, for whom, until when, and whether it was opened. */
function Cells({ share, name, about, made }: CellsProps) {
  const t = useT();
  const opened = openedText(share, t);
  return (
    <>
      <span>
        <b>{name}</b>
        {about !== undefined && <small>{about}</small>}
      </span>
      <span>
        {share.to ?? t('shares.mine.guest')}
        {share.hasPasscode && <small>{t('shares.mine.passcode')}</small>}
      </span>
      <span>
        {untilText(share, t)}
        <small>{made}</small>
      </span>
      <span>
        {opened.first}
        {opened.last !== '' && <small>{opened.last}</small>}
      </span>
    </>
  );
}

/** Ends a share, once it is said again. */
function EndAsked({ onEnd, onClose }: { onEnd(): Promise<void>; onClose(): void }) {
  const t = useT();
  return (
    <p role="group" className={styles['ask']}>
      {t('shares.mine.end.ask')}
      <Button
        className={styles['bad']}
        autoFocus
        onClick={() => {
          onClose();
          void onEnd();
        }}
      >
        {t('shares.mine.end.yes')}
      </Button>
      <Button onClick={onClose}>{t('shares.mine.end.no')}</Button>
    </p>
  );
}

/** One share of mine. */
export function ShareRow({ gate, share, study, onEnd, onAccesses }: ShareRowProps) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  const [accesses, setAccesses] = useState<readonly ShareAccess[] | 'failed'>();
  const { first: name, second: about } = studyTexts(share, study, t);
  const made = t('shares.mine.made', { moment: shortMomentText(share.createdAtMs) });
  // Two shares of one study differ in when they were made.
  const spoken = `${name}, ${made}`;
  const toggle = () => {
    if (accesses) return setAccesses(undefined);
    gate.accesses(share.id).then(
      (all) => {
        setAccesses(all);
        onAccesses();
      },
      () => setAccesses('failed'),
    );
  };
  return (
    <li className={styles['share']} data-ended={share.ended}>
      <div className={styles['cells']}>
        <Cells {...{ share, name, about, made }} />
        <span className={styles['acts']}>
          <Button
            kind="quiet"
            aria-expanded={accesses !== undefined}
            aria-label={t('shares.mine.accesses.of', { share: spoken })}
            onClick={toggle}
          >
            {t('shares.mine.accesses')}
          </Button>
          {share.ended === undefined && !isAsking && (
            <Button
              kind="quiet"
              className={styles['bad']}
              aria-label={t('shares.mine.end.of', { share: spoken })}
              onClick={() => setAsking(true)}
            >
              {t('shares.mine.end')}
            </Button>
          )}
        </span>
      </div>
      {isAsking && share.ended === undefined && <EndAsked onEnd={onEnd} onClose={() => setAsking(false)} />}
      {accesses && <Accesses accesses={accesses} />}
    </li>
  );
}

const WHAT: Readonly<Record<string, MessageKey>> = {
  redeem: 'shares.access.redeem',
  open: 'shares.access.open',
  search: 'shares.access.search',
  store: 'shares.access.store',
  refuse: 'shares.access.refuse',
  revoke: 'shares.access.revoke',
};

const whatText = ({ what, reason }: ShareAccess, t: Translate): string =>
  reason === 'passcode' ? t('shares.access.passcode') : t(WHAT[what] ?? 'shares.access.other');

function Accesses({ accesses }: { accesses: readonly ShareAccess[] | 'failed' }) {
  const t = useT();
  if (accesses === 'failed') return <p className={styles['warn']}>{t('shares.mine.accesses.failed')}</p>;
  if (accesses.length === 0) return <p className={styles['quiet']}>{t('shares.mine.accesses.none')}</p>;
  const newestFirst = accesses.toSorted((one, other) => other.atMs - one.atMs);
  return (
    <ol className={styles['accesses']}>
      {newestFirst.map((one, i) => (
        <li key={i}>
          <time>{momentText(one.atMs)}</time> {whatText(one, t)}
          {one.device !== undefined && <small>{deviceText(one.device, t)}</small>}
        </li>
      ))}
    </ol>
  );
}

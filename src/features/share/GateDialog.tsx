import { useMemo, useState, type ReactNode } from 'react';
import type { Archive } from '@/archive/contract/archive';
import { useT } from '@/i18n/t';
import { copyText } from '@/ui/copyText';
import { Dialog, Unkept } from '@/ui/overlay/Dialog';
import { SegmentedControl } from '@/ui/SegmentedControl';
import { useScreen } from '@/ui/useScreen';
import { ColleaguePart } from './ColleaguePart';
import styles from './gate.module.css';
import { createShareGate, type GatePlace } from './gate';
import { GuestForm, FormRow } from './GuestForm';
import { LinkPart } from './LinkPart';
import { MyShares } from './MyShares';
import { defaultSettings, scopeOf, seriesIn, settingsKey, toOrder, type Seen } from './settings';
import type { SharedLink } from './sharedLink';
import { useGuestLink } from './useGuestLink';
import { useMyShares, useStudyNames } from './useMyShares';

const WHO = ['guest', 'colleague'] as const;
type Who = (typeof WHO)[number];

interface GateDialogProps {
  readonly place: GatePlace;
  readonly archive: Archive;
  readonly seen: Seen;
  /** For colleagues who sign in. */
  readonly link: SharedLink;
  /** Lets a guest's link lead where the sender is just now. */
  readonly intoRoom?: ((url: string) => string) | undefined;
  /** What else a colleague's link can do. */
  readonly colleagueExtra?: ReactNode;
  readonly onClose: () => void;
}

/** Sharing with a guest or a colleague, and what is shared now. */
export default function GateDialog(props: GateDialogProps) {
  const { place, archive, seen, link, intoRoom, colleagueExtra, onClose } = props;
  const t = useT();
  const { root, credentials, may } = place;
  const gate = useMemo(() => createShareGate(root, credentials), [root, credentials]);
  const [who, setWho] = useState<Who>('guest');
  const [settings, setSettings] = useState(() => defaultSettings(seen, may));
  const mine = useMyShares(gate);
  const names = useStudyNames(archive, mine.shares);
  const guest = useGuestLink({ gate, seen, intoRoom, copy: copyText, onChanged: mine.reload });
  const isGuest = who === 'guest';
  const [asOpened] = useState(() => settingsKey(settings));
  const isChanged = settingsKey(settings) !== asOpened;
  const isMade = guest.link?.key === settingsKey(settings);
  const asList = useScreen() === 'phone';
  return (
    <Dialog title={t('share.title')} closeLabel={t('common.close')} wide="extra" onClose={onClose}>
      <Unkept is={isChanged && !isMade} />
      <div className={styles['parts']} data-who={who}>
        <div className={styles['form']}>
          <FormRow name={t('shares.who')}>
            <SegmentedControl
              fill
              asList={asList}
              label={t('shares.who')}
              value={who}
              options={WHO.map((id) => ({ id, text: t(`shares.who.${id}`) }))}
              onChange={(who: Who) => setWho(who)}
            />
          </FormRow>
          {isGuest && <GuestForm {...{ seen, settings, may }} onChange={setSettings} />}
        </div>
        {isGuest ? (
          <LinkPart
            {...guest}
            copy={copyText}
            isStale={guest.link !== undefined && guest.link.key !== settingsKey(settings)}
            isEmpty={seriesIn(scopeOf(settings, seen), seen.series).length === 0}
            leftOut={toOrder(settings, seen, new Date()).leftOut}
            onMake={() => void guest.make(settings)}
            onSaid={guest.say}
          />
        ) : (
          <div className={styles['colleague']}>
            <ColleaguePart {...link} notes={['shares.colleague.text']} />
            {colleagueExtra}
          </div>
        )}
      </div>
      <MyShares gate={gate} mine={mine} names={names} onEnded={guest.forget} />
    </Dialog>
  );
}

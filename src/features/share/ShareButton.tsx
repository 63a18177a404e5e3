import { Suspense, useCallback, useState, type ReactNode } from 'react';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { useOffer } from '@/ui/overlay/commands';
import { Icon } from '@/ui/Icon';
import { latePart } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { PartGone } from '@/ui/PartGone';
import type { SavedView } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';
import type { GatePlace } from './gate';
import type { Seen } from './settings';
import type { SharedLink } from './sharedLink';
import styles from './share.module.css';

const loadPlain = () => import('./ShareDialog');
const loadGate = () => withTexts(import('./GateDialog'), 'shareGate');
const ShareDialog = latePart(loadPlain, ShareFailed);
const GateDialog = latePart(loadGate, ShareFailed);

function ShareFailed({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return <PartGone text={t('share.failed')} onClose={onClose} />;
}

interface ShareButtonProps {
  readonly archive: Archive;
  /** The series of the studies on the screen. */
  readonly series: readonly SeriesSummary[];
  /** The link of this moment; `saved` names what the archive has of it. */
  link(saved?: SavedView): SharedLink;
  /** What is on the screen at this moment. */
  seen(): { readonly view: ViewState; readonly marks: readonly Mark[] };
  /** Once all is done that was asked for and waits; nothing where nothing waits. */
  whenServed?(then: () => void): void;
  /** Where guest links are made; `forbidden`: not by whoever has signed in; absent: nowhere. */
  readonly guests?: GatePlace | 'forbidden' | undefined;
  /** Lets a guest's link lead where the sender is just now. */
  readonly intoRoom?: ((url: string) => string) | undefined;
  /** What else a colleague's link can do. */
  readonly colleagueExtra?: ReactNode;
  /** Saves the view in the archive along with the link. */
  readonly saveSlot?: (onSaved: (saved: SavedView) => void) => ReactNode;
}

function Face({ hasGate, onOpen }: { readonly hasGate: boolean; onOpen(): void }) {
  const t = useT();
  return (
    <button
      type="button"
      data-testid="share"
      aria-haspopup="dialog"
      aria-label={t('share.open')}
      className={styles['share']}
      onPointerEnter={() => void (hasGate ? loadGate() : loadPlain()).catch(() => undefined)}
      onClick={onOpen}
    >
      <Icon name="share" />
      <span aria-hidden="true">{t('share.open')}</span>
    </button>
  );
}

/** What is shared, as it was seen when the dialog was opened. */
interface Shared {
  readonly link: SharedLink;
  readonly seen: Seen;
}

interface OpenedProps extends Pick<ShareButtonProps, 'archive' | 'intoRoom'> {
  readonly shared: Shared;
  readonly place: GatePlace | undefined;
  readonly extra: ReactNode;
  readonly isForbidden: boolean;
  onClose(): void;
}

/** With a gate the dialog makes guest links too. */
function Opened({ shared, place, archive, intoRoom, extra, isForbidden, onClose }: OpenedProps) {
  return (
    <Suspense fallback={<KeysHeld onEscape={onClose} />}>
      {place ? (
        <GateDialog {...shared} {...{ place, archive, intoRoom }} colleagueExtra={extra} onClose={onClose} />
      ) : (
        <ShareDialog {...shared.link} isForbidden={isForbidden} extra={extra} onClose={onClose} />
      )}
    </Suspense>
  );
}

/** Opens the share dialog with what is seen at this moment. */
export function ShareButton({
  archive,
  series,
  link,
  seen,
  whenServed,
  guests,
  intoRoom,
  colleagueExtra,
  saveSlot,
}: ShareButtonProps) {
  const t = useT();
  const [shared, setShared] = useState<Shared>();
  const close = () => setShared(undefined);
  const now = () => ({ link: link(), seen: { archive: archive.id, series, ...seen() } });
  const open = () => {
    setShared(now());
    // What was done before the engine is seen by whoever opens the link, too.
    whenServed?.(() => setShared((shown) => shown && now()));
  };
  useOffer([
    {
      id: 'share',
      label: t('share.open'),
      group: 'group.passOn',
      icon: 'share',
      run: open,
    },
  ]);
  const onSaved = useCallback(
    (saved: SavedView) => setShared((now) => now && { ...now, link: link(saved) }),
    [link],
  );
  const extra = (
    <div className={styles['extra']}>
      {saveSlot?.(onSaved)}
      {colleagueExtra}
    </div>
  );
  const place = typeof guests === 'object' ? guests : undefined;
  return (
    <>
      <Face hasGate={place !== undefined} onOpen={open} />
      {shared && (
        <Opened
          {...{ shared, place, archive, intoRoom, extra }}
          isForbidden={guests === 'forbidden'}
          onClose={close}
        />
      )}
    </>
  );
}

import { useState } from 'react';
import type { MessageKey } from '@/i18n/en';
import { GateError, type GateTrouble, type MadeShare, type ShareGate } from './gate';
import { settingsKey, toOrder, type Seen, type Settings } from './settings';

/** A link that was made in this dialog. */
export interface MadeGuestLink extends MadeShare {
  readonly url: string;
  /** The settings that it goes by. */
  readonly key: string;
}

export interface GuestLinkState {
  readonly link: MadeGuestLink | undefined;
  readonly isBusy: boolean;
  /** What happened last. */
  readonly said: MessageKey | undefined;
  readonly trouble: GateTrouble | undefined;
}

interface GuestLinkParts {
  readonly gate: ShareGate;
  readonly seen: Seen;
  /** Lets the link lead where the sender is just now. */
  readonly intoRoom?: ((url: string) => string) | undefined;
  /** Puts the link on the clipboard; false where the browser does not let it. */
  copy(text: string): Promise<boolean>;
  /** Something of mine has changed. */
  onChanged(): void;
}

const NOTHING: GuestLinkState = { link: undefined, isBusy: false, said: undefined, trouble: undefined };

/** Where a guest's link leads: this page, and what only the page reads. */
export const guestUrl = ({ id, secret }: Pick<MadeShare, 'id' | 'secret'>): string =>
  `${window.location.origin}${window.location.pathname}#s=${id}.${secret}`;

const troubleOf = (error: unknown): GateTrouble => (error instanceof GateError ? error.trouble : 'away');

/** Makes guest links, one at a time: the newest ends the one before it. */
export function useGuestLink({ gate, seen, intoRoom, copy, onChanged }: GuestLinkParts) {
  const [state, setState] = useState(NOTHING);

  const make = async (settings: Settings) => {
    if (state.isBusy) return;
    const before = state.link;
    setState({ ...state, isBusy: true, said: undefined, trouble: undefined });
    let link: MadeGuestLink;
    try {
      const share = await gate.create(toOrder(settings, seen, new Date()).order);
      link = { ...share, url: intoRoom?.(guestUrl(share)) ?? guestUrl(share), key: settingsKey(settings) };
    } catch (error) {
      return setState({ ...state, isBusy: false, said: undefined, trouble: troubleOf(error) });
    }
    const isEnded = before === undefined || (await isDone(gate.end(before.id)));
    const isCopied = await copy(link.url);
    const said = !isEnded
      ? 'shares.replaced.notEnded'
      : before
        ? 'shares.replaced'
        : isCopied
          ? 'shares.made'
          : 'shares.made.notCopied';
    setState({ link, isBusy: false, said, trouble: undefined });
    onChanged();
  };
  const say = (said: MessageKey | undefined) => setState((now) => ({ ...now, said }));
  /** Shares ended elsewhere on the page. */
  const forget = (isEnded: (id: string) => boolean) =>
    setState((now) => (now.link && isEnded(now.link.id) ? NOTHING : now));
  return { ...state, make, say, forget };
}

const isDone = (done: Promise<void>): Promise<boolean> =>
  done.then(
    () => true,
    () => false,
  );

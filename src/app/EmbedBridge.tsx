import { useEffect, useMemo, useRef } from 'react';
import { startEmbedding, type Embedding } from '@/features/embed/embedding';
import { watchFrame } from '@/features/embed/frameWindow';
import type { EmbedShown } from '@/protocol/embed';
import { embedOriginsOf } from './admitFrame';
import { embedDoer } from './embedDoer';
import { shownBy } from './embedShown';
import type { OnScreen } from './onScreen';
import type { Boot } from './settings';
import type { Entry, Go } from './useEntry';

export interface EmbedBridgeProps {
  readonly boot: Boot;
  readonly entry: Entry;
  readonly go: Go;
  readonly onScreen: OnScreen;
}

/** Does what the page around this one asks for, and tells it what is shown: it is on no screen itself. */
export default function EmbedBridge({ boot, entry, go, onScreen }: EmbedBridgeProps) {
  const { archives, embed } = boot.config;
  const origins = useMemo(() => embedOriginsOf(embed), [embed]);
  const now = useRef({ entry, go });
  useEffect(() => {
    now.current = { entry, go };
  });
  const embedding = useRef<Embedding>(undefined);
  const doer = useMemo(
    () =>
      embedDoer({
        archives: archives.map(({ id }) => id),
        onScreen,
        go: (...where) => now.current.go(...where),
        isInRoom: () => now.current.entry.route.screen === 'together',
      }),
    [archives, onScreen],
  );
  const latest = useRef<EmbedShown>({ showing: 'nothing' });
  useEffect(() => {
    const stop = watchFrame((around) => {
      const begun = startEmbedding(origins, around, doer);
      embedding.current = begun;
      begun.show(latest.current);
    });
    return () => {
      stop();
      embedding.current?.end();
      embedding.current = undefined;
    };
  }, [origins, doer]);
  useEffect(() => {
    const tell = () => {
      latest.current = shownBy(entry.route, archives, onScreen.shown);
      embedding.current?.show(latest.current);
    };
    tell();
    onScreen.changed = tell;
    return () => {
      onScreen.changed = undefined;
    };
  }, [entry, archives, onScreen]);
  return null;
}

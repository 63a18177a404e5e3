import { useState } from 'react';
import { isSameKey } from '@/dicom/hanging/choose';
import type { LeftOut } from '@/dicom/hanging/leftOut';
import type { ProtocolFault } from '@/dicom/hanging/protocolFile';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { useT } from '@/i18n/t';
import { askFile } from '@/ui/askFile';
import { offerFile } from '@/ui/offerFile';
import type { HangingsAtHand } from '@/features/viewer/state/hangingState';
import type { HangingList } from '@/features/viewer/state/hangingStore';
import { hangingSentence, protocolFileName } from '@/features/viewer/state/hangingWords';

/** What became of a file. */
type Outcome =
  | { readonly fault: ProtocolFault | 'gone' }
  | {
      readonly protocol: HangingProtocol;
      readonly name: string;
      readonly left: readonly LeftOut[];
      /** Whether one of the reader's own for the same studies made place for it. */
      readonly isInstead: boolean;
    };

const TYPES = '.dcm,.json,application/dicom,application/dicom+json,application/json';

/** Arrangements as files: one is asked for and kept as the reader's own, or handed to the person. */
export function useHangingFiles(hangings: HangingsAtHand, mine: readonly HangingProtocol[]) {
  const t = useT();
  const [outcome, setOutcome] = useState<Outcome>();

  const take = async (file: File): Promise<Outcome> => {
    const { importProtocol, MOST_PROTOCOL_BYTES } = await import('@/dicom/hanging/protocolFile');
    const bytes = new Uint8Array(await file.slice(0, MOST_PROTOCOL_BYTES + 1).arrayBuffer());
    const found = await importProtocol(bytes, 'imported');
    if (typeof found === 'string') return { fault: found };
    const { protocol, name, left } = found;
    await hangings.take(protocol);
    return {
      protocol,
      name: name || file.name,
      left,
      isInstead: mine.some(({ key }) => isSameKey(key, protocol.key)),
    };
  };
  const bring = async (): Promise<void> => {
    const file = await askFile(TYPES);
    if (file) setOutcome(await take(file).catch(() => ({ fault: 'gone' }) as const));
  };
  const give = async (protocol: HangingProtocol, whose: HangingList): Promise<void> => {
    setOutcome(undefined);
    try {
      const { exportProtocol } = await import('@/dicom/hanging/protocolFile');
      const level = whose === 'mine' ? 'SINGLE_USER' : 'SITE';
      const bytes = await exportProtocol(protocol, { level, description: hangingSentence(t, protocol) });
      if (bytes) offerFile(protocolFileName(t, protocol), bytes, 'application/dicom');
    } catch {
      setOutcome({ fault: 'gone' });
    }
  };
  /** What was said of a file is over: something else was done. */
  const forget = (): void => setOutcome(undefined);
  return { outcome, bring, give, forget };
}

/** What became of a file, for the eye and the ear. */
export function FileOutcome({ outcome }: { readonly outcome: Outcome | undefined }) {
  const t = useT();
  if (outcome && 'fault' in outcome) return <p role="alert">{t(`hanging.file.${outcome.fault}`)}</p>;
  return (
    <div role="status" data-testid="hanging-file">
      {outcome && (
        <>
          <p>
            {t('hanging.file.imported', {
              name: outcome.name,
              sentence: hangingSentence(t, outcome.protocol),
            })}
          </p>
          {outcome.isInstead && <p>{t('hanging.file.instead')}</p>}
          {outcome.left.length > 0 && (
            <>
              <p>{t('hanging.file.left')}</p>
              <ol>
                {outcome.left.map(({ what }) => (
                  <li key={what}>{t(`hanging.left.${what}`)}</li>
                ))}
              </ol>
            </>
          )}
        </>
      )}
    </div>
  );
}

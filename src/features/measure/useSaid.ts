import { useEffect, useState } from 'react';
import { useT } from '@/i18n/t';
import { copyText } from '@/ui/copyText';
import type { PanelNotice } from './SaidStrip';

/** Long enough to read a sentence and look up from it. */
const PASSES_MS = 6000;

/** What was just done to the list, said in it until something else happens. */
export function useSaid(listed: number) {
  const t = useT();
  const [said, say] = useState<PanelNotice>();
  // An offer to undo goes when anything else happens to the list: Undo would no longer mean this.
  const isStale = said?.listed !== undefined && listed !== said.listed;
  useEffect(() => {
    if (isStale) say(undefined);
  }, [isStale]);
  useEffect(() => {
    if (said?.passes !== true) return undefined;
    const timer = setTimeout(() => say(undefined), PASSES_MS);
    return () => clearTimeout(timer);
  }, [said]);
  /** Copies, and says so in `told`; or says what could not be copied. */
  const copy = async (text: string, told: string) => {
    const isCopied = await copyText(text);
    say(isCopied ? { text: told, passes: true } : { text: t('measure.said.refused', { text }) });
  };
  return { said: isStale ? undefined : said, say, copy };
}

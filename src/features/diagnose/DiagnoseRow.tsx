import { useState } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';
import styles from './diagnose.module.css';
import type { Repair } from './repairs';

export type RowVerdict = 'works' | 'limited' | 'fails' | 'unknown' | 'waiting';

const FACE: Record<RowVerdict, { readonly icon: IconName; readonly word: MessageKey }> = {
  works: { icon: 'sound', word: 'diagnose.works' },
  limited: { icon: 'warning', word: 'diagnose.limited' },
  fails: { icon: 'fault', word: 'diagnose.fails' },
  unknown: { icon: 'invert', word: 'diagnose.notSeen' },
  waiting: { icon: 'invert', word: 'diagnose.waiting' },
};

interface DiagnoseRowProps {
  readonly id: string;
  readonly name: string;
  readonly verdict: RowVerdict;
  readonly sentences: readonly string[];
  readonly tookMs?: number | undefined;
  readonly repairs?: readonly Repair[];
}

/** One matter: its name, what was found, how it stands, and what mends it. */
export function DiagnoseRow({ id, name, verdict, sentences, tookMs, repairs }: DiagnoseRowProps) {
  const t = useT();
  const { icon, word } = FACE[verdict];
  return (
    <li className={styles['row']} data-check={id} data-verdict={verdict}>
      <span className={styles['mark']}>
        <Icon name={icon} size={20} />
      </span>
      <h3 className={styles['name']}>{name}</h3>
      <div className={styles['said']}>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {repairs !== undefined && repairs.length > 0 && (
          <details className={styles['fix']}>
            <summary aria-label={t('diagnose.fix', { check: name })}>
              {t('diagnose.fix.short')}
              <Icon name="down" size={14} />
            </summary>
            <ul>
              {repairs.map((repair) => (
                <Setting key={`${repair.product} ${repair.setting}`} repair={repair} />
              ))}
            </ul>
          </details>
        )}
      </div>
      <span className={styles['took']}>
        {tookMs !== undefined && tookMs >= 2 && t('diagnose.took', { ms: Math.round(tookMs) })}
      </span>
      <span className={styles['word']}>{t(word)}</span>
    </li>
  );
}

/** A setting to copy into a file. */
function Setting({ repair: { product, why, setting } }: { repair: Repair }) {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(setting).then(
      () => setCopied(true),
      () => setCopied(false), // Forbidden by the browser: the text stands there to be selected.
    );
  };
  return (
    <li className={styles['setting']}>
      <p>
        <strong>{product}</strong> {t(why)}
      </p>
      <div className={styles['code']}>
        <pre tabIndex={0} aria-label={t('said.of', { name: product, said: t(why) })}>
          {setting}
        </pre>
        <Button aria-label={t('diagnose.copySetting', { product })} onClick={copy}>
          <Icon name={isCopied ? 'check' : 'copy'} size={16} />
          {t(isCopied ? 'common.copied' : 'common.copy')}
        </Button>
      </div>
    </li>
  );
}

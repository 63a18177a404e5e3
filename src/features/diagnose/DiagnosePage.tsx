import { fixedText } from '@/i18n/numberText';
import { clockText } from '@/i18n/moment';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CHECKS } from '@/archive/contract/findings';
import type { Probe, Report } from '@/archive/contract/report';
import { useT } from '@/i18n/t';
import { Button, LinkButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Logo } from '@/ui/Logo';
import styles from './diagnose.module.css';
import { type DeviceRow, lookAtDevice } from './device';
import { DiagnoseRow } from './DiagnoseRow';
import { repairsFor } from './repairs';
import { summarise } from './summary';
import { findingKey, supportText } from './supportText';
import { type Looked, useProbe } from './useProbe';

/** An archive to be looked at. */
export interface DiagnoseRun {
  readonly id: string;
  readonly name: string;
  /** As in the settings. */
  readonly root: string;
  readonly probe: Probe;
}

export interface DiagnosePageProps {
  readonly archive: DiagnoseRun;
  /** All that can be looked at. */
  readonly archives: readonly { readonly id: string; readonly name: string }[];
  readonly listHref: string;
  readonly hrefOf: (archive: string) => string;
  /** '#/...' of the page that checks the screen. */
  readonly screenHref: string;
  /** What was found, to be remembered. */
  readonly onReport: (report: Report) => void;
}

/** The other archives, and the way back to the list. */
function Top({ archive, archives, listHref, hrefOf }: DiagnosePageProps) {
  const t = useT();
  return (
    <header className={styles['top']}>
      <span className={styles['brand']}>
        <Logo />
        {t('app.name')}
      </span>
      <nav className={styles['archives']} aria-label={t('diagnose.choose')}>
        {archives.length > 1 &&
          archives.map(({ id, name }) => (
            <LinkButton
              key={id}
              kind={id === archive.id ? 'plain' : 'quiet'}
              aria-current={id === archive.id ? 'page' : undefined}
              href={hrefOf(id)}
            >
              {name}
            </LinkButton>
          ))}
      </nav>
      <LinkButton kind="quiet" href={listHref}>
        <Icon name="back" size={16} /> {t('diagnose.back')}
      </LinkButton>
    </header>
  );
}

/** What works with an archive and on this device, what does not, and the setting that mends it. */
export default function DiagnosePage(props: DiagnosePageProps) {
  const { archive, screenHref, onReport } = props;
  const t = useT();
  const looked = useProbe(archive.probe, onReport);
  const [device] = useState(lookAtDevice);
  const heading = useRef<HTMLHeadingElement>(null);
  // The page before it is gone: a screen reader starts here.
  useEffect(() => heading.current?.focus(), []);
  const { report, atMs } = looked;
  return (
    <div className={styles['page']} data-diagnosed={report === undefined ? 'no' : 'yes'}>
      <Top {...props} />
      <main className={styles['main']}>
        <div className={styles['head']}>
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {t('diagnose.title')}
            </h1>
            <p role="status">
              {report === undefined || atMs === undefined
                ? t('diagnose.checking', { archive: archive.name })
                : t('diagnose.checked', {
                    archive: archive.name,
                    time: clockText(atMs),
                    seconds: fixedText(report.tookMs / 1000, 1),
                  })}
            </p>
          </div>
          <Support archive={archive} looked={looked} device={device} />
          <Button kind="primary" disabled={report === undefined} onClick={looked.again}>
            {t('diagnose.again')}
          </Button>
        </div>
        {report !== undefined && <Banner looked={looked} />}
        <Rows archive={archive} looked={looked} device={device} />
        <p className={styles['small']}>
          <LinkButton href={screenHref}>{t('diagnose.screenCheck')}</LinkButton>
        </p>
        <p className={styles['small']}>{t('diagnose.private')}</p>
      </main>
    </div>
  );
}

/** What can be done with this archive, in one sentence. */
function Banner({ looked }: { looked: Looked }) {
  const t = useT();
  const { tone, title, text } = summarise(looked.results);
  const icon = { works: 'sound', limited: 'warning', fails: 'fault' } as const;
  return (
    <div className={styles['banner']} data-tone={tone} role={tone === 'fails' ? 'alert' : 'status'}>
      <Icon name={icon[tone]} size={20} />
      <div>
        <h2>{t(title)}</h2>
        <p>{t(text)}</p>
      </div>
    </div>
  );
}

interface PartProps {
  readonly archive: DiagnoseRun;
  readonly looked: Looked;
  readonly device: readonly DeviceRow[];
}

function Rows({ archive, looked, device }: PartProps) {
  const t = useT();
  const { results, report } = looked;
  const on = useMemo(
    () => ({ page: location.origin, archive: new URL(archive.root, location.origin).origin }),
    [archive.root],
  );
  // While it runs, what is to come stands there already, so that nothing jumps; what was not reached goes.
  const shown = CHECKS.filter(
    (check) => report === undefined || results.some((each) => each.check === check),
  );
  return (
    <div className={styles['card']}>
      <h2>{t('diagnose.archive')}</h2>
      <ul>
        {shown.map((check) => {
          const result = results.find((each) => each.check === check);
          const findings = result?.findings ?? [];
          const isEmpty = result !== undefined && findings.length === 0;
          const said = findings.map(({ id, values }) => t(findingKey(id), values));
          return (
            <DiagnoseRow
              key={check}
              id={check}
              name={t(`diagnose.check.${check}`)}
              verdict={result?.verdict ?? 'waiting'}
              sentences={isEmpty ? [t('diagnose.notSeen.text')] : said}
              tookMs={result?.tookMs}
              repairs={repairsFor(
                findings.map(({ id }) => id),
                on,
              )}
            />
          );
        })}
      </ul>
      <h2>{t('diagnose.device')}</h2>
      <ul>
        {device.map(({ check, verdict, text, values }) => (
          <DiagnoseRow
            key={check}
            id={check}
            name={t(`diagnose.check.${check}`)}
            verdict={verdict}
            sentences={[t(text, values)]}
          />
        ))}
      </ul>
    </div>
  );
}

/** All of it as text, for whoever runs the archive. */
function Support({ archive, looked, device }: PartProps) {
  const t = useT();
  const [said, setSaid] = useState<'copied' | 'forbidden'>();
  const text = supportText(t, {
    archive: archive.name,
    root: archive.root,
    page: location.origin,
    browser: navigator.userAgent,
    at: new Date(looked.atMs ?? 0).toISOString(),
    results: looked.results,
    device,
  });
  const copy = useCallback(async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('copied');
    } catch {
      setSaid('forbidden');
    }
  }, [text]);
  return (
    <>
      <Button disabled={looked.report === undefined} onClick={() => void copy()}>
        <Icon name={said === 'copied' ? 'check' : 'copy'} size={16} />
        {t(said === 'copied' ? 'diagnose.copied' : 'diagnose.copy')}
      </Button>
      {said === 'forbidden' && (
        <div className={styles['text']} role="alert">
          {t('diagnose.copyFailed')}
          <textarea readOnly rows={8} aria-label={t('diagnose.text')} value={text} />
        </div>
      )}
    </>
  );
}

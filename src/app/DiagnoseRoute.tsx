import { Suspense, useCallback, useMemo } from 'react';
import type { Report } from '@/archive/contract/report';
import { noFilters } from '@/features/worklist/filters';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { LinkButton } from '@/ui/Button';
import { latePart } from '@/ui/latePart';
import { Logo } from '@/ui/Logo';
import { PlaceGone } from '@/ui/PartGone';
import { Notice } from '@/ui/Notice';
import { keepKnown } from './knowArchives';
import { diagnosePath, worklistPath } from './routes';
import type { Boot } from './settings';

const DiagnosePage = latePart(
  () => withTexts(import('@/features/diagnose/DiagnosePage'), 'diagnose'),
  PlaceGone,
);

/** What works with one archive of the settings; the first when none is named. */
export function DiagnoseRoute({ boot, named }: { boot: Boot; named: string | undefined }) {
  const t = useT();
  const { config, archives } = boot;
  const settings = named === undefined ? config.archives[0] : config.archives.find(({ id }) => id === named);
  const probe = archives.find(({ id }) => id === settings?.id)?.probe;
  const looking = useMemo(() => settings && probe && { ...settings, probe }, [settings, probe]);
  const onReport = useCallback(
    (report: Report) => {
      const isDead = report.results.some(({ check, verdict }) => check === 'answers' && verdict === 'fails');
      if (settings && !isDead) keepKnown(settings, report.known);
    },
    [settings],
  );
  if (!looking) {
    return (
      <main className="app-notice">
        <Notice
          alert
          icon="warning"
          title={t('app.diagnose.unknown')}
          text={t('app.diagnose.unknown.text', { archive: named ?? '' })}
          actions={config.archives.slice(0, 4).map(({ id, name }) => (
            <LinkButton key={id} href={diagnosePath(id)}>
              {name}
            </LinkButton>
          ))}
        />
      </main>
    );
  }
  const isFirst = looking.id === config.archives[0].id;
  return (
    <Suspense
      fallback={
        <main className="app-opening" role="status">
          <Logo size={28} />
          {t('common.loading')}
        </main>
      }
    >
      <DiagnosePage
        key={looking.id}
        archive={looking}
        archives={config.archives}
        listHref={worklistPath(isFirst ? undefined : looking.id, noFilters)}
        hrefOf={diagnosePath}
        onReport={onReport}
      />
    </Suspense>
  );
}

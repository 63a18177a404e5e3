import { useCallback, useMemo } from 'react';
import type { Report } from '@/archive/contract/report';
import DiagnosePage from '@/features/diagnose/DiagnosePage';
import { noFilters } from '@/features/worklist/filters';
import { useT } from '@/i18n/t';
import { LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { keepKnown } from './knowArchives';
import { diagnosePath, screenCheckPath, worklistPath } from './routes';
import type { Boot } from './settings';

/** What works with one archive of the settings; the first when none is named. */
export default function DiagnoseRoute({ boot, named }: { boot: Boot; named: string | undefined }) {
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
    <DiagnosePage
      key={looking.id}
      archive={looking}
      archives={config.archives}
      listHref={worklistPath(isFirst ? undefined : looking.id, noFilters)}
      hrefOf={diagnosePath}
      screenHref={screenCheckPath}
      onReport={onReport}
    />
  );
}

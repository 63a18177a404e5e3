import { useCallback, useEffect, useMemo } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import LaunchPage from '@/features/accession/LaunchPage';
import type { Launched, LaunchedContext } from '@/features/launch/launched';
import type { Session } from '@/features/session/session';
import { noFilters } from '@/features/worklist/filters';
import { useT } from '@/i18n/t';
import { LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { loadViewerAndEngine } from './prefetchViewer';
import { studyPath, worklistPath } from './routes';
import type { Go } from './useEntry';
import type { PriorsFrom } from './usePriors';

export interface LaunchScreenProps {
  readonly launched: Launched | undefined;
  /** Every archive of the settings, and whether this sign-in opens it. */
  readonly from: PriorsFrom;
  readonly session: Session | undefined;
  readonly go: Go;
}

/** `#/launch`: what an EHR has open, or why nothing of it is shown. */
export default function LaunchScreen({ launched, from, session, go }: LaunchScreenProps) {
  if (!launched) return <Refused launched={{ ok: false, why: 'over' }} />;
  if (!launched.ok) return <Refused {...{ launched }} />;
  const { context } = launched;
  return isOtherPerson(context, session) ? (
    <Refused launched={{ ok: false, why: 'person', ehr: context.ehr }} />
  ) : (
    <Studies {...{ context, from, session, go }} />
  );
}

/** Whether whoever launched and whoever signed in are two, by the word of one issuer. Names of two issuers cannot be compared. */
function isOtherPerson({ person }: LaunchedContext, session: Session | undefined): boolean {
  const id = session?.store.getState().person?.id;
  return id?.startsWith(`${person.issuer}#`) === true && id !== `${person.issuer}#${person.subject}`;
}

type StudiesProps = Omit<LaunchScreenProps, 'launched'> & { readonly context: LaunchedContext };

function Studies({ context, from, session, go }: StudiesProps) {
  const { subject, ehr, iss, archive } = context;
  // On its way while archives are asked.
  useEffect(() => void loadViewerAndEngine().catch(() => undefined), []);
  const archives = useMemo(
    () => from.archives.filter((one) => archive === undefined || one.archive.id === archive),
    [from, archive],
  );
  const onOpen = useCallback(
    (id: string, study: StudyUid, how: 'only' | 'chosen') => {
      session?.note('launch', [study], iss);
      if (how === 'only') go(studyPath(id, study), 'replace');
      else go(studyPath(id, study), 'push', { isFromList: true });
    },
    [go, session, iss],
  );
  return (
    <LaunchPage
      {...{ subject, ehr, archives, onOpen }}
      listHref={worklistPath(undefined, noFilters)}
      studyHref={studyPath}
    />
  );
}

function Refused({ launched: { why, ehr = '', href } }: { readonly launched: Launched & { ok: false } }) {
  const t = useT();
  return (
    <main className="app-notice" data-testid="launch-refused">
      <Notice
        alert
        icon={why === 'framed' ? 'locked' : 'warning'}
        title={t(`launch.${why}`, { ehr })}
        text={t(`launch.${why}.text`, { ehr })}
        actions={
          href === undefined ? (
            <LinkButton href={worklistPath(undefined, noFilters)} kind="primary">
              {t('app.toWorklist')}
            </LinkButton>
          ) : (
            <LinkButton href={href} target="_blank" rel="noopener" kind="primary">
              {t('embed.ownTab')}
            </LinkButton>
          )
        }
      />
    </main>
  );
}

import { useEffect, useState } from 'react';
import type { Archive, SeriesSummary, StudySummary } from '@/archive/contract/archive';
import { formatDate } from '@/dicom/values/dateText';
import { hasPicture } from '@/dicom/series/modality';
import { formatPersonName } from '@/dicom/patient/personName';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { Button, IconButton, Key, LinkButton, Tag } from '@/ui/Button';
import { Facts } from '@/ui/Facts';
import { studyCountText, identityFacts, nameText, whenText } from './studyText';
import { Thumbnail } from './Thumbnail';
import { useOtherStudies, useSeries } from './useSeries';

/** Whoever comes back to a study later than this is told what it holds now. */
const LISTED_MS = 30_000;

interface PreviewProps {
  readonly archive: Archive;
  readonly study: StudySummary | undefined;
  readonly studyHref: (study: StudyUid) => string;
  readonly onOpen: (study: StudyUid) => void;
}

/** The selected study beside the list: who, what, its series, and the patient's other studies. */
export function Preview({ archive, study, studyHref, onOpen }: PreviewProps) {
  const t = useT();
  const asked = useSettled(study);
  if (!study) {
    return (
      <aside className="wl-preview" aria-label={t('worklist.preview')}>
        <p className="wl-previewnone">{t('worklist.preview.none')}</p>
      </aside>
    );
  }
  const when = whenText(study) || t('worklist.noDate');
  const referrer = study.referrer && t('worklist.referredBy', { name: formatPersonName(study.referrer) });
  return (
    <aside className="wl-preview" aria-label={t('worklist.preview')}>
      <header className="wl-previewhead">
        <h2 dir="auto">{nameText(study) || t('worklist.unnamed')}</h2>
        <p className="wl-soft">
          <Facts of={identityFacts(study)} />
        </p>
        <p className="wl-what">
          {study.modalities.map((code) => (
            <Tag key={code}>{code}</Tag>
          ))}
          <b>{study.description ?? t('worklist.noDescription')}</b>
        </p>
        <p className="wl-soft wl-small">
          <Facts of={[when, study.accession, referrer]} />
        </p>
        {study.conflicting === true && <p className="wl-warn wl-small">{t('worklist.conflicting')}</p>}
        <div className="wl-previewactions">
          <LinkButton
            kind="primary"
            href={studyHref(study.study)}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              onOpen(study.study);
            }}
          >
            {t('worklist.open')} <Key>Enter</Key>
          </LinkButton>
          <CopyLink href={studyHref(study.study)} />
        </div>
      </header>
      <div className="wl-previewbody" tabIndex={-1}>
        <SeriesList archive={archive} study={study} asked={asked?.study} />
        <OtherStudies
          archive={archive}
          study={study}
          isAsked={asked === study}
          studyHref={studyHref}
          onOpen={onOpen}
        />
      </div>
    </aside>
  );
}

function SeriesList({
  archive,
  study,
  asked,
}: {
  archive: Archive;
  study: StudySummary;
  asked: StudyUid | undefined;
}) {
  const t = useT();
  const { data, isLoadingError, refetch } = useSeries(archive, asked, LISTED_MS);
  const isThis = asked === study.study;
  const count = (isThis && data ? data.length : study.seriesCount) ?? 0;
  return (
    <section>
      <h3 className="wl-section">
        <span>{t('worklist.series', { count })}</span>
        <span className="wl-dim">{studyCountText(study, t)}</span>
      </h3>
      {isThis && isLoadingError ? (
        <p className="wl-inline">
          {t('worklist.seriesFailed')} <Button onClick={() => void refetch()}>{t('common.retry')}</Button>
        </p>
      ) : (
        <ul>
          {isThis &&
            data?.map((series) => (
              <li key={series.series} className="wl-series">
                <Thumbnail archive={archive} series={series} />
                <span>
                  <span className="wl-cut" title={series.description}>
                    {series.description ?? t('worklist.seriesUnnamed', { number: series.number ?? '' })}
                  </span>
                  <span className="wl-dim wl-small wl-cut" title={seriesLine(series, t)}>
                    {seriesLine(series, t)}
                  </span>
                </span>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}

/** "2 · CT · 135 images · CHEST" */
const seriesLine = (series: SeriesSummary, t: ReturnType<typeof useT>): string =>
  [
    series.number,
    series.modality,
    series.instanceCount !== undefined &&
      t(hasPicture(series) ? 'worklist.images' : 'worklist.objects', { count: series.instanceCount }),
    series.bodyPart,
  ]
    .filter((part) => part !== undefined && part !== false && part !== '')
    .join(' · ');

type OtherStudiesProps = Omit<PreviewProps, 'study'> & {
  readonly study: StudySummary;
  readonly isAsked: boolean;
};

function OtherStudies({ archive, study, isAsked, studyHref, onOpen }: OtherStudiesProps) {
  const t = useT();
  const { data = [] } = useOtherStudies(archive, isAsked ? study.patientId : undefined, study.study);
  if (data.length === 0) return null;
  return (
    <section>
      <h3 className="wl-section" title={t('worklist.others.hint')}>
        <span>{t('worklist.others', { count: data.length })}</span>
        <span className="wl-dim">{t('worklist.others.hint')}</span>
      </h3>
      <ul>
        {data.map((other) => (
          <li key={other.study}>
            <a
              className="wl-other"
              href={studyHref(other.study)}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                onOpen(other.study);
              }}
            >
              {other.modalities.slice(0, 2).map((code) => (
                <Tag key={code}>{code}</Tag>
              ))}
              <span className="wl-cut">{other.description ?? t('worklist.noDescription')}</span>
              <span className="wl-dim">{formatDate(other.date)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CopyLink({ href }: { href: string }) {
  const t = useT();
  const [copied, setCopied] = useState<string>();
  const isCopied = copied === href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(href, location.href).href);
      setCopied(href);
    } catch {
      setCopied(undefined); // Forbidden by the browser: the row's own link can still be copied.
    }
  };
  return (
    <IconButton
      icon={isCopied ? 'check' : 'link'}
      label={t(isCopied ? 'common.copied' : 'worklist.copyLink')}
      className="wl-edged"
      onClick={() => void copy()}
    />
  );
}

/** The study once it has been selected for a moment: arrow keys run through the list without asking for each. */
function useSettled(study: StudySummary | undefined): StudySummary | undefined {
  const [settled, setSettled] = useState<StudySummary>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(study), 180);
    return () => clearTimeout(timer);
  }, [study]);
  return settled;
}

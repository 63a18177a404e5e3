import { createElement, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StudySummary } from '@/archive/contract/archive';
import { formatPersonName } from '@/dicom/patient/personName';
import { useT } from '@/i18n/t';
import { Button, IconButton, Key, LinkButton, Tag } from '@/ui/Button';
import { identityFacts, nameText, whenText } from '@/features/contract/studyText';
import { Facts } from '@/ui/Facts';
import { loadAnew } from '@/ui/loadAnew';
import { fetchStudyParts, studyParts } from './fetchStudyParts';
import { SeriesSection } from './SeriesSection';
import { StateActions } from './StateActions';
import type { StudyPartsProps } from './StudyParts';

type PreviewProps = Omit<StudyPartsProps, 'study' | 'isAsked'> & { readonly study: StudySummary | undefined };

/** The selected study beside the list: who, what, its series, and the patient's other studies. */
export function Preview({ archive, from, study, studyHref, onOpen }: PreviewProps) {
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
        <StateActions archive={archive.id} study={study.study} />
      </header>
      <div className="wl-previewbody" tabIndex={-1}>
        <LateParts {...{ archive, from, study, studyHref, onOpen }} isAsked={asked === study} />
      </div>
    </aside>
  );
}

/** What the study holds. Its code is not in the page's first: it comes when a study has stayed for a moment, which is when it asks. */
function LateParts(props: StudyPartsProps) {
  const { study, isAsked } = props;
  const t = useT();
  const Parts = useStore(studyParts, ({ Parts }) => Parts);
  const [isLost, setLost] = useState(false);
  const isMissing = isAsked && !Parts && !isLost;
  useEffect(() => {
    if (isMissing) fetchStudyParts().catch(() => setLost(true));
  }, [isMissing]);
  if (Parts) return createElement(Parts, props);
  return (
    <SeriesSection study={study} count={study.seriesCount ?? 0}>
      {isLost && (
        <p className="wl-inline">
          {t('worklist.seriesFailed')} <Button onClick={() => void loadAnew()}>{t('common.retry')}</Button>
        </p>
      )}
    </SeriesSection>
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

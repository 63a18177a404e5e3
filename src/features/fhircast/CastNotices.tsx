import { useState } from 'react';
import { useCastStanding } from '@/features/contract/castStanding';
import type { DictationLink, CastDiffers, CastStanding } from '@/features/contract/dictationLink';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { Button } from '@/ui/Button';

const DIFFERS: Readonly<Record<CastDiffers, MessageKey>> = {
  study: 'fhircast.differs.study',
  absent: 'fhircast.differs.absent',
  several: 'fhircast.differs.several',
  archive: 'fhircast.differs.archive',
  patient: 'fhircast.differs.patient',
  room: 'fhircast.differs.room',
  unfollowed: 'fhircast.differs.unfollowed',
  untold: 'fhircast.differs.untold',
};

const LINES: Readonly<Partial<Record<CastStanding['line'], MessageKey>>> = {
  lost: 'fhircast.lost',
  refusedRole: 'fhircast.refused.role',
  refusedHub: 'fhircast.refused.hub',
};

/** Where dictation and screen differ, or nobody can tell whether they do. That they differ is said for as long as they do. */
export default function CastNotices({ dictation }: { readonly dictation: DictationLink }) {
  const standing = useCastStanding(dictation);
  // The region stands before there is anything to say, so that screen readers read it.
  return (
    <div role="status">
      {standing.line === 'open' || standing.line === 'joining' ? (
        <Differs dictation={dictation} standing={standing} />
      ) : (
        <NoLine key={standing.line} line={standing.line} />
      )}
    </div>
  );
}

function Differs({
  dictation,
  standing,
}: {
  readonly dictation: DictationLink;
  readonly standing: CastStanding;
}) {
  const t = useT();
  const { differs, who, canOpen, canTell } = standing;
  if (differs === undefined) return null;
  const text =
    differs === 'unfollowed' && who !== undefined
      ? t('fhircast.differs.unfollowedBy', { name: who })
      : t(DIFFERS[differs]);
  return (
    <Banner role="presentation" testId="dictation-differs" text={text}>
      {canOpen && <Button onClick={() => dictation.openHere()}>{t('fhircast.openHere')}</Button>}
      {canTell && <Button onClick={() => dictation.tellAgain()}>{t('fhircast.tellAgain')}</Button>}
    </Banner>
  );
}

function NoLine({ line }: { readonly line: CastStanding['line'] }) {
  const t = useT();
  const [isClosed, setClosed] = useState(false);
  const key = LINES[line];
  if (key === undefined || isClosed) return null;
  return (
    <Banner
      role="presentation"
      testId="dictation-line"
      text={t(key)}
      close={{ label: t('common.close'), run: () => setClosed(true) }}
    />
  );
}

import { listText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { showImage } from '@/view/actions';
import type { StudyDocument } from '@/view/reports/documents';
import type { ReportFinding } from '@/measurement/report/findings';
import { savedText } from '@/measurement/readingText';
import { updateView, type ViewStore } from '@/view/viewStore';
import styles from './documents.module.css';
import type { DocumentReader } from './reader';
import type { ShownDocument } from './documentsState';
import { useState } from 'react';

const nameOf = ({ label, finding, site, laterality }: ReportFinding): string =>
  [label, listText([finding?.meaning, site?.meaning, laterality?.meaning].flatMap((one) => one || []))]
    .filter((part) => part !== '')
    .join(' · ');

interface FindingsProps {
  readonly document: StudyDocument & { readonly kind: 'report' };
  readonly reader: DocumentReader;
  readonly shown: ShownDocument | undefined;
  readonly views: ViewStore;
}

/** The findings of a report in words, with what was saved of each; those that are not drawn say why. */
export function Findings({ document, reader, shown, views }: FindingsProps) {
  const t = useT();
  const { findings } = document.content;
  return (
    <ol className={styles['findings']}>
      {findings.map((finding, i) => {
        const undrawn = shown?.undrawn.find((one) => one.finding === finding);
        const { image } = finding;
        const name = nameOf(finding) || t('said.numbered', { name: t('documents.finding'), number: i + 1 });
        return (
          <li key={i} data-testid="finding" data-reason={undrawn?.reason}>
            <span className={styles['name']}>{name}</span>
            {finding.readings.length > 0 && (
              <dl>
                {finding.readings.map((reading, at) => (
                  <div key={at}>
                    <dt>{reading.title}</dt>
                    <dd>{savedText(reading)}</dd>
                  </div>
                ))}
              </dl>
            )}
            {undrawn && <p className={styles['undrawn']}>{t(`documents.undrawn.${undrawn.reason}`)}</p>}
            {image && <ToImage document={document} reader={reader} views={views} image={image} name={name} />}
          </li>
        );
      })}
    </ol>
  );
}

interface ToImageProps extends Pick<FindingsProps, 'document' | 'reader' | 'views'> {
  readonly image: NonNullable<ReportFinding['image']>;
  readonly name: string;
}

/** The way to a finding's image, wherever in the study it stands. */
function ToImage({ document, reader, views, image, name }: ToImageProps) {
  const t = useT();
  const [fault, setFault] = useState<'noImage' | 'otherStudy'>();
  const go = async () => {
    const place = await reader.placeOf(document, image.sop);
    if (!place) return setFault('noImage');
    if (!views.getState().view.studies.includes(place.study)) return setFault('otherStudy');
    updateView(views, (view) => showImage(view, { ...place, ...image }));
  };
  return (
    <>
      <Button
        kind="quiet"
        aria-label={t('said.of', { name: t('documents.image'), said: name })}
        onClick={() => void go()}
      >
        {t('documents.image')}
      </Button>
      {fault && (
        <p role="alert" className={styles['undrawn']}>
          {t(`documents.lost.${fault}`)}
        </p>
      )}
    </>
  );
}

import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { formatIso } from '@/dicom/values/dateText';
import type { Instance } from '@/dicom/dataset/instance';
import type { ReportLine } from '@/dicom/sr/lines';
import { believedPlaces, evidencePlaces, type ReportedPlace } from '@/dicom/sr/places';
import type { SopUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import type { PaneKindProps } from '@/kinds/contract/paneKind';
import { TEXT_KEYS, useTextKeys } from '@/kinds/contract/useTextKeys';
import { Button } from '@/ui/Button';
import { readReport } from '@/measurement/report/findings';
import { useNewerVersion } from '@/kinds/contract/newerVersion';
import { useIdentityHidden } from '@/view/hiddenIdentity';
import { Newer } from './Newer';
import { createLookUp } from './lookUp';
import { SrReference } from './SrReference';
import styles from './sr.module.css';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'here'; readonly list: readonly Instance[] };

/** A series of structured reports as text. */
export default function SrPane(props: PaneKindProps) {
  const [turn, setTurn] = useState(0);
  return <Documents key={turn} {...props} onRetry={() => setTurn(turn + 1)} />;
}

function Documents(props: PaneKindProps & { onRetry(): void }) {
  const { archive, study, series, view, onView, onRetry } = props;
  const at = view.at?.sop;
  const t = useT();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    archive.instances(study, series, controller.signal).then(
      (list) => setLoaded({ state: 'here', list }),
      () => {
        if (!controller.signal.aborted) setLoaded({ state: 'failed' });
      },
    );
    return () => controller.abort();
  }, [archive, study, series]);
  if (loaded.state === 'loading')
    return (
      <div className={styles['pane']} role="status" data-reading="">
        <p>{t('sr.loading')}</p>
      </div>
    );
  if (loaded.state === 'failed')
    return (
      <div className={styles['pane']} role="alert">
        <h2>{t('sr.failed')}</h2>
        <p>{t('sr.failed.text')}</p>
        <Button onClick={onRetry}>{t('common.retry')}</Button>
      </div>
    );
  const { list } = loaded;
  const document = at ? list.find(({ sop }) => sop === at) : list[0];
  return (
    <Text name={t('sr.name')}>
      {!document && (
        <div role="alert">
          <h2>{t('sr.absent')}</h2>
          <p>{t('sr.absent.text')}</p>
        </div>
      )}
      {(list.length > 1 || !document) && (
        <div role="group" aria-label={t('sr.choose')} className={styles['choice']}>
          {list.map(({ sop }, i) => (
            <Button
              key={sop}
              aria-pressed={sop === document?.sop}
              onClick={() => onView({ at: { sop, frame: 1 } })}
            >
              {t('sr.document')} {i + 1}
            </Button>
          ))}
        </div>
      )}
      {document && <Report key={document.sop} {...props} document={document} />}
    </Text>
  );
}

/** What is read, scrolled by the keys of its pane. */
function Text({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useTextKeys(place);
  return (
    <div
      ref={place}
      className={styles['pane']}
      tabIndex={0}
      role="region"
      aria-label={name}
      data-testid="sr"
      data-own-keys={TEXT_KEYS}
    >
      {children}
    </div>
  );
}

interface ReportProps extends Pick<PaneKindProps, 'archive' | 'listed' | 'onImage' | 'onTags'> {
  readonly document: Instance;
}

function Report({ archive, listed, document, onImage, onTags }: ReportProps) {
  const t = useT();
  const lookUp = useMemo(() => createLookUp(archive, new AbortController().signal), [archive]);
  const [hasCodes, setCodes] = useState(false);
  const { title, author, at, isVerified, lines } = readReport(document);
  const places = believedPlaces(evidencePlaces(document.dataset), document.study, listed);
  const [, ...body] = lines;
  const newer = useNewerVersion(document.sop);
  return (
    <article aria-label={title}>
      {newer && <Newer newer={newer} onOpen={() => onImage(newer.place)} />}
      <header className={styles['head']}>
        <h2>{title}</h2>
        <p>
          {t('sr.by', { author: author ?? t('sr.nobody'), at: formatIso(at) ?? t('sr.noTime') })} ·{' '}
          {t(isVerified ? 'sr.verified' : 'sr.unverified')}
        </p>
        <Button aria-pressed={hasCodes} onClick={() => setCodes(!hasCodes)}>
          {t('sr.codes')}
        </Button>{' '}
        <Button onClick={onTags}>{t('state.tags')}</Button>
      </header>
      {body.length === 0 && <p>{t('sr.empty')}</p>}
      {body.map((line, i) => (
        <Line key={i} line={line} hasCodes={hasCodes}>
          {line.reference && (
            <SrReference
              archiveId={archive.id}
              lookUp={lookUp}
              study={document.study}
              reference={line.reference}
              place={placeOf(line, places)}
              onImage={onImage}
            />
          )}
        </Line>
      ))}
    </article>
  );
}

const placeOf = (
  { reference }: ReportLine,
  places: ReadonlyMap<SopUid, ReportedPlace>,
): ReportedPlace | undefined => reference && places.get(reference.sop);

interface LineProps {
  readonly line: ReportLine;
  readonly hasCodes: boolean;
  /** The way to what it names. */
  readonly children: ReactNode;
}

/** Deeper than this the indentation stays: narrow screens have no more room. */
const DEEPEST = 6;

/** A heading or a line; all of it is text, whatever the file holds. */
function Line({ line, hasCodes, children }: LineProps) {
  const id = useId();
  const t = useT();
  const isHidden = useIdentityHidden() && line.isIdentity === true;
  const { depth, isHeading, name, codes, lack } = line;
  const value = isHidden ? t('tags.hidden') : line.value;
  return (
    <div
      className={styles['line']}
      style={{ paddingInlineStart: `${(Math.min(depth, DEEPEST) - 1) * 16}px` }}
    >
      {isHeading ? (
        <h3>{name}</h3>
      ) : (
        <p id={id}>
          {name !== '' && (
            <span className={styles['name']}>
              <bdi>{name}</bdi>:
            </span>
          )}
          {value !== '' && <bdi className={styles['value']}>{value}</bdi>}
        </p>
      )}
      {children}
      {lack && (
        <p role="note" className={styles['quiet']}>
          {t(`sr.${lack}`)}
        </p>
      )}
      {hasCodes && codes.length > 0 && <p className={styles['codes']}>{codes.join(' · ')}</p>}
    </div>
  );
}

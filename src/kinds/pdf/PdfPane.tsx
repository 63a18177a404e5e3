import { useEffect, useState, type ReactNode } from 'react';
import { toDocumentFile } from '@/dicom/pixels/encapsulated';
import type { Instance } from '@/dicom/dataset/instance';
import { useT } from '@/i18n/t';
import type { PaneKindProps } from '@/kinds/contract/paneKind';
import { Button } from '@/ui/Button';
import { DOCUMENT_ICONS } from '@/ui/documentIcons';
import { addIcons } from '@/ui/icons';
import { Icon } from '@/ui/Icon';
import { offerFile } from '@/ui/offerFile';
import { acceptsPdf } from './acceptsPdf';
import styles from './pdf.module.css';
import { PdfDocument } from './PdfDocument';
import { usePdf, type PdfState } from './usePdf';

addIcons(DOCUMENT_ICONS);

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'here'; readonly list: readonly Instance[] };

/** A series of PDF documents (Encapsulated PDF, PS3.3 A.45.1), one of them shown page by page. */
export default function PdfPane(props: PaneKindProps) {
  const [turn, setTurn] = useState(0);
  return <Documents key={turn} {...props} onRetry={() => setTurn(turn + 1)} />;
}

type WithRetry = PaneKindProps & { onRetry(): void };

function Documents(props: WithRetry) {
  const { archive, study, series, view, onView, onRetry } = props;
  const t = useT();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  useEffect(() => {
    const life = new AbortController();
    archive.instances(study, series, life.signal).then(
      (list) => setLoaded({ state: 'here', list: list.filter(acceptsPdf) }),
      () => {
        if (!life.signal.aborted) setLoaded({ state: 'failed' });
      },
    );
    return () => life.abort();
  }, [archive, study, series]);
  if (loaded.state === 'loading') return <Waiting />;
  if (loaded.state === 'failed') return <NotFetched onRetry={onRetry} />;
  const { list } = loaded;
  const sop = view.at?.sop;
  const shown = sop ? list.find((one) => one.sop === sop) : list[0];
  const choice = (list.length > 1 || !shown) && (
    <div role="group" aria-label={t('pdf.choose')} className={styles['choice']}>
      {list.map((one, at) => (
        <Button
          key={one.sop}
          aria-pressed={one.sop === shown?.sop}
          onClick={() => onView({ at: { sop: one.sop, frame: 1 } })}
        >
          {t('pdf.document')} {at + 1}
        </Button>
      ))}
    </div>
  );
  if (!shown)
    return (
      <Message title={t('pdf.absent')} text={t('pdf.absent.text')}>
        {choice}
      </Message>
    );
  return (
    <div className={styles['root']}>
      {choice}
      <Shown key={shown.sop} {...props} shown={shown} />
    </div>
  );
}

function Shown(props: WithRetry & { readonly shown: Instance }) {
  const { archive, shown, mayExport, onExport, onRetry } = props;
  const t = useT();
  const state = usePdf(archive, shown);
  if (state.state === 'loading') return <Waiting />;
  if (state.state === 'failed') return <NotFetched onRetry={onRetry} />;
  const download = mayExport ? () => void handOn(state).then(onExport) : undefined;
  if (state.state === 'open')
    return <PdfDocument {...props} pdf={state.pdf} isCut={state.isCut} onDownload={download} />;
  const key =
    state.state === 'refused' ? (`refused.${state.reason}` as const) : (`fault.${state.fault}` as const);
  const isEmpty = state.state === 'refused' && state.reason === 'empty';
  return (
    <Message title={t(`pdf.${key}`)} text={t(`pdf.${key}.text`)}>
      {state.state === 'fault' && (state.fault === 'code' || state.fault === 'slow') && (
        <Button kind="primary" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
      {download && !isEmpty && (
        <Button onClick={download}>
          <Icon name="download" /> {t('pdf.download')}
        </Button>
      )}
      <Button onClick={props.onTags}>{t('state.tags')}</Button>
    </Message>
  );
}

/** As a file, named by what its bytes are. */
async function handOn({ file }: Extract<PdfState, { readonly file: Blob }>): Promise<void> {
  const { name, type, bytes } = toDocumentFile(new Uint8Array(await file.arrayBuffer()), undefined);
  offerFile(name, bytes, type);
}

function Waiting() {
  const t = useT();
  return (
    <div className={styles['message']} role="status" data-reading="">
      <p>{t('pdf.loading')}</p>
    </div>
  );
}

function NotFetched({ onRetry }: { onRetry(): void }) {
  const t = useT();
  return (
    <Message title={t('pdf.failed')} text={t('pdf.failed.text')}>
      <Button kind="primary" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </Message>
  );
}

function Message({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles['message']} role="alert">
      <Icon name="document" size={28} stroke={1.4} />
      <h2>{title}</h2>
      <p>{text}</p>
      <div className={styles['offers']}>{children}</div>
    </div>
  );
}

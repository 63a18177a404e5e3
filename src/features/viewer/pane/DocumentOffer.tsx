import { useEffect, useRef, useState } from 'react';
import { documentLength, toDocumentFile } from '@/dicom/pixels/encapsulated';
import type { Instance } from '@/dicom/dataset/instance';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { offerFile } from '@/ui/offerFile';
import { useImage, useViewer } from '@/features/viewer/context/viewerContext';

/** The document that the object of a pane wraps, as a file for the device's own reader, where no kind of pane shows it. */
export default function DocumentOffer({ pane }: { pane: number }) {
  const t = useT();
  const { may } = useViewer();
  const subject = useImage(pane, ({ subject }) => subject);
  if (!subject || !Object.hasOwn(subject.dataset, '00420011')) return null;
  if (!may.has('export')) return <p>{t('kind.document.mayNot')}</p>;
  return <Download key={subject.sop} subject={subject} />;
}

function Download({ subject }: { subject: Instance }) {
  const t = useT();
  const { archive, onExport } = useViewer();
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');
  const life = useRef(new AbortController());
  useEffect(() => {
    life.current = new AbortController();
    return () => life.current.abort();
  }, []);

  const take = async () => {
    const { signal } = life.current;
    if (state === 'busy') return;
    setState('busy');
    try {
      const bytes = await archive.document(subject, signal);
      if (signal.aborted) return;
      const file = toDocumentFile(bytes, documentLength(subject.dataset));
      offerFile(file.name, file.bytes, file.type);
      onExport?.([subject.study]);
      setState('rest');
    } catch {
      // Whoever went on to something else is told nothing; else the person is, and tries again.
      if (!signal.aborted) setState('failed');
    }
  };
  return (
    <>
      <Button kind="primary" aria-disabled={state === 'busy'} onClick={() => void take()}>
        <Icon name="download" /> {t(state === 'busy' ? 'kind.document.coming' : 'kind.document.take')}
      </Button>
      {state === 'failed' && <p role="alert">{t('kind.document.failed')}</p>}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ArchiveError } from '@/archive/contract/archiveError';
import { number } from '@/dicom/dataset/dicomJson';
import { sopClassName } from '@/dicom/series/display';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { useT } from '@/i18n/t';
import { describeFault } from '@/kinds/describeError';
import { Button, IconButton } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { ObjectTags } from './ObjectTags';
import styles from './tags.module.css';
import { useImage, useView, useViewer } from '@/features/viewer/context/viewerContext';

interface StepsProps {
  /** Place among the series' objects, from 0. */
  readonly at: number;
  readonly count: number;
  onStep(by: number): void;
}

function Steps({ at, count, onStep }: StepsProps) {
  const t = useT();
  return (
    <span className={styles['step']}>
      <IconButton icon="previous" label={t('tags.previous')} disabled={at === 0} onClick={() => onStep(-1)} />
      {t('tags.object', { number: at + 1, count })}
      <IconButton icon="next" label={t('tags.next')} disabled={at + 1 >= count} onClick={() => onStep(1)} />
    </span>
  );
}

/** Everything the archive says of an object: of the image on screen, or of any other object of the pane's series. */
export default function TagBrowser() {
  const t = useT();
  const { shell, archive } = useViewer();
  const active = useView((view) => view.active);
  const placed = useView(({ panes }) => panes[active] ?? undefined);
  // What was on screen when the dialog opened: it stays, should the picture behind go on.
  const [onScreen] = useState(useImage(active, ({ instance }) => instance));
  const [wantsAll, setWantsAll] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>(onScreen?.sop);
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['objects', archive.id, placed?.study, placed?.series],
    queryFn: async ({ signal }) =>
      placed ? [...(await archive.instances(placed.study, placed.series, signal))].sort(byNumber) : [],
    enabled: placed !== undefined && (wantsAll || onScreen === undefined),
    staleTime: 5 * 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const at = Math.max(0, data?.findIndex(({ sop }) => sop === chosen) ?? 0);
  const instance = data?.[at] ?? onScreen;
  if (error && !(error instanceof ArchiveError)) throw error;
  const words = error ? describeFault({ code: error.fault, details: error.details }) : undefined;
  const step = (by: number) => setChosen(data?.[at + by]?.sop);
  return (
    <Dialog
      title={t('tags.title')}
      closeLabel={t('common.close')}
      wide
      onClose={() => shell.setState({ dialog: undefined })}
    >
      <div className={styles['browser']}>
        {!placed && <p role="status">{t('tags.empty')}</p>}
        {isLoading && <p role="status">{t('tags.loading')}</p>}
        {words && (
          <div role="alert" className={styles['fault']}>
            <strong>{t(words.title, words.values)}</strong>
            <p>{t(words.text, words.values)}</p>
            <Button onClick={() => void refetch()}>{t('common.retry')}</Button>
          </div>
        )}
        {instance && (
          <div className={styles['object']}>
            <span>{[sopClassName(instance.sopClass), instance.modality].filter(Boolean).join(' · ')}</span>
            {data ? (
              <Steps {...{ at }} count={data.length} onStep={step} />
            ) : (
              !isLoading && <Button onClick={() => setWantsAll(true)}>{t('tags.others')}</Button>
            )}
          </div>
        )}
        {instance && <ObjectTags key={instance.sop} instance={instance} />}
      </div>
    </Dialog>
  );
}

function byNumber(a: Instance, b: Instance): number {
  const of = ({ dataset }: Instance) => number(dataset, TAG.InstanceNumber) ?? Number.MAX_VALUE;
  return of(a) - of(b) || (a.sop < b.sop ? -1 : 1);
}

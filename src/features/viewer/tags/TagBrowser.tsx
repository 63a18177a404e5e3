import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { ArchiveError } from '@/archive/contract/archiveError';
import { number } from '@/dicom/dataset/dicomJson';
import { sopClassName } from '@/dicom/series/display';
import type { Instance } from '@/dicom/dataset/instance';
import { hasBelow, matchingRows, openRows, tagRows, tagText, type TagRow } from '@/dicom/dataset/tagRows';
import { TAG } from '@/dicom/dataset/tags';
import { useT } from '@/i18n/t';
import type { MessageKey } from '@/i18n/en';
import { describeFault } from '@/kinds/describeError';
import { Button, IconButton } from '@/ui/Button';
import { copyText } from '@/ui/copyText';
import { Dialog } from '@/ui/overlay/Dialog';
import { Icon } from '@/ui/Icon';
import { TagTree } from './TagTree';
import { rowMatcher, rowName, rowsText, rowValue } from './tagText';
import styles from './tags.module.css';
import { useShell, useImage, useView, useViewer } from '@/features/viewer/context/viewerContext';

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
              <span className={styles['step']}>
                <IconButton
                  icon="previous"
                  label={t('tags.previous')}
                  disabled={at === 0}
                  onClick={() => step(-1)}
                />
                {t('tags.object', { number: at + 1, count: data.length })}
                <IconButton
                  icon="next"
                  label={t('tags.next')}
                  disabled={at + 1 >= data.length}
                  onClick={() => step(1)}
                />
              </span>
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

function ObjectTags({ instance }: { instance: Instance }) {
  const t = useT();
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  const { screen } = useViewer();
  const { dataset } = instance;
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useState<MessageKey>();
  const searched = useDeferredValue(words);
  const all = useMemo(() => tagRows(dataset), [dataset]);
  const isSearch = searched.trim() !== '';
  const found = useMemo(
    () => (isSearch ? matchingRows(all, rowMatcher(t, searched, isHidden)) : all),
    [t, all, isSearch, searched, isHidden],
  );
  // What a search finds is open, down to where it stands.
  const opened = useMemo(
    () => (isSearch ? new Set(found.filter(hasBelow).map(({ path }) => path)) : open),
    [isSearch, found, open],
  );
  const rows = useMemo(() => openRows(found, opened), [found, opened]);
  const row = rows.find(({ path }) => path === chosen);

  const toggle = ({ path }: TagRow) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const copy = async (what: string) => setSaid((await copyText(what)) ? 'tags.copied' : 'tags.copyFailed');
  const copyRow = (one: TagRow) => void copy(rowValue(t, one, dataset, isHidden));
  const attributes = found.filter(({ element }) => element !== undefined).length;
  const isAllOpen = open.size > 0;

  return (
    <>
      <label className={styles['search']}>
        <Icon name="search" size={16} />
        <input
          type="search"
          // On a touch screen the keyboard would cover the list.
          {...(screen === 'desk' ? { 'data-first-focus': '' } : {})}
          autoComplete="off"
          spellCheck={false}
          aria-label={t('tags.search')}
          placeholder={t('tags.search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <p className={styles['count']} role="status">
        {t(isSearch ? 'tags.found' : 'tags.count', { count: attributes })}{' '}
        {all.length >= 100_000 && t('tags.cut', { count: all.length })}
      </p>
      {rows.length === 0 ? (
        <p className={styles['nothing']}>{t('tags.none')}</p>
      ) : (
        <TagTree
          rows={rows}
          dataset={dataset}
          open={opened}
          chosen={chosen}
          isHidden={isHidden}
          rowPx={screen === 'desk' ? 26 : screen === 'tablet' ? 44 : 58}
          onChoose={({ path }) => setChosen(path)}
          onToggle={toggle}
          onCopy={copyRow}
        />
      )}
      {row?.element && (
        <Detail row={row} value={rowValue(t, row, dataset, isHidden, 20_000)} onCopy={() => copyRow(row)} />
      )}
      <footer className={styles['foot']}>
        <span role="status">{said && t(said)}</span>
        <Button
          onClick={() =>
            setOpen(isAllOpen ? new Set() : new Set(all.filter(hasBelow).map(({ path }) => path)))
          }
        >
          {t(isAllOpen ? 'tags.collapseAll' : 'tags.expandAll')}
        </Button>
        <Button onClick={() => void copy(rowsText(t, found, dataset, isHidden))}>
          {t(isSearch ? 'tags.copyFound' : 'tags.copyAll')}
        </Button>
      </footer>
    </>
  );
}

/** The chosen attribute with its whole value. */
function Detail({ row, value, onCopy }: { row: TagRow; value: string; onCopy: () => void }) {
  const t = useT();
  const { archive } = useViewer();
  const uri = row.tag === TAG.PixelData ? undefined : row.element?.BulkDataURI;
  const {
    data: size,
    isFetching,
    isError,
    refetch,
  } = useQuery({
    queryKey: ['bulk size', archive.id, uri],
    queryFn: async ({ signal }) => (await archive.bulk(uri ?? '', signal)).length,
    enabled: false,
    retry: false,
    staleTime: Infinity,
  });
  return (
    <section className={styles['detail']} aria-label={rowName(t, row)}>
      <p>
        <b>{rowName(t, row)}</b> {tagText(row.tag)} {row.vr}
      </p>
      <pre tabIndex={0}>{size === undefined ? value : t('tags.bulk.bytes', { bytes: size })}</pre>
      {isError && <p role="alert">{t('tags.bulk.failed')}</p>}
      <div>
        <Button onClick={onCopy}>{t('tags.copyValue')}</Button>
        {uri !== undefined && size === undefined && (
          <Button disabled={isFetching} onClick={() => void refetch()}>
            {t('tags.bulk.size')}
          </Button>
        )}
      </div>
    </section>
  );
}

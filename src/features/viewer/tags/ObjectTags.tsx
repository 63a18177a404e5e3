import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Instance } from '@/dicom/dataset/instance';
import { tagText, type TagRow } from '@/dicom/dataset/tagRows';
import { TAG } from '@/dicom/dataset/tags';
import { useT } from '@/i18n/t';
import type { MessageKey } from '@/i18n/en';
import { Button } from '@/ui/Button';
import { copyText } from '@/ui/copyText';
import { Icon } from '@/ui/Icon';
import { TagTree } from './TagTree';
import { rowName, rowsText, rowValue } from './tagText';
import { useFoundRows } from './useFoundRows';
import styles from './tags.module.css';
import { useViewer } from '@/features/viewer/context/viewerContext';
import { useIdentityHidden } from '@/view/hiddenIdentity';

/** The attributes of one object: searched, read and copied. */
export function ObjectTags({ instance }: { instance: Instance }) {
  const t = useT();
  const isHidden = useIdentityHidden();
  const { screen } = useViewer();
  const { dataset } = instance;
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useState<MessageKey>();
  const { words, setWords, isSearch, all, found, open, rows, isAllOpen, ...by } = useFoundRows(
    dataset,
    isHidden,
  );
  const row = rows.find(({ path }) => path === chosen);
  const copy = async (what: string) => setSaid((await copyText(what)) ? 'tags.copied' : 'tags.copyFailed');
  const copyRow = (one: TagRow) => void copy(rowValue(t, one, dataset, isHidden));
  const attributes = found.filter(({ element }) => element !== undefined).length;

  return (
    <>
      <Search words={words} isFirst={screen === 'desk'} onWords={setWords} />
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
          open={open}
          chosen={chosen}
          isHidden={isHidden}
          rowPx={screen === 'desk' ? 26 : screen === 'tablet' ? 44 : 58}
          onChoose={({ path }) => setChosen(path)}
          onToggle={by.toggle}
          onCopy={copyRow}
        />
      )}
      {row?.element && (
        <Detail row={row} value={rowValue(t, row, dataset, isHidden, 20_000)} onCopy={() => copyRow(row)} />
      )}
      <footer className={styles['foot']}>
        <span role="status">{said && t(said)}</span>
        <Button onClick={by.toggleAll}>{t(isAllOpen ? 'tags.collapseAll' : 'tags.expandAll')}</Button>
        <Button onClick={() => void copy(rowsText(t, found, dataset, isHidden))}>
          {t(isSearch ? 'tags.copyFound' : 'tags.copyAll')}
        </Button>
      </footer>
    </>
  );
}

interface SearchProps {
  readonly words: string;
  /** Whether it has the focus first: on a touch screen the keyboard would cover the list. */
  readonly isFirst: boolean;
  onWords(words: string): void;
}

function Search({ words, isFirst, onWords }: SearchProps) {
  const t = useT();
  return (
    <label className={styles['search']}>
      <Icon name="search" size={16} />
      <input
        type="search"
        {...(isFirst ? { 'data-first-focus': '' } : {})}
        autoComplete="off"
        spellCheck={false}
        aria-label={t('tags.search')}
        placeholder={t('tags.search')}
        value={words}
        onChange={(event) => onWords(event.target.value)}
      />
    </label>
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

import type { RefObject } from 'react';
import { useT } from '@/i18n/t';
import { IconButton, Key } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Logo } from '@/ui/Logo';
import type { Screen } from '@/ui/useScreen';
import { ArchiveSwitch } from './ArchiveSwitch';
import type { Filters } from './filters';
import type { WorklistProps } from './worklistProps';

type WorklistHeaderProps = Pick<
  WorklistProps,
  'archive' | 'archives' | 'filters' | 'onArchive' | 'account'
> & {
  readonly screen: Screen;
  readonly isDown: boolean;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onFilters: (filters: Filters) => void;
  readonly onSheet: () => void;
  readonly onHelp: () => void;
  readonly onRefresh: () => void;
};

/** The bar at the top: who we are, which archive, and the one search box. */
export function WorklistHeader(props: WorklistHeaderProps) {
  const { screen, filters, search, onFilters, onSheet, onHelp, onRefresh } = props;
  const t = useT();
  const isDesk = screen === 'desk';
  return (
    <header className="wl-top" data-screen={screen}>
      <h1 className="wl-brand">
        <Logo />
        <span className={screen === 'tablet' ? 'wl-hidden' : undefined}>{t('app.name')}</span>
      </h1>
      <ArchiveSwitch {...props} />
      <label className="wl-search">
        <Icon name="search" size={isDesk ? 16 : 20} />
        <input
          ref={search}
          type="text"
          // For fingers the one box stands for the name's own filter, which is in the sheet.
          data-testid={isDesk ? undefined : 'filter-patient'}
          aria-label={t('worklist.search.label')}
          placeholder={t(isDesk ? 'worklist.search' : 'worklist.search.short')}
          value={filters.anything}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => onFilters({ ...filters, anything: event.currentTarget.value })}
        />
        {filters.anything !== '' ? (
          <button
            type="button"
            className="wl-clear"
            aria-label={t('worklist.filter.remove', { column: t('worklist.keys.search') })}
            onClick={() => {
              onFilters({ ...filters, anything: '' });
              search.current?.focus();
            }}
          >
            <Icon name="close" size={14} />
          </button>
        ) : (
          isDesk && <Key>/</Key>
        )}
      </label>
      {isDesk ? (
        <IconButton icon="keyboard" label={t('worklist.keys.all')} onClick={onHelp} />
      ) : (
        <>
          <IconButton
            icon="settings"
            label={t('worklist.filters')}
            className="wl-filterbutton"
            onClick={onSheet}
          />
          {screen === 'tablet' && (
            <IconButton icon="reset" label={t('worklist.refresh')} onClick={onRefresh} />
          )}
        </>
      )}
      {props.account}
    </header>
  );
}

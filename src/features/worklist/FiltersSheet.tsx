import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { LIST_COLUMNS } from './columns';
import { readTypedDate } from './dates';
import { countFilters, withoutFilters, type Filters } from './filters';
import { ModalityList } from './ModalityFilter';
import { TextFilter } from './TextFilter';

interface FiltersSheetProps {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  readonly onClose: () => void;
}

/** Every filter for fingers; the list behind follows at once. */
export function FiltersSheet({ filters, onFilters, onClose }: FiltersSheetProps) {
  const t = useT();
  const born = filters.birthDate.trim();
  return (
    <Dialog title={t('worklist.filters')} closeLabel={t('common.close')} onClose={onClose}>
      <div className="wl-sheet">
        {LIST_COLUMNS.map(({ key, label, filter }) => {
          if (!filter) return null;
          const isHalfDate = filter.key === 'birthDate' && born !== '' && readTypedDate(born) === undefined;
          return (
            <div key={key} className="wl-sheetfield">
              <span aria-hidden="true">{t(label)}</span>
              <TextFilter
                label={t('worklist.filter.of', { column: t(label) })}
                placeholder={t(filter.placeholder)}
                value={filters[filter.key]}
                hint={isHalfDate ? t('worklist.filter.born.hint') : undefined}
                onValue={(text) => onFilters({ ...filters, [filter.key]: text })}
              />
              {isHalfDate && <span className="wl-warn wl-small">{t('worklist.filter.born.hint')}</span>}
            </div>
          );
        })}
        <ModalityList
          modalities={filters.modalities}
          onModalities={(modalities) => onFilters({ ...filters, modalities })}
        />
      </div>
      <div className="wl-sheetend">
        <Button disabled={countFilters(filters) === 0} onClick={() => onFilters(withoutFilters(filters))}>
          {t('worklist.clear.all')}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t('worklist.filters.apply')}
        </Button>
      </div>
    </Dialog>
  );
}

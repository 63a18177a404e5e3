import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { DateChips } from './DateChips';
import { countFilters, withoutFilters, type Filters } from './filters';
import { MODALITY_CHIPS } from './modalities';
import { StateChips } from './StateChips';

interface FilterBarProps {
  readonly filters: Filters;
  readonly isDesk: boolean;
  readonly onFilters: (filters: Filters) => void;
  readonly onChooseDates: () => void;
  readonly onRefresh: () => void;
}

/** What most searches need at one press: dates, and for fingers modalities. */
export function FilterBar({ filters, isDesk, onFilters, onChooseDates, onRefresh }: FilterBarProps) {
  const t = useT();
  const count = countFilters(filters);
  // What is new is asked for most: for fingers, who see the first chips only, it stands first.
  const states = (
    <StateChips
      isFirst={!isDesk}
      state={filters.state}
      onState={(state) => onFilters({ ...filters, state })}
    />
  );
  return (
    <div className="wl-bar">
      <div className="wl-chips" role="group" aria-label={t('worklist.date')}>
        {!isDesk && states}
        <span className="wl-chipgroup wl-dates">
          {isDesk && <Icon name="calendar" size={16} />}
          <DateChips
            date={filters.date}
            isShort={!isDesk}
            onDate={(date) => onFilters({ ...filters, date })}
            onChoose={onChooseDates}
          />
        </span>
        {!isDesk && <span className="wl-divider" />}
        {!isDesk &&
          MODALITY_CHIPS.map(({ codes, label }) => {
            const isOn = codes.every((code) => filters.modalities.includes(code));
            const others = filters.modalities.filter((code) => !codes.includes(code));
            return (
              <button
                key={codes[0]}
                type="button"
                className="wl-chip"
                aria-pressed={isOn}
                onClick={() => onFilters({ ...filters, modalities: isOn ? others : [...others, ...codes] })}
              >
                {label ? t(label) : codes[0]}
              </button>
            );
          })}
        {isDesk && states}
      </div>
      {(count > 0 || isDesk) && (
        <span className="wl-active" data-none={count === 0 || undefined}>
          {isDesk && <span className="wl-dim wl-small">{t('worklist.active', { count })}</span>}
          <Button kind="quiet" onClick={() => onFilters(withoutFilters(filters))}>
            {t('worklist.clear')}
          </Button>
        </span>
      )}
      {isDesk && <IconButton icon="reset" label={t('worklist.refresh')} onClick={onRefresh} />}
    </div>
  );
}

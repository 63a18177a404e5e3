import { useReadingHere, useReadingStanding } from '@/features/contract/readingContext';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { STATE_CHOICES, type StateChoice } from './stateChoice';

const WORDS: Readonly<Record<Exclude<StateChoice, ''>, MessageKey>> = {
  new: 'worklist.state.new',
  bookmarked: 'worklist.state.bookmarked',
  mine: 'worklist.state.mine',
};

interface StateChipsProps {
  readonly state: StateChoice;
  /** Other chips come after these, else before. */
  readonly isFirst: boolean;
  onState(state: StateChoice): void;
}

/** New, bookmarked, mine, at one press each; a second press takes it back. */
export function StateChips({ state, isFirst, onState }: StateChipsProps) {
  const t = useT();
  const here = useReadingHere();
  const isHereOnly = useReadingStanding()?.isHereOnly === true;
  if (here === undefined) return null;
  return (
    <>
      {!isFirst && <span className="wl-divider" />}
      <span className="wl-chipgroup">
        {STATE_CHOICES.map((choice) => (
          <button
            key={choice}
            type="button"
            className="wl-chip"
            aria-pressed={choice === state}
            title={isHereOnly ? t('worklist.state.hereOnly') : undefined}
            onClick={() => onState(choice === state ? '' : choice)}
          >
            {t(WORDS[choice])}
          </button>
        ))}
      </span>
      {isFirst && <span className="wl-divider" />}
    </>
  );
}

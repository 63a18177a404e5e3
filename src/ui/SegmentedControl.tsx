import { useId } from 'react';
import { Icon } from './Icon';
import styles from './segments.module.css';

interface SegmentedControlProps<Id extends string> {
  /** Accessible name of the choice. */
  readonly label: string;
  readonly value: Id;
  readonly options: readonly { readonly id: Id; readonly text: string }[];
  /** Takes the whole width. */
  readonly fill?: boolean;
  /** Where there is no room for all of them: the browser's own list. */
  readonly asList?: boolean;
  onChange(id: Id): void;
}

/** One of a few, all of them on the screen: the browser's radio buttons, side by side. */
export function SegmentedControl<Id extends string>(props: SegmentedControlProps<Id>) {
  const { label, value, options, fill, asList = false, onChange } = props;
  const name = useId();
  if (asList) return <List {...props} />;
  return (
    <div role="radiogroup" aria-label={label} data-fill={fill || undefined} className={styles['segments']}>
      {options.map(({ id, text }) => (
        <label key={id}>
          <input type="radio" name={name} checked={id === value} onChange={() => onChange(id)} />
          {text}
        </label>
      ))}
    </div>
  );
}

function List<Id extends string>({ label, value, options, onChange }: SegmentedControlProps<Id>) {
  const choose = (id: string) => {
    const chosen = options.find((option) => option.id === id);
    if (chosen) onChange(chosen.id);
  };
  return (
    <span className={styles['list']}>
      <select aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </span>
  );
}

interface CheckProps {
  readonly text: string;
  /** Said more quietly, beside it. */
  readonly small?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  onChange?(isOn: boolean): void;
}

/** Yes or no. */
export const Check = ({ text, small, checked, disabled = false, onChange }: CheckProps) => (
  <label className={styles['check']}>
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange?.(event.currentTarget.checked)}
    />
    <span>
      {text} {small !== undefined && <small>{small}</small>}
    </span>
  </label>
);

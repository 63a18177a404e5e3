import { useId, type ReactNode } from 'react';
import type { SeriesSummary } from '@/archive/contract/archive';
import { momentText } from '@/i18n/moment';
import { useT } from '@/i18n/t';
import { Check, SegmentedControl } from '@/ui/SegmentedControl';
import { useScreen } from '@/ui/useScreen';
import type { Right } from '@/protocol/rights';
import styles from './gate.module.css';
import { givable, priorsOf, scopeOf, seriesIn, WHATS, type Seen, type Settings } from './settings';
import { HOURS, UNTILS, untilMs } from './until';

interface GuestFormProps {
  readonly seen: Seen;
  readonly settings: Settings;
  /** What the sender may do. */
  readonly may: ReadonlySet<Right>;
  onChange(settings: Settings): void;
}

/** A row of the form: what it is about, and its controls. */
export function FormRow({
  name,
  children,
  htmlFor,
}: {
  name: string;
  children: ReactNode;
  htmlFor?: string;
}) {
  return (
    <div className={styles['row']}>
      {htmlFor === undefined ? (
        <span className={styles['name']}>{name}</span>
      ) : (
        <label htmlFor={htmlFor} className={styles['name']}>
          {name}
        </label>
      )}
      <div className={styles['control']}>{children}</div>
    </div>
  );
}

/** What a guest's link shows, allows, and how long. */
export function GuestForm(props: GuestFormProps) {
  const { settings, onChange } = props;
  const t = useT();
  const id = useId();
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change });
  return (
    <>
      <FormRow name={t('shares.for')} htmlFor={`${id}-to`}>
        <input
          id={`${id}-to`}
          className={styles['field']}
          value={settings.to}
          maxLength={64}
          autoComplete="off"
          placeholder={t('shares.for.hint')}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      </FormRow>
      <WhatRow {...props} set={set} />
      <RightsRow {...props} set={set} />
      <UntilRow {...props} set={set} />
      <FormRow name={t('shares.passcode')}>
        <Check
          text={t('shares.passcode.ask')}
          small={t('shares.passcode.small')}
          checked={settings.hasPasscode}
          onChange={(hasPasscode) => set({ hasPasscode })}
        />
      </FormRow>
      <FormRow name={t('shares.note')} htmlFor={`${id}-note`}>
        <textarea
          id={`${id}-note`}
          className={styles['field']}
          rows={2}
          value={settings.note}
          maxLength={500}
          placeholder={t('shares.note.hint')}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
      </FormRow>
    </>
  );
}

type FormRowProps = GuestFormProps & { set(change: Partial<Settings>): void };

/** Which series, and what beside them. */
function WhatRow({ seen, settings, onChange, set }: FormRowProps) {
  const t = useT();
  const asList = useScreen() === 'phone';
  const { what, hasPriors, hasMarks } = settings;
  const priors = priorsOf(seen).length;
  const marks = seen.marks.length;
  return (
    <FormRow name={t('shares.what')}>
      <SegmentedControl
        fill
        asList={asList}
        label={t('shares.what')}
        value={what}
        options={WHATS.map((one) => ({ id: one, text: t(`shares.what.${one}`) }))}
        onChange={(what) => set({ what })}
      />
      <WhatSays seen={seen} settings={settings} />
      {what === 'series' && <SeriesChoice {...{ seen, settings, onChange }} />}
      {(marks > 0 || priors > 0) && (
        <div className={styles['checks']}>
          {marks > 0 && (
            <Check
              text={t('shares.marks', { count: marks })}
              checked={hasMarks}
              onChange={(hasMarks) => set({ hasMarks })}
            />
          )}
          {priors > 0 && (
            <Check
              text={t('shares.priors', { count: priors })}
              checked={hasPriors}
              onChange={(hasPriors) => set({ hasPriors })}
            />
          )}
        </div>
      )}
    </FormRow>
  );
}

/** What the guest may do; never more than the sender. */
function RightsRow({ settings: { mayMeasure, mayDownload }, may, set }: FormRowProps) {
  const t = useT();
  const gives = givable(may);
  return (
    <FormRow name={t('shares.may')}>
      <div className={styles['checks']}>
        <Check text={t('shares.may.look')} checked disabled />
        <Check
          text={t('shares.may.measure')}
          small={t(gives.measure ? 'shares.may.measure.small' : 'shares.may.notYours')}
          checked={mayMeasure}
          disabled={!gives.measure}
          onChange={(mayMeasure) => set({ mayMeasure })}
        />
        <Check
          text={t('shares.may.download')}
          {...(gives.download ? {} : { small: t('shares.may.notYours') })}
          checked={mayDownload}
          disabled={!gives.download}
          onChange={(mayDownload) => set({ mayDownload })}
        />
      </div>
    </FormRow>
  );
}

/** How long the link holds, and when that ends. */
function UntilRow({ settings: { until, hours }, set }: FormRowProps) {
  const t = useT();
  const asList = useScreen() === 'phone';
  return (
    <FormRow name={t('shares.until')}>
      <div className={styles['line']}>
        <SegmentedControl
          asList={asList}
          label={t('shares.until')}
          value={until}
          options={UNTILS.map((one) => ({ id: one, text: t(`shares.until.${one}`) }))}
          onChange={(until) => set({ until })}
        />
        {until === 'hours' && (
          <select
            aria-label={t('shares.until.hours.choose')}
            className={styles['field']}
            value={hours}
            onChange={(event) => set({ hours: Number(event.currentTarget.value) })}
          >
            {HOURS.map((count) => (
              <option key={count} value={count}>
                {t('shares.until.hours.of', { count })}
              </option>
            ))}
          </select>
        )}
        <output className={styles['quiet']}>{momentText(untilMs(until, hours, new Date()))}</output>
      </div>
    </FormRow>
  );
}

/** What the choice comes to. */
function WhatSays({ seen, settings }: { seen: Seen; settings: Settings }) {
  const t = useT();
  const { what } = settings;
  const count = seriesIn(scopeOf(settings, seen), seen.series).length;
  const says =
    what === 'study'
      ? t('shares.what.study.says')
      : what === 'series' && count === 0
        ? t('shares.what.series.none')
        : t(`shares.what.${what}.says`, { count });
  return (
    <p className={styles['quiet']}>
      {says} {count > 0 && t('shares.opensWith')}
    </p>
  );
}

function SeriesChoice({ seen, settings, onChange }: Omit<GuestFormProps, 'may'>) {
  const t = useT();
  const { chosen, hasPriors } = settings;
  const [study] = seen.view.studies;
  const offered = seen.series.filter((one) => hasPriors || one.study === study);
  const toggle = (one: SeriesSummary, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(one.series);
    else next.delete(one.series);
    onChange({ ...settings, chosen: next });
  };
  return (
    <ul className={styles['series']} aria-label={t('shares.what.series')}>
      {offered.map((one) => (
        <li key={`${one.study}/${one.series}`}>
          <Check
            text={[one.number, one.description ?? t('series.nameless')]
              .filter((part) => part !== undefined)
              .join(' · ')}
            small={[one.modality, one.study === study ? '' : t('shares.what.prior')]
              .filter(Boolean)
              .join(' · ')}
            checked={chosen.has(one.series)}
            onChange={(isOn) => toggle(one, isOn)}
          />
        </li>
      ))}
    </ul>
  );
}

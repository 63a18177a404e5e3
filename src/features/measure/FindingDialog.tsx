import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { isSameCode, type CodedConcept } from '@/dicom/dataset/coded';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { Button } from '@/ui/Button';
import { Dialog, useUnkept } from '@/ui/overlay/Dialog';
import { LATERALITIES, type FindingLists } from '@/measurement/report/commonFindings';
import type { Measurement } from '@/measurement/measurement';
import { PALETTE } from '@/view/palette';
import styles from './measure.module.css';

/** Edits what is said of the measurement that the engine has up for editing: from the list, or from a drawing. */
export function FindingDialog({ engine, lists }: { engine: Engine; lists: FindingLists }) {
  const t = useT();
  const id = useStore(engine.measuring.editing, (state) => state.id);
  const measurement = useStore(engine.measures, ({ list }) => list.find((one) => one.id === id));
  if (!measurement) return null;
  const close = () => engine.measuring.editing.setState({}, true);
  return (
    <Dialog key={measurement.id} title={t('finding.title')} closeLabel={t('common.close')} onClose={close}>
      <Fields engine={engine} lists={lists} measurement={measurement} onDone={close} />
    </Dialog>
  );
}

interface ChoiceProps<Value> {
  /** Makes the names of its radio buttons those of this dialog. */
  readonly id: string;
  readonly value: Value | undefined;
  onChange(value: Value | undefined): void;
}

function SideChoice({ id, value, onChange }: ChoiceProps<CodedConcept>) {
  const t = useT();
  return (
    <fieldset>
      <legend>{t('finding.side')}</legend>
      <div className={styles['choices']}>
        {[undefined, ...withOwn(LATERALITIES, value)].map((one) => (
          <label key={one?.value ?? ''}>
            <input
              type="radio"
              name={`${id}-side`}
              checked={isSameCode(one, value)}
              onChange={() => onChange(one)}
            />
            {one ? <span lang="en">{one.meaning}</span> : <span>{t('finding.none')}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ColourChoice({ id, value, onChange }: ChoiceProps<number>) {
  const t = useT();
  return (
    <fieldset>
      <legend>{t('finding.colour')}</legend>
      <div className={styles['swatches']}>
        {PALETTE.map(({ name, hex }, i) => (
          <label key={name} title={t(`finding.colour.${name}`)}>
            <input
              type="radio"
              name={`${id}-colour`}
              aria-label={t(`finding.colour.${name}`)}
              checked={(value ?? 1) === i + 1}
              onChange={() => onChange(i === 0 ? undefined : i + 1)}
            />
            <span style={{ background: hex }} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface FieldsProps {
  readonly engine: Engine;
  readonly lists: FindingLists;
  readonly measurement: Measurement;
  onDone(): void;
}

function Fields({ engine, lists, measurement, onDone }: FieldsProps) {
  const t = useT();
  const id = useId();
  const [label, setLabel] = useState(measurement.label ?? '');
  const [finding, setFinding] = useState(measurement.finding);
  const [site, setSite] = useState(measurement.site);
  const [laterality, setLaterality] = useState(measurement.laterality);
  const [colour, setColour] = useState(measurement.colour);
  useUnkept(
    label !== (measurement.label ?? '') ||
      !isSameCode(finding, measurement.finding) ||
      !isSameCode(site, measurement.site) ||
      !isSameCode(laterality, measurement.laterality) ||
      colour !== measurement.colour,
  );
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        engine.measuring.annotate(measurement.id, {
          label: label.trim(),
          finding,
          site,
          laterality,
          colour,
        });
        onDone();
      }}
    >
      <div className={styles['field']}>
        <label htmlFor={`${id}-label`}>{t('finding.label')}</label>
        <input
          id={`${id}-label`}
          autoComplete="off"
          maxLength={120}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      <CodeChoice label={t('finding.finding')} codes={lists.findings} value={finding} onChange={setFinding} />
      <CodeChoice label={t('finding.site')} codes={lists.sites} value={site} onChange={setSite} />
      <SideChoice id={id} value={laterality} onChange={setLaterality} />
      <ColourChoice id={id} value={colour} onChange={setColour} />
      <p className={styles['note']}>{t('finding.note')}</p>
      <div className={styles['end']}>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <button type="submit" className={styles['submit']}>
          {t('finding.done')}
        </button>
      </div>
    </form>
  );
}

/** A list with the code that is set, where it came from elsewhere. */
const withOwn = (codes: readonly CodedConcept[], own: CodedConcept | undefined): readonly CodedConcept[] =>
  own && !codes.some((one) => isSameCode(one, own)) ? [own, ...codes] : codes;

interface CodeChoiceProps {
  readonly label: string;
  readonly codes: readonly CodedConcept[];
  readonly value: CodedConcept | undefined;
  onChange(code: CodedConcept | undefined): void;
}

/**
 * One code of a list, in the browser's own control: a wheel on phones, letters jump on keyboards. Meanings are in English in every language:
 * they are written into reports as they are shown.
 */
function CodeChoice({ label, codes, value, onChange }: CodeChoiceProps) {
  const t = useT();
  const id = useId();
  const all = withOwn(codes, value);
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ? all.findIndex((one) => isSameCode(one, value)) : -1}
        onChange={(event) => onChange(all[Number(event.target.value)])}
      >
        <option value={-1}>{t('finding.none')}</option>
        {all.map(({ scheme, value: code, meaning }, i) => (
          <option key={`${scheme} ${code}`} value={i} lang="en">
            {meaning}
          </option>
        ))}
      </select>
    </div>
  );
}

import { SUV_NAMES, type PetUnit } from '@/dicom/transforms/petUnit';
import { useT, type Translate } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { DEFAULT_PET_UNIT, petUnitsOf, type ValueUnit } from '@/imaging/stack/valueUnit';
import { setPetUnit } from '@/view/actions';
import { updateView } from '@/view/viewStore';
import styles from './strip.module.css';
import { useImage, useView, useViewer } from '@/features/viewer/context/viewerContext';

type Choice = Pick<ValueUnit, 'unit' | 'reason'> & { readonly id: PetUnit };

function nameOf({ id, unit, reason }: Choice, t: Translate): string {
  if (id === 'file') return unit === '' ? t('pet.file') : t('pet.file.unit', { unit });
  const name = SUV_NAMES[id];
  return reason ? t('said.of', { name, said: t(`suv.${reason}`) }) : name;
}

/** The choices of a PET image as one text: equal ones, slice after slice, render nothing. */
function choicesOf({ petUnit, instance, frame = 1, firstAcquiredS }: PaneStatus): string {
  if (!petUnit || !instance) return '[]';
  const image = { instance, frame, ...(firstAcquiredS === undefined ? {} : { firstAcquiredS }) };
  return JSON.stringify(
    petUnitsOf(image).map(({ id, unit, reason }): Choice => ({ id, unit, ...(reason ? { reason } : {}) })),
  );
}

/** What PET values are read in: of all PET pictures of the view, so that no two numbers differ in their unit. */
export function PetUnitChoice() {
  const t = useT();
  const { views } = useViewer();
  const pane = useView(({ active }) => active);
  const chosen = useView(({ petUnit }) => petUnit) ?? DEFAULT_PET_UNIT;
  const choices = JSON.parse(useImage(pane, choicesOf)) as readonly Choice[];
  if (choices.length === 0) return null;
  return (
    <label className={styles['unit']}>
      {t('pet.unit')}
      <select
        value={chosen}
        onChange={({ target }) => {
          const unit = choices.find(({ id }) => id === target.value)?.id;
          updateView(views, (view) => setPetUnit(view, unit === DEFAULT_PET_UNIT ? undefined : unit));
        }}
      >
        {choices.map((choice) => (
          <option
            key={choice.id}
            value={choice.id}
            disabled={choice.reason !== undefined && choice.id !== chosen}
          >
            {nameOf(choice, t)}
          </option>
        ))}
      </select>
    </label>
  );
}

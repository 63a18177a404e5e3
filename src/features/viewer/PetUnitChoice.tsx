import { useMemo } from 'react';
import { SUV_NAMES, type PetUnit } from '@/dicom/petUnit';
import { useT, type Translate } from '@/i18n/t';
import { DEFAULT_PET_UNIT, petUnitsOf, type ValueUnit } from '@/imaging/valueUnit';
import { setPetUnit } from '@/view/actions';
import { updateView } from '@/view/viewStore';
import styles from './strip.module.css';
import { useStatus, useView, useViewer } from './viewerContext';

function nameOf({ id, unit, because }: ValueUnit & { readonly id: PetUnit }, t: Translate): string {
  if (id === 'file') return unit === '' ? t('pet.file') : t('pet.file.unit', { unit });
  const name = SUV_NAMES[id];
  return because ? `${name}: ${t(`suv.${because}`)}` : name;
}

/** What PET values are read in: of all PET pictures of the view, so that no two numbers differ in their unit. */
export function PetUnitChoice() {
  const t = useT();
  const { views } = useViewer();
  const pane = useView(({ active }) => active);
  const chosen = useView(({ petUnit }) => petUnit) ?? DEFAULT_PET_UNIT;
  const isPet = useStatus(pane, ({ petUnit }) => petUnit !== undefined);
  const instance = useStatus(pane, ({ instance }) => instance);
  const frame = useStatus(pane, ({ frame }) => frame) ?? 1;
  const firstAcquiredS = useStatus(pane, ({ firstAcquiredS }) => firstAcquiredS);
  const units = useMemo(
    () =>
      isPet && instance
        ? petUnitsOf({ instance, frame, ...(firstAcquiredS === undefined ? {} : { firstAcquiredS }) })
        : [],
    [isPet, instance, frame, firstAcquiredS],
  );
  if (units.length === 0) return null;
  return (
    <label className={styles['unit']}>
      {t('pet.unit')}
      <select
        value={chosen}
        onChange={({ target }) => {
          const unit = units.find(({ id }) => id === target.value)?.id;
          updateView(views, (view) => setPetUnit(view, unit === DEFAULT_PET_UNIT ? undefined : unit));
        }}
      >
        {units.map((unit) => (
          <option key={unit.id} value={unit.id} disabled={unit.because !== undefined && unit.id !== chosen}>
            {nameOf(unit, t)}
          </option>
        ))}
      </select>
    </label>
  );
}

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { text } from '@/dicom/dicomJson';
import type { FrameRef } from '@/dicom/instance';
import { laterality } from '@/dicom/laterality';
import { TAG } from '@/dicom/tags';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { identityOf } from './identity';
import styles from './overlay.module.css';
import { patientOf } from './patients';
import { partName } from './SeriesParts';
import { imageSigns, orderSign, signText, type Sign } from './signs';
import { useStudyConflict } from './studyPatients';
import { useLoad, usePanes, useShell, useStatus, useView } from './viewerContext';

/** The stacks of a pane's series, in one of which the image on screen stands; rendered anew when that one changes. */
function useParts(pane: number) {
  const placed = useView(({ panes }) => panes[pane] ?? undefined);
  const parts = useLoad(placed, (load) => load?.parts);
  const warnings = useLoad(placed, (load) => load?.warnings);
  const order = useLoad(placed, (load) => load?.order);
  const at = useStatus(
    pane,
    ({ index }) => parts?.findIndex(({ from, count }) => index >= from && index < from + count) ?? -1,
  );
  return { parts, warnings, order, at };
}

/** 'Stack 2 of 3, coronal', where a series holds several. */
export function PartText({ pane }: { pane: number }) {
  const t = useT();
  const { parts, at } = useParts(pane);
  const part = parts?.[at];
  if (!parts || !part || parts.length < 2) return null;
  const values = { part: at + 1, parts: parts.length };
  const name = partName(part, t);
  return (
    <div data-part="stack">
      {name === '' ? t('signs.part', values) : t('signs.part.plane', { ...values, plane: name })}
    </div>
  );
}

/** Side of a paired body part and the view, as mammograms are marked: 'R MLO'. */
export function SideText({ pane }: { pane: number }) {
  const t = useT();
  const side = useStatus(pane, ({ instance, frame }) => instance && laterality(instance, frame));
  const view = useStatus(pane, ({ instance }) => text(instance?.dataset, TAG.ViewPosition));
  if (side === undefined || side === 'U') return null;
  return (
    <div data-part="side" className={styles['side']}>
      <span aria-hidden="true">{side}</span>
      <span className={styles['heard']}>{t(`signs.side.${side}`)}</span> {view}
    </div>
  );
}

/** What makes the picture less, or other, than it seems, worst first; never hidden. */
export function PaneSigns({ pane }: { pane: number }) {
  const t = useT();
  const isShown = useStatus(pane, ({ state }) => state === 'shown' || state === 'stale');
  const { parts, warnings, order, at } = useParts(pane);
  const ofOrder = useMemo(() => {
    const slice = (ref: FrameRef) =>
      1 + (order?.findIndex(({ sop, frame }) => sop === ref.sop && frame === ref.frame) ?? 0);
    return [...(warnings ?? []), ...(parts?.[at]?.warnings ?? [])].map((warning) =>
      orderSign(warning, slice),
    );
  }, [parts, warnings, order, at]);
  // Compared as text: a pane renders when its signs change, not when its slice does.
  const written = useStatus(pane, ({ instance, frame = 1, transferSyntax }) =>
    JSON.stringify(instance ? imageSigns(instance, frame, transferSyntax) : []),
  );
  const ofImage = JSON.parse(written) as readonly Sign[];
  const conflict = useStudyConflict(pane);
  if (!isShown) return null;
  const all = [...(conflict ? [conflict] : []), ...ofImage, ...ofOrder];
  const rank = { bad: 0, warn: 1, plain: 2 };
  return (
    <>
      <WhichPatient pane={pane} />
      {all.length > 0 && (
        <ul className={styles['signs']} aria-label={t('signs.name')}>
          {all
            .sort((a, b) => rank[a.tone] - rank[b.tone])
            .map((sign) => (
              <li key={sign.key} className={styles['tag']} data-tone={sign.tone}>
                {sign.tone !== 'plain' && <Icon name="warning" size={14} />}
                <span>{signText(t, sign)}</span>
              </li>
            ))}
        </ul>
      )}
    </>
  );
}

const usePatient = (pane: number) => usePanes(useShallow((panes) => patientOf(panes, pane)));

/** Number and spoken name of a pane's patient while several are on screen. */
export function usePatientFrame(pane: number): { number: number; label: string } | undefined {
  const t = useT();
  const place = usePatient(pane);
  const name = useStatus(pane, ({ instance }) => (instance ? identityOf(instance.dataset).name : ''));
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (!place) return undefined;
  const { number, count } = place;
  const shown = isHidden ? t('identity.hidden') : name === '' ? t('identity.nameless') : name;
  return { number, label: t('signs.pane', { number: pane + 1, patient: number, count, name: shown }) };
}

/** With several patients on screen, whose picture this is: number, colour and name. */
function WhichPatient({ pane }: { pane: number }) {
  const t = useT();
  const place = usePatient(pane);
  const dataset = useStatus(pane, ({ instance }) => instance?.dataset);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (!place || !dataset) return null;
  const { number, count } = place;
  const { name } = identityOf(dataset);
  return (
    <span className={styles['tag']} data-patient={number}>
      <Icon name="twoPatients" size={14} />
      <span>
        {t('signs.patient', { number, count })}
        {!isHidden && <b>{name === '' ? t('identity.nameless') : name}</b>}
      </span>
    </span>
  );
}

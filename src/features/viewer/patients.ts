import type { PaneStatus } from '@/imaging/paneStore';
import { patientKey } from './identity';

/**
 * Which of the patients on screen a pane shows, counted from 1 in the order of the panes, and how many they are. Undefined
 * where all panes are of one patient or this one shows nothing.
 */
export function patientOf(
  panes: readonly Pick<PaneStatus, 'instance'>[],
  pane: number,
): { readonly number: number; readonly count: number } | undefined {
  const own = panes[pane]?.instance;
  if (panes.length < 2) return undefined;
  const keys = [
    ...new Set(panes.flatMap(({ instance }) => (instance ? [patientKey(instance.dataset)] : []))),
  ];
  if (!own || keys.length < 2) return undefined;
  return { number: keys.indexOf(patientKey(own.dataset)) + 1, count: keys.length };
}

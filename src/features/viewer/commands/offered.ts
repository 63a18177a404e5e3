import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/pointer/tools';
import type { Right } from '@/protocol/rights';
import { ACTION_IDS, actionSpec, type ActionId, type ActionReach } from './actions';
import { isSecondScreen } from './secondScreenActions';

/** The tools that toolbars, sheets, keys and lists offer to whoever has these rights. */
export const offeredTools = (may: ReadonlySet<Right>): readonly ToolId[] =>
  TOOL_IDS.filter((id) => toolSpec(id).group !== 'measure' || may.has('measure'));

/** The actions likewise. */
export const offeredActions = (may: ReadonlySet<Right>): readonly ActionId[] =>
  ACTION_IDS.filter((id) => {
    const { needs } = actionSpec(id);
    return needs === undefined || may.has(needs);
  });

const BREASTS: ReadonlySet<ActionId> = new Set(['nextBreastStep', 'previousBreastStep']);
const HANGING: ReadonlySet<ActionId> = new Set(['nextHanging', 'keepHanging', 'hangings']);
/** Actions that need a list to go on in. */
const OF_LIST: ReadonlySet<ActionId> = new Set(['nextStudy', 'previousStudy', 'readNext']);
/** What people do who mark studies as read. */
export const OF_READERS: ReadonlySet<ActionId> = new Set(['markRead', 'markUnread', 'readNext']);

const hasMammograms = ({ studies = [] }: Pick<ActionReach, 'studies'>): boolean =>
  studies[0]?.series.some(({ modality }) => modality === 'MG') === true;

/**
 * Those of them that lead somewhere from here: without a list there is no way back to it, and no next study
 * of it; guests have no priors, and mark nothing; in the second window of a reading nothing is saved.
 */
export const possibleActions = (
  on: Pick<
    ActionReach,
    'may' | 'back' | 'stepStudy' | 'priors' | 'hangings' | 'reading' | 'studies' | 'screens'
  >,
): readonly ActionId[] =>
  offeredActions(on.may).filter(
    (id) =>
      (id !== 'back' || on.back !== undefined) &&
      ((id !== 'hangPrior' && id !== 'olderPrior') || on.priors !== undefined) &&
      (!HANGING.has(id) || on.hangings !== undefined) &&
      (!BREASTS.has(id) || hasMammograms(on)) &&
      (!OF_LIST.has(id) || on.stepStudy !== undefined) &&
      (!OF_READERS.has(id) || on.reading?.marks === true) &&
      (id !== 'save' || !isSecondScreen(on.screens)) &&
      (id !== 'secondScreen' || on.screens?.open !== undefined) &&
      (id !== 'otherScreen' || on.screens !== undefined) &&
      (id !== 'bookmarkStudy' || on.reading !== undefined),
  );

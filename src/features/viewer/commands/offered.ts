import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/pointer/tools';
import type { Right } from '@/protocol/rights';
import { ACTION_IDS, actionSpec, type ActionId, type ActionReach } from './actions';

/** The tools that toolbars, sheets, keys and lists offer to whoever has these rights. */
export const offeredTools = (may: ReadonlySet<Right>): readonly ToolId[] =>
  TOOL_IDS.filter((id) => toolSpec(id).group !== 'measure' || may.has('measure'));

/** The actions likewise. */
export const offeredActions = (may: ReadonlySet<Right>): readonly ActionId[] =>
  ACTION_IDS.filter((id) => {
    const { needs } = actionSpec(id);
    return needs === undefined || may.has(needs);
  });

/** Those of them that lead somewhere from here: without a list there is no way back to it, and no next study of it. */
export const possibleActions = (on: Pick<ActionReach, 'may' | 'back' | 'stepStudy'>): readonly ActionId[] =>
  offeredActions(on.may).filter(
    (id) =>
      (id !== 'back' || on.back !== undefined) &&
      ((id !== 'nextStudy' && id !== 'previousStudy') || on.stepStudy !== undefined),
  );

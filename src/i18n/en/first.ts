import { common } from './common';
import { listFaults } from './listFaults';
import { worklist } from './worklist';

/** Texts that every page brings with it. What other screens say comes with them (addTexts): it is no part of the first download. */
export const first = { ...common, ...listFaults, ...worklist } as const;

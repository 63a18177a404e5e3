import { common } from './common';
import { listFaults } from './listFaults';
import { reach } from './reach';
import { worklist } from './worklist';

/** Texts that every page brings with it. */
export const first = { ...common, ...listFaults, ...reach, ...worklist } as const;

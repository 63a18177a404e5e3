import { common } from './common';
import { leftOut } from './leftOut';
import { listFaults } from './listFaults';
import { reach } from './reach';
import { readingText } from './readingText';
import { worklist } from './worklist';

/** Texts that every page brings with it. What other screens say comes with them (withTexts): it is no part of the first download. */
export const first = { ...common, ...leftOut, ...listFaults, ...reach, ...readingText, ...worklist } as const;

/**
 * What whoever looks at a study may do. The archive and its companion are the judges: the page only offers nothing that
 * they would refuse. The words are those of the companion's roles (server/access/person.ts).
 */
export type Right = 'read' | 'measure' | 'store' | 'share' | 'export';

/** Where nobody signs in, nobody is held back. */
export const EVERY_RIGHT: ReadonlySet<Right> = new Set(['read', 'measure', 'store', 'share', 'export']);

import { hasBelow, type TagRow } from '@/dicom/dataset/tagRows';
import { alongLine } from '@/ui/lineKeys';

/** Where the keys are in a tree of attributes. */
export interface TreePlace {
  /** The lines that are there: of what is closed, nothing. */
  readonly rows: readonly TagRow[];
  /** The line that has the focus, from 0. */
  readonly at: number;
  readonly open: ReadonlySet<string>;
  /** Lines of a screen. */
  readonly page: number;
}

/**
 * What a key does: to go to a line, which may lie beyond the ends, or to open or close the one that has the focus; or nothing, and the page
 * does nothing with it either.
 */
export type TreeMove = { readonly to: number } | 'toggle' | 'nothing';

/** The keys of a tree (WAI-ARIA Authoring Practices, tree view); undefined: none of them. */
export function treeMove(key: string, { rows, at, open, page }: TreePlace): TreeMove | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const isOpen = open.has(row.path);
  const parent = row.path.slice(0, Math.max(0, row.path.lastIndexOf('/')));
  const up = rows.findIndex(({ path }) => path === parent);
  const moves: Readonly<Record<string, TreeMove | undefined>> = {
    ArrowDown: { to: at + 1 },
    ArrowUp: { to: at - 1 },
    PageDown: { to: at + page },
    PageUp: { to: at - page },
    Home: { to: 0 },
    End: { to: rows.length - 1 },
    on: hasBelow(row) && !isOpen ? 'toggle' : { to: at + 1 },
    back: isOpen ? 'toggle' : up < 0 ? 'nothing' : { to: up },
    Enter: hasBelow(row) ? 'toggle' : 'nothing',
    ' ': hasBelow(row) ? 'toggle' : 'nothing',
  };
  return moves[alongLine(key) ?? key];
}

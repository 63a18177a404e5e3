import type { Engine } from '@/imaging/contract';
import type { ShellState } from '@/features/viewer/state/shell';

interface MenuReach {
  readonly shell: { setState(opened: Pick<ShellState, 'menu'>): void };
  readonly engine: Engine | undefined;
}

/** Opens the menu of what can be done at a point of a pane (CSS pixels of the page), which is then the active one. */
export function openPictureMenu({ shell, engine }: MenuReach, x: number, y: number, isTouch: boolean): void {
  const { selected } = engine?.measures.getState() ?? {};
  // A finger hides what it points at: what was chosen before is meant too.
  const measurement = engine?.measuring.under(x, y, isTouch) ?? selected;
  shell.setState({ menu: { x, y, ...(measurement === undefined ? {} : { measurement }) } });
}

/** The same by key: in the middle of the pane. */
export function openMenuOf(on: MenuReach, pane: number): void {
  const box = document.querySelector(`[data-pane="${pane}"]`)?.getBoundingClientRect();
  if (box) openPictureMenu(on, box.left + box.width / 2, box.top + box.height / 2, false);
}

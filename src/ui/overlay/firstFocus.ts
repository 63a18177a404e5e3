/** What is typed or chosen in; not what only shows its text. */
const FIELDS = [
  'input:not([type="checkbox"], [type="radio"], [type="hidden"], [readonly]):not(:disabled)',
  'textarea:not([readonly]):not(:disabled)',
  'select:not(:disabled)',
  '[role="combobox"]:not([aria-disabled="true"])',
].join();
/** The one action of a dialog. */
const MAIN = 'button[type="submit"]:not(:disabled), [data-kind="primary"]:not(:disabled)';
/** What is ticked or chosen in: only where there is no action to begin with. */
const CHOICES = 'input:is([type="checkbox"], [type="radio"]):not(:disabled)';
const ANY = 'input:not(:disabled), button:not(:disabled, [tabindex="-1"]), a[href], [tabindex="0"], summary';

const firstShown = (root: Element, selector: string): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>(selector)].find((element) =>
    element.checkVisibility({ visibilityProperty: true }),
  );

/** The action that Enter does in a dialog, where it has one. */
export const mainAction = (root: Element): HTMLElement | undefined => firstShown(root, MAIN);

/**
 * Gives the focus to what is marked for it, else to the first field, else to the main action, else to the
 * first choice, else to the first control: where `isStrict`, not to the last of these. False where there is none, or the focus is in there already.
 */
export function focusFirst(root: Element, isStrict = false): boolean {
  if (root.contains(document.activeElement)) return true;
  const first =
    firstShown(root, '[data-first-focus]') ??
    firstShown(root, FIELDS) ??
    mainAction(root) ??
    firstShown(root, CHOICES) ??
    (isStrict ? undefined : firstShown(root, ANY));
  if (first) focusInView(first);
  return first !== undefined;
}

/** A layer opens at its beginning: to what is as high as itself, such as a long list that keys scroll, it is not scrolled. */
function focusInView(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  if (element.offsetHeight < innerHeight / 2) element.scrollIntoView({ block: 'nearest' });
}

const BOX = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/**
 * Gives the focus to an open layer: to where it begins, else to its box, whose keys are the layer's. Never to what else the
 * library puts beside the box, such as its unseen button that dismisses: keys pressed there are heard by nobody.
 */
export function focusLayer(owner: Element): void {
  const box = owner.matches(BOX) ? owner : owner.querySelector(BOX);
  if (focusFirst(box ?? owner, box !== null) || !(box instanceof HTMLElement)) return;
  box.focus();
}

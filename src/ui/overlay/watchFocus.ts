import { focusLayer } from './firstFocus';
import { areKeysOwned, ownerOf, topOwner } from './keys';

/** Where the focus goes when what had it is gone: the last one on the page. */
export const FOCUS_HOME = 'data-focus-home';

const TEXT_FIELD =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [readonly]), textarea:not([readonly])';

/** Everything that can take away what has the focus without a word of it. */
const LOSSES = ['disabled', 'hidden', 'inert', 'open', 'type'];

/**
 * Watches over the keyboard of the whole page; the result ends it.
 *
 * The focus never rests on nothing: where what had it is taken away or switched off, it goes back into the dialog that is
 * open, else to what had it before, else to the page's FOCUS_HOME.
 *
 * What is typed while a dialog is on its way is meant for it: it does nothing to the page, and is in the dialog's first
 * field once that is there.
 */
export function watchFocus(): () => void {
  const life = new AbortController();
  const capture = { capture: true, signal: life.signal };
  const typed: string[] = [];
  /** Where people were on the page itself. */
  const before: Element[] = [];
  let isPressed = false;
  /** Before anybody did anything, a page that opens has its own ideas of the focus. */
  let hasActed = false;
  let isDue = false;
  /** Tab led from the last control, or the first, out of the page: nothing was taken away, and nothing is brought back. */
  let hasLeft = false;
  let isTabbing = false;

  const check = () => {
    isDue = false;
    if (isPressed || hasLeft || !isNowhere()) return;
    const owner = topOwner();
    if (owner) return focusLayer(owner);
    if (areKeysOwned()) return;
    const last = before.findLast(canFocus) ?? homeOf();
    last?.focus({ preventScroll: true });
  };
  const soon = () => {
    if (isDue || !hasActed || !isNowhere()) return;
    isDue = true;
    // After what follows at once: a new row in place of the one that is gone, the library's own restoring.
    requestAnimationFrame(() => requestAnimationFrame(check));
  };

  const onKey = (event: KeyboardEvent) => {
    hasActed = true;
    isTabbing = event.key === 'Tab';
    if (!isTabbing && event.key !== 'Shift') hasLeft = false;
    // A key that is faster than the frame goes on from where the focus is about to be.
    if (isDue) check();
    if (!areKeysOwned() || ownerOf(document.activeElement)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const owner = topOwner();
    if (owner) {
      focusLayer(owner);
      // A letter goes where the focus is by now; a key that means something to the dialog would go to where it was.
      if (event.key === 'Escape' && owner.contains(document.activeElement)) resend(event);
      return;
    }
    if (event.key.length !== 1 && event.key !== 'Enter' && event.key !== 'Backspace') return;
    typed.push(event.key);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onBlur = ({ target, relatedTarget }: FocusEvent) => {
    hasLeft = isTabbing && relatedTarget === null && target instanceof Element && canFocus(target);
    soon();
  };
  const onFocus = ({ target }: FocusEvent) => {
    hasLeft = false;
    if (!(target instanceof HTMLElement)) return;
    if (!ownerOf(target)) {
      typed.length = 0;
      if (before.at(-1) !== target) before.push(target);
      if (before.length > 8) before.shift();
      return;
    }
    if (typed.length > 0) hand(typed.splice(0), target);
  };

  addEventListener('keydown', onKey, capture);
  addEventListener('focusin', onFocus, capture);
  addEventListener('focusout', onBlur, capture);
  addEventListener(
    'keyup',
    () => {
      isTabbing = false;
      soon();
    },
    capture,
  );
  addEventListener(
    'pointerdown',
    () => {
      isPressed = hasActed = true;
      hasLeft = isTabbing = false;
    },
    capture,
  );
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(
      end,
      () => {
        isPressed = false;
        soon();
      },
      capture,
    );
  const changes = new MutationObserver(soon);
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: LOSSES });
  life.signal.addEventListener('abort', () => changes.disconnect());
  return () => life.abort();
}

const isNowhere = (): boolean => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
};

const canFocus = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.isConnected &&
  element.closest('[inert]') === null &&
  !element.matches(':disabled') &&
  element.checkVisibility({ visibilityProperty: true });

function homeOf(): HTMLElement | undefined {
  const homes = [...document.querySelectorAll<HTMLElement>(`[${FOCUS_HOME}]`)];
  const home = homes.findLast(canFocus);
  if (home) return home;
  const main = document.querySelector<HTMLElement>('main, #root > *');
  if (main && !main.hasAttribute('tabindex')) main.tabIndex = -1;
  return main ?? undefined;
}

/** Lets a key press begin again at what has the focus by now. */
function resend(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event));
}

/** Types keys that were pressed too early, as if they came now. */
function hand(keys: readonly string[], target: HTMLElement): void {
  const isField =
    (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
    target.matches(TEXT_FIELD);
  const end = keys.indexOf('Enter');
  const text = (end < 0 ? keys : keys.slice(0, end)).reduce(
    (text, key) => (key === 'Backspace' ? text.slice(0, -1) : text + key),
    '',
  );
  if (isField && text !== '') {
    const { selectionStart, selectionEnd, value } = target;
    target.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
    target.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
  }
  if (end < 0) return;
  // After the field's own answer to the text.
  setTimeout(() => {
    if (!isField) target.click();
    else if (target.form) target.form.requestSubmit();
    else target.dispatchEvent(new KeyboardEvent('keydown', ENTER));
  });
}

const ENTER = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true } as const;

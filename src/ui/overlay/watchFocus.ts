import { focusLayer } from './firstFocus';
import { areKeysOwned, heldOwner, ownerOf, topOwner } from './keys';
import { KeysAhead } from './keysAhead';

/** Where the focus goes when what had it is gone: the last one on the page. */
export const FOCUS_HOME = 'data-focus-home';

/** Everything that can take away what has the focus without a word of it. */
const LOSSES = ['disabled', 'hidden', 'inert', 'open', 'type'];

/** Holds the focus of the page: where what had it is gone, it goes on from where people were. */
class FocusWatch {
  private readonly keys = new KeysAhead();
  /** Where people were on the page itself, the latest last. */
  private readonly before: Element[] = [];
  private isPressed = false;
  /** Before anybody did anything, a page that opens has its own ideas of the focus. */
  private hasActed = false;
  private isDue = false;
  /** Tab led from the last control, or the first, out of the page: nothing was taken away, and nothing is brought back. */
  private hasLeft = false;
  private isTabbing = false;

  /** Something may have taken the focus away. */
  readonly soon = (): void => {
    if (this.isDue || !this.hasActed || !isNowhere()) return;
    this.isDue = true;
    // After what follows at once: a new row in place of the one that is gone, the library's own restoring.
    requestAnimationFrame(() => requestAnimationFrame(() => this.check()));
  };

  readonly onKey = (event: KeyboardEvent): void => {
    this.hasActed = true;
    this.isTabbing = event.key === 'Tab';
    if (!this.isTabbing && event.key !== 'Shift') this.hasLeft = false;
    // A key that is faster than the frame goes on from where the focus is about to be.
    if (this.isDue) this.check();
    // Where the key goes is settled by now: also where the check just brought the focus into the dialog.
    if (!areKeysOwned() || ownerOf(elementOf(event))) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const owner = topOwner();
    if (!owner) {
      // Whoever waits for a layer may give it up.
      if (event.key === 'Escape' && resend(event, heldOwner())) return this.keys.forget();
      return this.keys.take(event);
    }
    if (!owner.contains(document.activeElement)) focusLayer(owner);
    // A letter goes where the focus is by now; a key that means something to the dialog would go to where it was.
    if (event.key === 'Escape' && owner.contains(document.activeElement))
      resend(event, document.activeElement);
  };

  readonly onKeyUp = (): void => {
    this.isTabbing = false;
    this.soon();
  };

  readonly onPress = (): void => {
    this.isPressed = this.hasActed = true;
    this.hasLeft = this.isTabbing = false;
  };

  readonly onRelease = (): void => {
    this.isPressed = false;
    this.soon();
  };

  readonly onBlur = ({ target, relatedTarget }: FocusEvent): void => {
    this.hasLeft = this.isTabbing && relatedTarget === null && target instanceof Element && canFocus(target);
    this.soon();
  };

  readonly onFocus = ({ target }: FocusEvent): void => {
    this.hasLeft = false;
    if (!(target instanceof HTMLElement)) return;
    if (ownerOf(target)) return this.keys.handTo(target);
    this.keys.forget();
    const { before } = this;
    if (before.at(-1) !== target) before.push(target);
    if (before.length > 8) before.shift();
  };

  private check(): void {
    this.isDue = false;
    if (this.isPressed || this.hasLeft || !isNowhere()) return;
    const owner = topOwner();
    if (owner) return focusLayer(owner);
    if (areKeysOwned()) return;
    const last = this.before.findLast(canFocus) ?? homeOf();
    last?.focus({ preventScroll: true });
  }
}

/**
 * Watches over the keyboard of the whole page; the result ends it.
 *
 * The focus never rests on nothing: where what had it is taken away or switched off, it goes back into the dialog that is
 * open, else to what had it before, else to the page's FOCUS_HOME. Keys that come before a dialog does are its (KeysAhead).
 */
export function watchFocus(): () => void {
  const life = new AbortController();
  const capture = { capture: true, signal: life.signal };
  const watch = new FocusWatch();
  addEventListener('keydown', watch.onKey, capture);
  addEventListener('keyup', watch.onKeyUp, capture);
  addEventListener('focusin', watch.onFocus, capture);
  addEventListener('focusout', watch.onBlur, capture);
  addEventListener('pointerdown', watch.onPress, capture);
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, watch.onRelease, capture);
  const changes = new MutationObserver(watch.soon);
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: LOSSES });
  life.signal.addEventListener('abort', () => changes.disconnect());
  return () => life.abort();
}

const elementOf = ({ target }: Event): Element | null => (target instanceof Element ? target : null);

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

/** Lets a key press begin again elsewhere, such as at what has the focus by now; whether somebody took it there. */
function resend(event: KeyboardEvent, target: Element | null | undefined): boolean {
  event.preventDefault();
  event.stopImmediatePropagation();
  return target?.dispatchEvent(new KeyboardEvent('keydown', event)) === false;
}

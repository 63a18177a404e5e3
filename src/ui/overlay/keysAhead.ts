const TEXT_FIELD =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [readonly]), textarea:not([readonly])';

/**
 * What is typed while a dialog is on its way is meant for it: it does nothing to the page, and is in the dialog's first field once that is
 * there.
 */
export class KeysAhead {
  private typed: string[] = [];

  /** Keeps a key for the dialog; other keys than letters and a few mean nothing to it yet. */
  take(event: KeyboardEvent): void {
    if (event.key.length !== 1 && !MEANT.has(event.key)) return;
    this.typed.push(event.key);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** The dialog does not come. */
  forget(): void {
    this.typed = [];
  }

  /** Types them in what has the focus now, once. */
  handTo(target: HTMLElement): void {
    const keys = this.typed;
    this.forget();
    if (keys.length > 0) hand(keys, target);
  }
}

const MEANT: ReadonlySet<string> = new Set(['Enter', 'Backspace', 'Escape']);

/** Types keys that were pressed too early, as if they came now. */
function hand(keys: readonly string[], target: HTMLElement): void {
  // Whatever was typed before it, and after.
  if (keys.includes('Escape')) {
    setTimeout(() => target.dispatchEvent(new KeyboardEvent('keydown', ESCAPE)));
    return;
  }
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

const ESCAPE = { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true } as const;
const ENTER = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true } as const;

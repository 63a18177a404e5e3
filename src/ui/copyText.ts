/**
 * Puts a text on the clipboard; false when the browser does not allow it. Without a secure origin (plain http in a
 * hospital's network) there is no clipboard API, and a selected field is copied in its stead.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const field = document.createElement('textarea');
    field.value = text;
    field.style.cssText = 'position:fixed;opacity:0';
    // Outside an open dialog nothing can be focused.
    (before?.closest('dialog') ?? document.body).append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    if (before instanceof HTMLElement) before.focus();
    return isCopied;
  }
}

/** Marks what the keys belong to while it is on the page: dialogs, menus, popovers, also those still on their way. */
export const OWNS_KEYS = 'data-owns-keys';
const OWNER = `[${OWNS_KEYS}]`;

/** Whether a dialog, menu or popover is open, or about to be: no key is a shortcut of the page then. */
export const areKeysOwned = (): boolean => document.querySelector(OWNER) !== null;

/** The dialog, menu or popover that an element stands in. */
export const ownerOf = (element: Element | null): Element | null => element?.closest(OWNER) ?? null;

/** Marks the part of the page that layers belong to: what hides the one hides the other, as a lock does. */
export const layerHost = (): HTMLElement =>
  document.querySelector<HTMLElement>('[data-layers]') ?? document.body;

/** What stands where the latest of those that are still on their way will be. */
export const heldOwner = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(`${OWNER}[hidden]`)].at(-1);

/** The uppermost open one. */
export function topOwner(): HTMLElement | undefined {
  const owners = [...document.querySelectorAll<HTMLElement>(OWNER)];
  return owners.findLast((owner) => owner.checkVisibility());
}

/**
 * Whether a key of a layer is the library's, which listens at the document: at the last control of a dialog Tab goes on at its first.
 * Where it does not hear of it, Tab leads out of the page and is brought back to where it was.
 */
export const isLibraryKey = ({ key }: { readonly key: string }): boolean => key === 'Tab';

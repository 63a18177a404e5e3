/** Controls of the browser that use a few keys only: in all others typing owns the keys. */
const FEW = 'input[type="range"], input[type="radio"], input[type="checkbox"], select';
const KINDS = ['range', 'radio', 'checkbox', 'select'] as const;
type Kind = (typeof KINDS)[number];

const ALONG = ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'];
const FAR = ['pageup', 'pagedown', 'home', 'end'];
const OWN: Readonly<Record<Kind, ReadonlySet<string>>> = {
  range: new Set([...ALONG, ...FAR]),
  radio: new Set([...ALONG, 'space']),
  checkbox: new Set(['space']),
  select: new Set([...ALONG, ...FAR, 'space', 'enter', 'escape', 'delete', 'f4']),
};

/** Whether a control uses a key, by one of its names; what is pressed with Ctrl or Cmd none of them does. Lists find by letters. */
export function usesKey(kind: Kind, names: readonly string[]): boolean {
  return names.some((name) => {
    const key = name.replace(/^shift\+/, '');
    return OWN[kind].has(key) || (kind === 'select' && /^(?:.|@\w+)$/.test(key));
  });
}

/**
 * Whether what has the focus leaves a key to the page. `owners`: where typing, choosing or another dialog owns the keys; of these, a
 * slider, a list or a choice that stands in the page itself has only those that it uses.
 */
export function leavesKey(target: Element, owners: string, names: readonly string[]): boolean {
  const owner = target.closest(owners);
  if (!owner) return true;
  if (!owner.matches(FEW) || owner.parentElement?.closest(owners)) return false;
  const kind = KINDS.find((one) => one === (owner.getAttribute('type') ?? owner.localName));
  return kind !== undefined && !usesKey(kind, names);
}

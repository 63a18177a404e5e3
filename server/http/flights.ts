/**
 * Requests under way: of one token; of one person or one share, however often it was opened; of all guests, and of all who
 * say no name from one network address, so that the site always gets in; and of one address: many people may stand
 * behind one. Lines on which guests' pages hear of the end of a share are counted for themselves.
 */
export const FLIGHTS = {
  token: 32,
  visitor: 64,
  guests: 256,
  strangers: 256,
  watching: 128,
  address: 512,
} as const;

/** Counts what is under way for each visitor, so that nobody takes the places of all. */
export class Flights {
  private readonly counts = new Map<string, number>();

  /** Takes a place under each of these names, all or none: what gives them back, or undefined where one has too many. */
  take(names: readonly { readonly name: string; readonly most: number }[]): (() => void) | undefined {
    if (names.some(({ name, most }) => (this.counts.get(name) ?? 0) >= most)) return undefined;
    for (const { name } of names) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      for (const { name } of names) {
        const left = (this.counts.get(name) ?? 1) - 1;
        if (left > 0) this.counts.set(name, left);
        else this.counts.delete(name);
      }
    };
  }
}

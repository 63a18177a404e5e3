/**
 * Requests under way of one token, half of the connections to an archive behind, so that one visitor whose answers all stall
 * leaves the others theirs; and of one network address: many people may stand behind one.
 */
export const FLIGHTS = { token: 32, address: 512 } as const;

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

/**
 * Stands in for the query library's cache of mutations, which nobody here uses: what is written to an archive goes through `store`,
 * with its own words and its own undo (vite.config.ts). The client of queries asks for no more than this.
 */
export class MutationCache {
  /** None is under way. */
  readonly findAll = (): readonly never[] => [];
  readonly resumePausedMutations = (): Promise<void> => Promise.resolve();
  readonly clear = (): void => undefined;
}

import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { StandingGone } from './PartGone';

/**
 * A part of the page whose code comes when it is first needed: the page's only `lazy`. Where the code does not come, `Gone` stands in
 * its place, with the same properties: it says so and offers another try, and the rest of the page stays as it is.
 */
export function latePart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  Gone: ComponentType<Props> = StandingGone,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy<ComponentType<Props>>(() => load().catch(() => ({ default: Gone })));
}

/** In the place of what is an offer and no more: nothing is lost without it. */
export const NothingThere = () => null;

/** What browsers throw where import() finds no file, and Vite where a style sheet is missing. */
export const isCodeLost = (error: unknown): boolean =>
  error instanceof Error && /importing|imported module|preload/i.test(error.message);

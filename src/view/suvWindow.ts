import type { Window } from './viewState';

/** As a link carries it: whoever opens one has the very window of who sent it. */
const told = (value: number): number => Number(value.toPrecision(6));

/** From 0 to so many standardized uptake values; `factor` makes them of modality values. To six digits. */
export const suvWindow = (factor: number, to: number): Window => ({
  ...{ center: told(to / 2 / factor), width: told(to / factor) },
  curve: 'LINEAR_EXACT',
});

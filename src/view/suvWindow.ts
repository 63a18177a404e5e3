import type { Window } from './viewState';

/** From 0 to so many standardized uptake values; `factor` makes them of modality values. */
export const suvWindow = (factor: number, to: number): Window => ({
  ...{ center: to / 2 / factor, width: to / factor },
  curve: 'LINEAR_EXACT',
});

import type { Window } from './viewState';

/** Up to which uptake value the window of PET goes unless somebody says otherwise: what is usual in the body. */
export const SUV_TO = 5;
/** Scales to choose from. */
export const SUV_SCALES = [5, 7, 10, 15] as const;

/** As a link carries it: whoever opens one has the very window of who sent it. */
const told = (value: number): number => Number(value.toPrecision(6));

/** From 0 to so many standardized uptake values; `factor` makes them of modality values. To six digits. */
export const suvWindow = (factor: number, to: number): Window => ({
  ...{ center: told(to / 2 / factor), width: told(to / factor) },
  curve: 'LINEAR_EXACT',
});

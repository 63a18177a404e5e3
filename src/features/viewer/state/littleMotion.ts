/** Whoever set their system so is shown nothing that moves by itself. */
export const LITTLE_MOTION = '(prefers-reduced-motion: reduce)';

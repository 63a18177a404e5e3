/** What the list can be narrowed to: '' is all. */
export const STATE_CHOICES = ['new', 'bookmarked', 'mine'] as const;
export type StateChoice = (typeof STATE_CHOICES)[number] | '';

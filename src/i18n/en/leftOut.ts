/** What is left out of a list of studies of one person. */
export const leftOut = {
  'prior.left.unissued_one':
    '{{archive}} has {{count}} study under this patient ID, but does not say who issued the ID. It may be of another person and is left out.',
  'prior.left.unissued_other':
    '{{archive}} has {{count}} studies under this patient ID, but does not say who issued the ID. They may be of another person and are left out.',
  'prior.left.contradicts_one':
    '{{archive}} has {{count}} study under this patient ID with another name, birth date or sex. It is left out.',
  'prior.left.contradicts_other':
    '{{archive}} has {{count}} studies under this patient ID with another name, birth date or sex. They are left out.',
  'prior.left.cut': '{{archive}} has more studies than were looked through. The list may lack some.',
} as const;

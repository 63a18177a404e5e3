/** What a link lost on its way. The study opens all the same. */
export type Dropped =
  | 'view'
  | 'newer-version'
  | 'panes'
  | 'settings'
  | 'measurements'
  | 'other-studies'
  | 'finding'
  /** The document that the view was saved as. */
  | 'saved';

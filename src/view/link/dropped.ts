/** What a link lost on its way. The study opens all the same. */
export type Dropped =
  | 'view'
  | 'newer-version'
  | 'panes'
  | 'settings'
  | 'measurements'
  /** Where millimetres came from on the sender's screen. */
  | 'bases'
  /** Pixel sizes by hand. */
  | 'calibrations'
  | 'key-images'
  | 'other-studies'
  | 'finding'
  /** The document that the view was saved as. */
  | 'saved';

/** What the shared state of reading bears. */
export const READING_LIMITS = {
  /** Lines of one person: a tab has one. */
  linesEach: 40,
  /** Lines of all. */
  lines: 1_500,
  /** Lines that have not said who they are: of all, and of one network address. */
  strangers: 200,
  strangersEach: 50,
  messageBytes: 64 * 1024,
  messagesPerS: 20,
  /** More than this on its way to a page: it gets the newest of each study instead of all. */
  behindBytes: 256 * 1024,
  /** Answers that wait for a page that takes none, before its questions end the line. */
  answersWaiting: 20,
  /** Changes and answers that wait for a page, and their characters: of more the line ends, and the page asks anew. */
  messagesWaiting: 1_000,
  charsWaiting: 8 * 1024 ** 2,
  authMs: 5_000,
  pingMs: 15_000,
  /** A person's token is asked this often whether it holds. */
  checkMs: 10_000,
  /** Others' lines in the file of a folder that several companions share are read so often. */
  lookMs: 1_000,
  /** How long somebody whose line broke off is still said to have a study open: a page that is loaded again is back by then. */
  awayMs: 10_000,
  /** Acts of one person: so many at once, then so many a second. */
  actsAtOnce: 200,
  actsPerS: 0.1,
  /** Studies that one person's pages show: so many at once, then so many a second. */
  showsAtOnce: 100,
  showsPerS: 1,
  /** Bookmarks of one person, and of one study. */
  bookmarksEach: 1_000,
  bookmarksOfStudy: 20,
  /** Of the studies that were touched longest ago, more than these are new again. */
  studies: 250_000,
  /** The file of acts. */
  fileBytes: 256 * 1024 ** 2,
} as const;

export type ReadingLimits = { readonly [Name in keyof typeof READING_LIMITS]: number };

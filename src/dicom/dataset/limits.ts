const KIB = 2 ** 10;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

/**
 * The most that one answer, file or image may claim, in the page and in the companion's own archive: beyond, it is refused
 * by name before memory is taken. No real object comes near; hostile and broken ones do (docs/limits.md says where each
 * is looked at). Bytes where the name says so, else counts.
 */
export const LIMITS = {
  /** Rows and Columns are US, two bytes (PS3.3 C.7.6.3): what says more was not written as the standard says. */
  sidePx: 65_535,
  /** Pixels of one frame: 16,384 x 16,384, four times the largest detector. */
  framePx: 2 ** 28,
  /** One frame uncompressed, what a browser gives to one buffer. */
  frameBytes: GIB,
  /** Samples per Pixel (PS3.3 C.7.6.3.1.1): 1 or 3, and 4 in retired colour spaces. */
  samples: 4,
  /** Number of Frames of one instance. The list of a million images alone stopped a page for 8 s. */
  frames: 100_000,
  /** Instances of one series. */
  seriesInstances: 50_000,
  /** Sequences within sequences: in what is shown, and in files that are kept. Each level of a report is one (PS3.3 C.17.3). */
  nesting: 64,
  nestingStored: 64,
  /** Items of one sequence. */
  items: 100_000,
  /** Elements and items of one stored file's header: a gigabyte of empty ones would fill the memory. */
  elements: 2_000_000,
  /** The same of what a guest stores: 300 measurements have a third of it, and each costs every later reader of the study. */
  guestElements: 100_000,
  /** Characters of one value that stands in a line, or of one group of a name: PS3.5 6.2 has 64, and browsers lay out a word of 60,000 for minutes. */
  lineCharacters: 1_024,
  /** JSON of one answer, as text: gzip makes a thousand times less of it. */
  jsonBytes: 512 * MIB,
  /** Body parts of one multipart answer or request, the header of each, and its body in memory. */
  parts: 100_000,
  partHeaderBytes: 64 * KIB,
  partBytes: GIB,
  /** Characters of a multipart boundary (RFC 2046 5.1.1). */
  boundary: 70,
  /** One value by BulkDataURI. */
  bulkBytes: 512 * MIB,
  /** What a deflated dataset (PS3.5 A.5) may become, and how many times its size, where that is more than the free part. */
  inflatedBytes: GIB,
  inflatedTimes: 200,
  inflatedFreeBytes: 64 * MIB,
  /** Of it, what stands before the pixels; and all of it where compressed frames are looked for in it, which no standard has. */
  inflatedHeaderBytes: 64 * MIB,
  inflatedWholeBytes: 256 * MIB,
} as const;

/** What `deflatedBytes` of a deflated dataset may become, in bytes. */
export const inflatedCap = (deflatedBytes: number): number =>
  Math.min(LIMITS.inflatedBytes, Math.max(LIMITS.inflatedFreeBytes, LIMITS.inflatedTimes * deflatedBytes));

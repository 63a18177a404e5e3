/**
 * What an archive may do that makes a client's life hard. Each came from a real archive (Orthanc, dcm4chee, Google, AWS,
 * Azure, static trees, DICOMcloud) or from a network. The first word of a list is no default: an archive without any
 * switch answers by the book.
 */
export const SWITCHES = {
  // QIDO-RS
  /** How no match is answered: 204, `[]`, or 200 without a body. */
  empty: ['204', 'list', 'nothing'],
  /** All rows, whatever was asked. */
  ignoreFilters: ['on'],
  /** All rows, whatever page was asked for. */
  ignoreLimit: ['on'],
  /** More than 10 rows asked for: 400, 413, or 10 rows without a word. */
  limitMax: ['400', '413', 'silent'],
  /** How many there are: nowhere, in a Warning, in X-Total-Count. */
  total: ['none', 'warn299', 'xTotalCount'],
  /** How a list of UIDs is written: with commas, with backslashes, not at all (400). */
  uidList: ['comma', 'backslash', 'none'],
  /** Several modalities: any of them, the last one counts, or no row at all. */
  modalities: ['or', 'last', 'none'],
  /** includefield=all is not understood, or any includefield refused. */
  includefield: ['noAll', 'refused400'],
  /** Keys by keyword (PatientName=) are refused; by tag they are not. */
  keywordsRefused: ['on'],
  /** Fuzzy matching or wildcards are refused (400), or wildcards taken as letters. */
  fuzzy: ['refused400'],
  wildcards: ['refused400', 'literal'],
  /** Every study comes twice; `patients`: under two patients. */
  dupRows: ['same', 'patients'],
  /** Attributes that rows lack. */
  missing: ['StudyUID', 'Modality', 'Counts', 'SeriesNumber'],
  charset: ['latin1Caret', 'noSpecificCharset'],

  // JSON, of rows and of metadata
  pn: ['string', 'object', 'missing'],
  numbers: ['string'],
  /** `[null]` beside values; one value without its list; no VR; NaN and Infinity; a value in place of an element. */
  json: ['nulls', 'single', 'noVr', 'nan', 'bare'],
  bulk: ['absolute', 'relativeSeries', 'relativeStudy', 'otherHost', 'foreign', 'inline', 'array', 'omitted'],
  meta: [
    '404series',
    '500study',
    'slow',
    'hugeGzip',
    'duplicateSOP',
    'wrongStudy',
    'wrongSeries',
    'mixedPatients',
    'otherPatient',
    'empty',
    'html',
  ],

  // WADO-RS
  /** The only resource that brings pixels; the others are refused (406). */
  only: ['frames', 'instances', 'series', 'rendered', 'nothing'],
  /** How answers with pixels are written, or what is in them. */
  frames: [
    'multipart',
    'single',
    'octet',
    'jpegNoTS',
    'wrongTS',
    'lowercaseHeaders',
    'LF',
    'quotedBoundary',
    'noQuotes',
    'preamble',
    'missingFinal',
    'short',
    'long',
    'html200',
    'empty200',
    '206',
    'otherFrame',
    'otherObject',
    'otherPatient',
    'twoParts',
  ],
  /** What an Accept header must be like for frames. */
  accept: ['refuseQuoted', 'refuseUnquoted', 'refuseStar', 'explicitOnly', 'octetOnly', 'anyOnly'],
  rendered: ['none', 'jpegOnly', 'pngOnly', 'otherSize'],
  thumbnail: ['404', 'png'],

  // Around it
  auth: ['401challenge', '403', 'fewer200', '302login'],
  /** What another origin gets to see. Only for archives on an origin of their own. */
  cors: ['full', 'none', 'noExpose', 'noOn4xx'],
  net: ['drop10', 'stall', 'reset', 'slow', 'flap'],
  /** Files below a web server: no query is looked at; all gzipped; 403 where there is nothing. */
  static: ['noQuery', 'gzipAlways', '403for404'],
} as const;

type Table = typeof SWITCHES;
export type SwitchName = keyof Table;
/** The switches of one archive; absent = by the book. */
export type Switches = { readonly [Name in SwitchName]?: Table[Name][number] };

const isName = (name: string): name is SwitchName => Object.hasOwn(SWITCHES, name);

/**
 * Switches from their text, `frames=short+bulk=inline`; `plain` = none. What the table does not know is an error, so that
 * no test passes by a slip of the pen.
 */
export function readSwitches(text: string): Switches {
  const read: Record<string, string> = {};
  for (const word of text === 'plain' ? [] : text.split('+')) {
    const [name = '', value = 'on'] = word.split('=');
    const values: readonly string[] = isName(name) ? SWITCHES[name] : [];
    if (!values.includes(value)) throw new Error(`no such switch: ${word}`);
    read[name] = value;
  }
  return read;
}

/** The id of an archive with these switches, as links carry it. */
export const archiveIdOf = (text: string): string => text.replaceAll(/[^\w]+/g, '_');

/** Every switch alone, as text. */
export const allSwitches = (): string[] =>
  Object.entries(SWITCHES).flatMap(([name, values]) => values.map((value) => `${name}=${value}`));

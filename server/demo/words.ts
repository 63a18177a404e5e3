/** What the demo's own pages say, in one language. */
export interface DemoWords {
  readonly lang: string;
  readonly who: string;
  readonly choose: string;
  readonly note: readonly [before: string, after: string];
  /** What a person may, by the first of their roles. */
  readonly about: Readonly<Record<'radiologist' | 'viewer', string>>;
  readonly back: string;
  readonly leaving: string;
  readonly moment: string;
  readonly signOut: string;
  /** A way that is closed: what happened, and how to go on. */
  readonly stops: Readonly<Record<DemoStop, readonly [heading: string, sentence: string]>>;
}

export type DemoStop = 'tooOld' | 'elsewhere' | 'out' | 'failed';

const ENGLISH: DemoWords = {
  lang: 'en',
  who: 'Sign in',
  choose: 'Choose who you are. This is a demonstration: there is no password.',
  note: ['To sign in with the accounts of your house, start Isocenter with ', '.'],
  about: { radiologist: 'Radiologist: may do everything', viewer: 'Student (may only look)' },
  back: 'Back to Isocenter',
  leaving: 'Signing out',
  moment: 'This takes a moment.',
  signOut: 'Sign out',
  stops: {
    tooOld: [
      'This sign-in page is out of date',
      'It was open too long, or another sign-in has begun since. Nothing is lost. Go back and sign in again.',
    ],
    elsewhere: [
      'The demo sign-in does not work at this address',
      'It works where Isocenter itself listens, and at addresses that --allow-host names. Open Isocenter there, or start it with --issuer.',
    ],
    out: ['You are signed out', 'You can close this page.'],
    failed: [
      'This sign-in cannot go on',
      'It was left open too long, or its address is not whole. Sign in again.',
    ],
  },
};

const GERMAN: DemoWords = {
  lang: 'de',
  who: 'Anmelden',
  choose: 'Wählen Sie, wer Sie sind. Dies ist eine Vorführung: Es gibt kein Passwort.',
  note: ['Für eine Anmeldung mit den Konten Ihres Hauses starten Sie Isocenter mit ', '.'],
  about: { radiologist: 'Radiologie: darf alles', viewer: 'Studium (darf nur ansehen)' },
  back: 'Zurück zu Isocenter',
  leaving: 'Abmeldung läuft',
  moment: 'Das dauert einen Augenblick.',
  signOut: 'Abmelden',
  stops: {
    tooOld: [
      'Diese Anmeldeseite ist veraltet',
      'Sie war zu lange offen, oder seither hat eine andere Anmeldung begonnen. Nichts ist verloren. Gehen Sie zurück und melden Sie sich erneut an.',
    ],
    elsewhere: [
      'Die Anmeldung zur Vorführung geht unter dieser Adresse nicht',
      'Sie geht dort, wo Isocenter selbst lauscht, und unter Adressen, die --allow-host nennt. Öffnen Sie Isocenter dort oder starten Sie es mit --issuer.',
    ],
    out: ['Sie sind abgemeldet', 'Sie können diese Seite schließen.'],
    failed: [
      'Diese Anmeldung kann nicht weitergehen',
      'Sie blieb zu lange offen, oder ihre Adresse ist nicht vollständig. Melden Sie sich erneut an.',
    ],
  },
};

const ALL: readonly DemoWords[] = [ENGLISH, GERMAN];

/** Tags of languages in the order in which they stand: 'de-AT,en;q=0.8' and 'de en' (RFC 9110 12.5.4, OpenID Connect Core 3.1.2.1). */
const tagsOf = (text: string): readonly string[] =>
  text
    .slice(0, 200)
    .split(/[\s,]+/)
    .map((tag) => (tag.split(/[-;]/)[0] ?? '').toLowerCase());

/**
 * The words for a person: of the language that the page speaks, which it sends along (`ui_locales`), else of the browser's
 * (`Accept-Language`), else English.
 */
export function wordsFor(uiLocales: unknown, acceptLanguage: string | undefined): DemoWords {
  const tags = tagsOf(`${typeof uiLocales === 'string' ? uiLocales : ''} ${acceptLanguage ?? ''}`);
  for (const tag of tags) {
    const words = ALL.find(({ lang }) => lang === tag);
    if (words) return words;
  }
  return ENGLISH;
}

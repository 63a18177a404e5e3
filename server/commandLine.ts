const FLAGS = new Set([
  '--inspect',
  '--no-samples',
  '--create-data',
  '--list-files',
  '--help',
  '-h',
  '--demo-login',
  '--audit-required',
  '--hash-addresses',
  '--behind-proxy',
  '--fhircast',
]);
const VALUED = new Set([
  '--data',
  '--archive',
  '--name',
  '--port',
  '--host',
  '--allow-host',
  '--samples',
  '--print-headers',
  '--demo-token-seconds',
  '--demo-friend',
  '--embed-origin',
  '--smart-launch',
  '--smart-scope',
  '--issuer',
  '--client',
  '--resource',
  '--roles-claim',
  '--scope',
  '--house',
  '--idle-minutes',
  '--state',
  '--audit-url',
  '--workitems',
]);

/** Options that may be given several times: their values stand with spaces between. */
const REPEATED = new Set([
  '--allow-host',
  '--archive',
  '--demo-friend',
  '--embed-origin',
  '--smart-launch',
  '--workitems',
]);

/** How many letters must be put in, left out, exchanged or swapped with their neighbour to make one word of another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + Number(!isSame),
          ...(isSwapped ? [(before[j - 2] ?? 0) + 1] : []),
        ),
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** The option that a word was meant to be, as far as its letters tell. */
function nearest(word: string): string | undefined {
  const bare = word.replace(/^[-\u2010-\u2015]+/, '').toLowerCase();
  const [best] = [...FLAGS, ...VALUED]
    .filter((name) => name.startsWith('--'))
    .map((name) => {
      const known = name.slice(2);
      const isBeginning = bare.length >= 3 && (known.startsWith(bare) || bare.startsWith(known));
      return { name, apart: isBeginning ? 0.5 : distance(bare, known), most: Math.max(1, known.length / 3) };
    })
    .filter(({ apart, most }) => apart <= most)
    .sort((a, b) => a.apart - b.apart);
  return best?.name;
}

/** What a word that is no option is answered with; it may hold anything. */
function refuseWord(word: string): string {
  const shown = word.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 60);
  const meant = nearest(word.slice(0, 60));
  return `There is no option ${shown}.${meant === undefined ? '' : ` Was ${meant} meant?`} npm start -- --help lists the options.`;
}

/** Cuts the words of a command line into options and their values; or says which of them is none. */
export function splitArguments(words: readonly string[]): Map<string, string> | string {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const [name = '', inline] = (words[at] ?? '').split(/=(.*)/s, 2);
    if (FLAGS.has(name) && inline === undefined) given.set(name, '');
    else if (VALUED.has(name)) {
      const value = inline ?? words[(at += 1)];
      if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
        return `${name} needs a value. npm start -- --help lists the options.`;
      }
      const before = given.get(name);
      if (before !== undefined && !REPEATED.has(name)) return `${name} was given twice; once is enough.`;
      given.set(name, before === undefined ? value : `${before} ${value}`);
    } else return FLAGS.has(name) ? `${name} has no value.` : refuseWord(name);
  }
  return given;
}

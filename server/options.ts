/** What the command line asks for. */
export interface Options {
  readonly data: string;
  /** DICOMweb root of another archive to stand before, instead of the embedded one. */
  readonly archive: URL | undefined;
  readonly port: number;
  /** Whether the port was named; if not, the next free one is taken. */
  readonly portIsGiven: boolean;
  readonly host: string;
  readonly inspect: boolean;
  readonly samples: boolean;
}

/** What to do: serve, or print something and end. */
export type Command =
  | { readonly run: 'serve'; readonly options: Options }
  | { readonly run: 'help' }
  | { readonly run: 'samples'; readonly action: 'add' | 'remove'; readonly data: string }
  | { readonly run: 'print-headers'; readonly form: 'nginx' | 'static' }
  | { readonly run: 'refuse'; readonly sentence: string };

export const HELP = `Isocenter: a DICOM viewer with its own small archive.

  npm start                                       serve the viewer and the archive in ./data
  npm start -- --data FOLDER                      serve a folder of your own DICOM files
  npm start -- --archive http://host:8042/dicom-web
                                                  stand before any DICOMweb archive instead

  --port N        port, 8080 or the next free one if not given
  --host ADDRESS  address to listen on; default 0.0.0.0, every network of this machine;
                  127.0.0.1 for this machine alone
  --no-samples    put no sample studies into an empty archive
  --inspect       offer window.isocenter to tests
  --help          this text

  npm run samples -- add | remove [--data FOLDER] sample studies: put them in, take them out

There is no sign-in: who reaches the address sees every study.
`;

const FLAGS = new Set(['--inspect', '--no-samples', '--help', '-h']);
const VALUED = new Set(['--data', '--archive', '--port', '--host', '--samples', '--print-headers']);

function splitArguments(words: readonly string[]): Map<string, string> | string {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const [name = '', inline] = (words[at] ?? '').split(/=(.*)/s, 2);
    if (FLAGS.has(name) && inline === undefined) given.set(name, '');
    else if (VALUED.has(name)) {
      const value = inline ?? words[(at += 1)];
      if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
        return `${name} needs a value. npm start -- --help lists the options.`;
      }
      given.set(name, value);
    } else return `There is no option ${name}. npm start -- --help lists the options.`;
  }
  return given;
}

function readArchive(text: string): URL | string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return `--archive needs the address of a DICOMweb root, such as http://localhost:8042/dicom-web; "${text}" is none.`;
  }
  return url;
}

/** Reads the command line; what it does not know is refused by name. */
export function readOptions(words: readonly string[]): Command {
  const given = splitArguments(words);
  if (typeof given === 'string') return { run: 'refuse', sentence: given };
  if (given.has('--help') || given.has('-h')) return { run: 'help' };
  const data = given.get('--data') ?? './data';
  const samples = given.get('--samples');
  if (samples === 'add' || samples === 'remove') return { run: 'samples', action: samples, data };
  if (samples !== undefined) return { run: 'refuse', sentence: '--samples is add or remove.' };
  const form = given.get('--print-headers');
  if (form !== undefined) return { run: 'print-headers', form: form === 'nginx' ? 'nginx' : 'static' };
  const port = Number(given.get('--port') ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    return {
      run: 'refuse',
      sentence: `--port is a number from 0 to 65535; "${given.get('--port') ?? ''}" is none.`,
    };
  }
  const asked = given.get('--archive');
  if (asked !== undefined && given.has('--data')) {
    return {
      run: 'refuse',
      sentence: '--archive and --data exclude each other: studies come from one place.',
    };
  }
  const archive = asked === undefined ? undefined : readArchive(asked);
  if (typeof archive === 'string') return { run: 'refuse', sentence: archive };
  const options = {
    data,
    archive,
    port,
    portIsGiven: given.has('--port'),
    host: given.get('--host') ?? '0.0.0.0',
    inspect: given.has('--inspect'),
    samples: !given.has('--no-samples'),
  };
  return { run: 'serve', options };
}

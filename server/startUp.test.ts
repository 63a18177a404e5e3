import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { probePort, whyNoPort } from './probePort';
import { Progress } from './progress';
import { readOptions } from './options';
import { testArchive } from './testing/archive';

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

test('a port that is taken is refused before anything is read; the next one is taken where none was asked for', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = portOf(other);
  const error = await probePort(port, '127.0.0.1', true).catch((thrown: unknown) => thrown);
  expect(whyNoPort(error, port, '127.0.0.1')).toMatch(`Port ${port} of 127.0.0.1 is taken`);
  await probePort(port, '127.0.0.1', false);
  other.close();
  await once(other, 'close');
  // What was looked at is free again.
  await probePort(port, '127.0.0.1', true);
  await probePort(port, '127.0.0.1', true);
});

test.each([
  ['192.0.2.77', /no address of this machine/],
  ['256.1.1.1', /nobody knows|cannot be looked up/],
  ['no-such-host.invalid', /nobody knows|cannot be looked up/],
])('a host that is none is said with what to do: %s', async (host, sentence) => {
  const error = await probePort(0, host, true).catch((thrown: unknown) => thrown);
  const why = whyNoPort(error, 0, host);
  expect(why).toMatch(sentence);
  expect(why).toContain('0.0.0.0');
});

test.each([
  ['--prot', '--port'],
  ['--sata', '--data'],
  ['-data', '--data'],
  ['\u2014data', '--data'],
  ['--allowhost', '--allow-host'],
  ['--no-sample', '--no-samples'],
  ['--archiv', '--archive'],
  ['--roles', '--roles-claim'],
  ['--demologin', '--demo-login'],
  ['--PORT', '--port'],
  ['--colour', undefined],
  ['folder', undefined],
])('a mistyped option is refused with the one that was meant: %s', (word, meant) => {
  const command = readOptions([word, 'x']);
  const sentence = command.run === 'refuse' ? command.sentence : '';
  expect(sentence).toContain(`There is no option ${word}.`);
  if (meant === undefined) expect(sentence).not.toContain('meant');
  else expect(sentence).toContain(`Was ${meant} meant?`);
});

test('a word that would move the cursor is not printed as it is', () => {
  const command = readOptions(['--da\u001b[2Jta']);
  expect(command).toMatchObject({ run: 'refuse', sentence: expect.not.stringContaining('\u001b') as string });
});

test('progress is a line written over in a terminal, and now and then one in a log', () => {
  let nowMs = 0;
  const written = (isTTY: boolean): string => {
    let text = '';
    nowMs = 0;
    const progress = new Progress({ isTTY, write: (more) => (text += more) }, () => nowMs);
    for (let files = 8; files <= 240; files += 8) {
      nowMs += 1000;
      progress.note(files);
    }
    progress.end();
    return text;
  };
  expect(written(false).split('\n')).toEqual([
    'Reading the data folder: 80 files so far',
    'Reading the data folder: 160 files so far',
    'Reading the data folder: 240 files so far',
    '',
  ]);
  const terminal = written(true);
  expect(terminal).not.toContain('\n');
  expect(terminal.startsWith('\r\u001b[KReading the data folder: 8 files so far')).toBe(true);
  expect(terminal.endsWith('\r\u001b[K')).toBe(true);
});

test('a start leaves nothing behind in the folder', async () => {
  const archive = await testArchive({});
  expect(await readdir(archive.folder)).toEqual([]);
  await archive.close();
});

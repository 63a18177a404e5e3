// What the worst requests cost at 100,000 objects: CPU of the companion with its threads, and memory beyond what is sent.
// npm run bounds [-- --objects N]; needs what `npm run build` and `npm run build:server` make. Linux only (/proc).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { elementBytes, file, makeArchive } from './boundsArchive.mjs';

const MOST_CPU_S = 0.3;
const MOST_MB = 64;
/** Taking in and sending cost too, most where JSON is made or read: what 100 MB take is not what a small request may take. */
const CPU_S_EACH_MB = { file: 0.003, json: 0.05, stored: 0.05 };
/** Between two looks at whether others are still answered. */
const LOOK_MS = 50;
const MB = 2 ** 20;
const asked = process.argv.indexOf('--objects');
const OBJECTS = asked < 0 ? 100_000 : Number(process.argv[asked + 1]);
const ROOT = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'bounds-'));
const started = [];

async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const said = request.url.endsWith('jwks')
      ? { keys: [jwk] }
      : {
          issuer,
          jwks_uri: `${issuer}/jwks`,
          authorization_endpoint: `${issuer}/a`,
          token_endpoint: `${issuer}/t`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        };
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(said));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const token = await new SignJWT({ name: 'Dr Bounds' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setSubject('bounds')
    .setAudience('bounds')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  return { issuer, token, close: () => server.close() };
}

async function startCompanion(data, words) {
  const companion = spawn(process.execPath, [
    join(ROOT, 'build/server/main.js'),
    '--data',
    data,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    ...words,
  ]);
  started.push(companion);
  let said = '';
  companion.stderr.on('data', (chunk) => process.stderr.write(chunk));
  const at = await new Promise((resolve, reject) => {
    companion.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /Isocenter is at (http\S+)/.exec(said)?.[1];
      if (found) resolve(found.replace(/\/$/, ''));
    });
    companion.on('exit', () => reject(new Error(said)));
  });
  return { pid: companion.pid, at, end: () => companion.kill() };
}

const TICK = 100;
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICK;
}
const rssOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function atRest(pid) {
  for (let before = -1, now = cpuOf(pid); now - before > 0.01; now = cpuOf(pid)) {
    before = now;
    await pause(250);
  }
}

/** One request, read to its end or to so many bytes. */
async function measure({ pid, at }, { path, headers = {}, method = 'GET', body, most = Infinity }) {
  await atRest(pid);
  const before = { cpu: cpuOf(pid), rss: rssOf(pid) };
  let peak = before.rss;
  const watch = setInterval(() => (peak = Math.max(peak, rssOf(pid))), 10);
  const gone = new AbortController();
  // Others are answered meanwhile: so long the longest of them waited.
  let [longestMs, isOver] = [0, false];
  const others = (async () => {
    while (!isOver) {
      const begunMs = performance.now();
      await fetch(`${at}/config.json`).then((answered) => answered.arrayBuffer());
      longestMs = Math.max(longestMs, performance.now() - begunMs);
      await pause(LOOK_MS);
    }
  })();
  const ask = () => fetch(at + path, { ...(body && { body }), method, headers, signal: gone.signal });
  // A refused store closes its connection, which may be the one that is taken again.
  const answer = await ask().catch(ask);
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes >= most) break;
  }
  gone.abort();
  isOver = true;
  await others;
  await atRest(pid);
  clearInterval(watch);
  const sentMb = (bytes + (body?.length ?? 0)) / MB;
  const type = answer.headers.get('content-type') ?? '';
  const rate = body !== undefined ? 'stored' : /json/.test(type) ? 'json' : 'file';
  return {
    status: answer.status,
    sentMb,
    longestMs,
    most: MOST_CPU_S + sentMb * CPU_S_EACH_MB[rate],
    cpu: cpuOf(pid) - before.cpu,
    mb: Math.max(0, (peak - before.rss) / MB - sentMb),
  };
}

const S = '1.2.826.0.1.1';
const instance = (study, sop = 1) => `/studies/${study}/series/${study}.1/instances/${study}.1.${sop}`;
const STARS = `${'*a'.repeat(30)}*c`;
const range = (count) => Array.from({ length: count }, (_, index) => index + 1).join(',');
const bomb = file({
  study: '1.2.9',
  series: '1.2.9.1',
  sop: '1.2.9.1.1',
  number: 1,
  patient: 'B',
  rows: 4096,
  syntax: '1.2.840.10008.1.2.1.99',
});
const multipart = (bytes) =>
  Buffer.concat([
    Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
    bytes,
    Buffer.from('\r\n--b--\r\n'),
  ]);
const STOW = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
const deep = Buffer.concat(
  Array.from({ length: 60 }, () => Buffer.from('feff00e0ffffffff0900101053510000ffffffff', 'hex')),
);

const SEARCHES = [
  ['all studies', '/studies'],
  ['thirty stars', `/studies?PatientName=${STARS}&StudyDescription=${STARS}`],
  ['thirty stars, fuzzy', `/studies?PatientName=${STARS}&fuzzymatching=true`],
  ['a modality that is not there', '/studies?Modality=ZZ'],
  ['an object below all studies', '/studies?SOPClassUID=1.9.9'],
  ['all instances', '/instances'],
  ['all instances, the last page', `/instances?offset=${OBJECTS - 10}`],
  ['all instances, sorted by three', '/instances?orderby=-InstanceNumber,PatientName,SOPInstanceUID'],
  ['all instances, sorted', '/instances?orderby=-InstanceNumber'],
  [
    'all instances by many keys',
    `/instances?${['00200012', '00280010', '00280011', '00280100', '00200013', '00080008'].map((tag) => `${tag}=${range(60).replaceAll(',', '%5C')}`).join('&')}`,
  ],
  [
    'a list of 600 UIDs',
    `/instances?SOPInstanceUID=${Array.from({ length: 600 }, (_, at) => `1.2.3.${at}`).join(',')}`,
  ],
  ['everything of every object', '/instances?includefield=all'],
  [
    'a hundred private attributes',
    `/studies?includefield=${Array.from({ length: 100 }, (_, at) => `0009${(0x1000 + at).toString(16)}`).join(',')}`,
  ],
  ['one long series', `/studies/${S}/series/${S}.1/instances`],
];
const READS = [
  ['a frame', `${instance('1.2.826.0.9.1')}/frames/1`],
  ['200 frames', `${instance('1.2.826.0.9.1')}/frames/${range(200)}`],
  ['200 frames, given up', `${instance('1.2.826.0.9.1')}/frames/${range(200)}`, { most: 1 }],
  ['a frame twice', `${instance('1.2.826.0.9.1')}/frames/1,1`],
  ['a frame of a deflated object', `${instance('1.2.826.0.9.2')}/frames/1`],
  ['1,600 small frames', `${instance('1.2.826.0.9.4')}/frames/${range(1600)}`],
  ['1,600 frames of a deflated object', `${instance('1.2.826.0.9.5')}/frames/${range(1600)}`],
  ['a thumbnail', `${instance('1.2.826.0.9.3')}/thumbnail`],
  ['a picture', `${instance('1.2.826.0.9.3')}/rendered`],
  ['a thumbnail of 64 Mpx', `${instance('1.2.826.0.9.6')}/thumbnail`],
  ['a picture of 64 Mpx', `${instance('1.2.826.0.9.6')}/rendered`],
  ['a picture of 64 Mpx of one bit', `${instance('1.2.826.0.9.7')}/rendered`],
  ['a picture of 24 Mpx, deflated', `${instance('1.2.826.0.9.8')}/rendered`],
  ['bulk data', `${instance('1.2.826.0.9.1')}/bulkdata/7FE00010`],
  ['metadata of one object', `${instance('1.2.826.0.9.2')}/metadata`],
  ['metadata of a study of a hundred', '/studies/1.2.826.0.1.2/metadata'],
  ['metadata of a long series', `/studies/${S}/metadata`, { accept: 'application/dicom+json' }],
  ['all objects of a long series, given up', `/studies/${S}`, { most: 1 }],
];
const store = (name, body) => [name, { method: 'POST', path: '/studies', headers: STOW, body }];
const oddFile = (root, more) =>
  multipart(file({ study: root, series: `${root}.1`, sop: `${root}.1.1`, number: 1, patient: 'D', more }));
const STORES = [
  store('a zip bomb', multipart(bomb)),
  store('sequences in sequences', oddFile('1.2.8', [elementBytes(0x5200, 0x9229, 'SQ', deep)])),
  store('a part of what is nearly a delimiter', multipart(Buffer.from('\r\n--bx'.repeat(1_500_000)))),
  store('100,000 empty parts', Buffer.from('--b\r\n\r\n\r\n'.repeat(100_000) + '--b--\r\n')),
  store(
    '300,000 empty elements',
    oddFile('1.2.7', [Buffer.concat(Array.from({ length: 300_000 }, () => elementBytes(9, 0x10, 'LO', '')))]),
  ),
];

let over = 0;
function print(role, name, { status, sentMb, cpu, mb, most, longestMs }) {
  const isOver = cpu > most || mb > MOST_MB;
  if (isOver) over += 1;
  console.log(
    `${role.padEnd(10)} ${name.padEnd(40)} ${String(status).padStart(4)} ${sentMb.toFixed(1).padStart(8)} MB sent ${cpu.toFixed(2).padStart(6)} CPU s ${mb.toFixed(0).padStart(5)} MB ${longestMs.toFixed(0).padStart(5)} ms others waited${isOver ? '  OVER' : ''}`,
  );
}
async function all(role, companion, headers, kinds) {
  for (const kind of kinds)
    for (const [name, asked, more = {}] of kind) {
      const request = typeof asked === 'string' ? { path: asked, ...more } : asked;
      const path = `/dicom-web${request.path}`;
      const own = { Origin: companion.at, accept: request.accept ?? '*/*', ...request.headers, ...headers };
      print(role, name, await measure(companion, { ...request, path, headers: own }));
    }
}

try {
  console.log(`${OBJECTS} objects are made ...`);
  const data = join(folder, 'data');
  makeArchive(data, OBJECTS);
  const open = await startCompanion(data, []);
  await measure(open, { path: '/dicom-web/studies?limit=1' });
  await all('open', open, {}, [SEARCHES, READS, STORES]);
  open.end();
  const issuer = await startIssuer();
  const house = await startCompanion(data, [
    '--issuer',
    issuer.issuer,
    '--client',
    'bounds',
    '--state',
    join(folder, 'state'),
  ]);
  const signedIn = { authorization: `Bearer ${issuer.token}` };
  await measure(house, { path: '/dicom-web/studies?limit=1', headers: signedIn });
  await all('signed in', house, signedIn, [SEARCHES, READS, STORES]);
  const json = { 'Content-Type': 'application/json', Origin: house.at };
  const shared = await fetch(`${house.at}/share/shares`, {
    method: 'POST',
    headers: { ...json, ...signedIn },
    body: JSON.stringify({
      archive: 'main',
      studies: [S],
      rights: ['measure', 'download'],
      until: Date.now() + 3_600_000,
      view: '/view/main/v1.abc',
    }),
  }).then((answer) => answer.json());
  const opened = await fetch(`${house.at}/share/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ id: shared.id, secret: shared.secret, device: 'desktop' }),
  }).then((answer) => answer.json());
  if (opened.token === undefined) throw new Error(`no guest: ${JSON.stringify([shared, opened])}`);
  const guest = { authorization: `Bearer ${opened.token}` };
  await all('guest', house, guest, [
    [
      ['the shared study', `/studies?StudyInstanceUID=${S}`],
      ['its series', `/studies/${S}/series`],
      ['one long series', `/studies/${S}/series/${S}.1/instances`],
      ['thirty stars', `/studies/${S}/series/${S}.1/instances?00080008=${STARS}`],
      ['a frame', `${instance(S, 0)}/frames/1`],
      ['another study', `${instance('1.2.826.0.9.1')}/frames/1`],
      ['a thumbnail', `${instance(S, 0)}/thumbnail`],
      ['metadata of a long series', `/studies/${S}/metadata`, { accept: 'application/dicom+json' }],
      ['all objects of a long series, given up', `/studies/${S}`, { most: 1 }],
    ],
    STORES.map(([name, asked]) => [name, { ...asked, path: `/studies/${S}` }]),
  ]);
  issuer.close();
  const { file, json: each } = CPU_S_EACH_MB;
  const bounds = `${MOST_CPU_S} CPU s (and ${file} for each MB of a file, ${each} of JSON or taken in) and ${MOST_MB} MB beyond what is sent`;
  console.log(over === 0 ? `All within ${bounds}.` : `${over} over ${bounds}.`);
} finally {
  for (const companion of started) companion.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(over === 0 ? 0 : 1);

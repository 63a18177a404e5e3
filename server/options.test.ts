import { expect, test } from 'vitest';
import { archivesField, archivesHere } from './archivesHere';
import { readOptions } from './options';

test('without words: the embedded archive in ./data, port 8080 or the next', () => {
  expect(readOptions([])).toEqual({
    run: 'serve',
    options: {
      data: { path: './data', isNamed: false, create: false },
      archive: undefined,
      id: 'main',
      others: [],
      name: undefined,
      port: 8080,
      portIsGiven: false,
      host: '0.0.0.0',
      allowedHosts: [],
      embedOrigins: [],
      smart: [],
      inspect: false,
      samples: true,
      listsFiles: false,
      signIn: {
        mode: 'open',
        demoTokenSeconds: 300,
        demoFriends: [],
        issuer: '',
        client: '',
        resource: undefined,
        rolesClaim: 'roles',
        needsRoles: false,
        scope: 'openid profile offline_access',
        house: undefined,
        idleMinutes: undefined,
        state: './.isocenter',
        auditUrl: undefined,
        auditRequired: false,
        hasHub: false,
        hashesAddresses: false,
        isBehindProxy: false,
      },
    },
  });
});

test('an issuer needs the name it knows the page by', () => {
  const words = ['--issuer', 'https://login.example.org/realms/house', '--client', 'viewer'];
  const command = readOptions(words);
  expect(command.run === 'serve' && command.options.signIn).toMatchObject({
    mode: 'issuer',
    issuer: 'https://login.example.org/realms/house',
    client: 'viewer',
  });
  expect(readOptions([...words, '--print-headers', 'nginx'])).toEqual({
    run: 'print-headers',
    form: 'nginx',
    origins: ['https://login.example.org'],
    embedders: [],
  });
});

test('the archive has the name that it is given, on one line', () => {
  expect(readOptions(['--name', ' City hospital '])).toMatchObject({ options: { name: 'City hospital' } });
  for (const name of ['  ', 'a\nb', 'x'.repeat(61)])
    expect(readOptions(['--name', name])).toMatchObject({
      run: 'refuse',
      sentence: expect.stringContaining('--name') as string,
    });
});

test('a password in an address that is none is not printed', () => {
  for (const text of ['ftp://user:secret@h/x', 'user:secret@h', 'http:///user:se/cret@']) {
    const command = readOptions(['--archive', text]);
    if (command.run === 'refuse') expect(command.sentence).not.toContain('secret');
  }
});

test('reads values after a space and after =', () => {
  const command = readOptions([
    '--archive=http://h:8042/dicom-web',
    '--port',
    '9000',
    '--inspect',
    '--no-samples',
  ]);
  expect(command).toMatchObject({
    run: 'serve',
    options: { port: 9000, portIsGiven: true, inspect: true, samples: false },
  });
  expect(command.run === 'serve' && command.options.archive?.href).toBe('http://h:8042/dicom-web');
});

test.each([
  [['--colour'], '--colour'],
  [['data'], 'data'],
  [['--port', '70000'], '--port'],
  [['--port'], '--port'],
  [['--data', '--inspect'], '--data'],
  [['--data', 'a', '--data=b'], '--data'],
  [['--archive', 'ftp://h/x'], '--archive'],
  [['--archive', 'http://h/x', '--data', 'd'], '--data'],
  [['--issuer', 'https://h/x'], '--client'],
  [['--issuer', 'h', '--client', 'c'], '--issuer'],
  [['--issuer', 'https://h/x', '--client', 'c', '--demo-login'], '--demo-login'],
  [['--demo-login', '--demo-token-seconds', '0'], '--demo-token-seconds'],
  [['--roles-claim', 'groups'], '--roles-claim'],
  [['--issuer', 'https://h/x', '--client', 'c', '--scope', 'profile'], '--scope'],
  [['--demo-login', '--idle-minutes', 'soon'], '--idle-minutes'],
  [['--audit-url', 'https://h/x'], '--audit-url'],
  [['--fhircast'], '--fhircast'],
  [['--workitems', 'main'], '--workitems'],
  [['--archive', 'ct=http://h/x', '--workitems', 'mr'], '--workitems'],
])('refuses %j by name', (words, name) => {
  const command = readOptions(words);
  expect(command.run === 'refuse' ? command.sentence : command.run).toContain(name);
});

const DATA = '/dicom-web';
test.each([
  [[`--archive=http://a${DATA}`], { id: 'main', archive: `http://a${DATA}`, others: [] }],
  [[`--archive=ct=http://a${DATA}`], { id: 'ct', archive: `http://a${DATA}`, others: [] }],
  [
    [`--archive=ct=http://a${DATA}`, `--archive=m-r_2=http://u:p@b:8042/rs`],
    { id: 'ct', archive: `http://a${DATA}`, others: [['m-r_2', 'http://u:p@b:8042/rs']] },
  ],
  [
    [`--archive=http://a${DATA}`, `--archive=mr=http://b/rs`],
    { id: 'main', archive: `http://a${DATA}`, others: [['mr', 'http://b/rs']] },
  ],
  [
    ['--data=x', `--archive=mr=http://b/rs`],
    { id: 'main', archive: undefined, others: [['mr', 'http://b/rs']] },
  ],
] as const)('%j names archives', (words, { id, archive, others }) => {
  const command = readOptions(words);
  if (command.run !== 'serve') throw new Error(JSON.stringify(command));
  const { options } = command;
  expect([options.id, options.archive?.href, options.others.map((one) => [one.id, one.url.href])]).toEqual([
    id,
    archive,
    others,
  ]);
});

test.each([
  [['--archive=http://a/x', '--archive=http://b/x'], 'a name each'],
  [['--archive=ct=http://a/x', '--archive=ct=http://b/x'], 'called ct'],
  [['--archive=ct=http://a/x', '--archive=CT=http://b/x'], 'called ct'],
  [['--archive=http://a/x', '--archive=main=http://b/x'], 'without a name'],
  [['--data=y', '--archive=main=http://b/x'], 'that of --data'],
  [['--data=y', '--archive=http://b/x'], 'has a name'],
  [['--archive=ct=http://a/x', '--archive=mr=http://a/x/'], 'same address'],
  [['--archive=ct=http://u:secret@a/x', '--archive=mr=http://a/x'], 'same address'],
  [['--archive=ct='], 'DICOMweb root'],
  [['--archive==http://a/x'], 'needs a name'],
  [['--archive=c.t=http://a/x'], 'needs a name'],
  [['--archive=-ct=http://a/x'], 'needs a name'],
  [[`--archive=${'c'.repeat(33)}=http://a/x`], 'needs a name'],
  [['--archive=k\u00e9y=http://a/x'], 'needs a name'],
  [['--archive=ct=ftp://u:secret@a/x'], 'DICOMweb root'],
  [['--archive=ct=u:secret@a'], 'DICOMweb root'],
  [['--archive=http://a/x?y=1'], 'no part of a root'],
  [['--archive=ct=http://a/x#y'], 'no part of a root'],
])('%j cannot be meant', (words, why) => {
  const command = readOptions(words);
  if (command.run !== 'refuse') throw new Error('it is served');
  expect(command.sentence).toContain(why);
  expect(command.sentence).not.toContain('secret');
});

test('sites that may show the page in a frame are exact origins; any other is named', () => {
  const ehr = 'https://ehr.example.org';
  const words = ['--embed-origin', ehr, '--embed-origin', 'http://localhost:9000', '--embed-origin', ehr];
  const embedOrigins = [ehr, 'http://localhost:9000'];
  expect(readOptions(words)).toMatchObject({ run: 'serve', options: { embedOrigins } });
  expect(readOptions([...words, '--print-headers', 'static'])).toMatchObject({ embedders: embedOrigins });
  for (const stray of [`${ehr}/`, 'https://*.example.org', 'http://ehr.example.org', 'ehr.example.org', '*'])
    expect(readOptions(['--embed-origin', stray])).toMatchObject({
      run: 'refuse',
      sentence: expect.stringContaining(`"${stray}" is none`),
    });
});

test('of archives with workitems config.json says so', () => {
  const words = ['--archive', 'ct=http://a/rs', '--archive', 'mr=http://b/rs', '--workitems', 'mr'];
  const command = readOptions(words);
  if (command.run !== 'serve') throw new Error('refused');
  expect(archivesField(archivesHere(command.options)).archives).toEqual([
    { id: 'ct', root: '/dicom-web' },
    { id: 'mr', root: '/archives/mr', ups: true },
  ]);
});

test('EHRs that may open studies are named one by one, with what they are asked for', () => {
  const ehr = 'https://ehr.example.org/fhir';
  const words = [
    '--smart-launch',
    `${ehr},iso,main,https://login.example.org`,
    '--smart-launch',
    'http://localhost:9/r4,b',
  ];
  const scope = 'launch openid fhirUser patient/ImagingStudy.rs patient/Patient.r';
  const smart = [
    { iss: ehr, clientId: 'iso', scope, archive: 'main', origins: ['https://login.example.org'] },
    { iss: 'http://localhost:9/r4', clientId: 'b', scope, origins: [] },
  ];
  expect(readOptions(words)).toMatchObject({ run: 'serve', options: { smart } });
  expect(readOptions([...words, '--print-headers', 'nginx'])).toMatchObject({
    origins: ['https://ehr.example.org', 'https://login.example.org', 'http://localhost:9'],
  });
  expect(readOptions([...words, '--smart-scope', 'launch openid x'])).toMatchObject({
    options: { smart: [{ scope: 'launch openid x' }, { scope: 'launch openid x' }] },
  });
});

test.each([
  [['--smart-launch', 'http://ehr.example.org/fhir,iso']],
  [['--smart-launch', 'https://a:b@ehr.example.org/fhir,iso']],
  [['--smart-launch', 'https://ehr.example.org/fhir?x=1,iso']],
  [['--smart-launch', 'https://ehr.example.org/fhir']],
  [['--smart-launch', 'https://*.example.org/fhir,iso']],
  [['--smart-launch', 'https://ehr.example.org/fhir,iso,elsewhere']],
  [['--smart-launch', 'https://ehr.example.org/fhir,iso,https://*.example.org']],
  [['--smart-launch', 'https://e.example,a', '--smart-launch', 'https://e.example,b']],
  [['--smart-launch', 'https://e.example,a', '--smart-scope', 'openid']],
  [['--smart-scope', 'launch openid']],
])('%j is refused in words', (words) => {
  expect(readOptions(words)).toMatchObject({ run: 'refuse', sentence: expect.stringContaining('--smart-') });
  expect(JSON.stringify(readOptions(words))).not.toContain('a:b');
});

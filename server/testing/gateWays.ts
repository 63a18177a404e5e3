import { GATE, gateReport } from './gateStudies';
import { A, OBJECT, S, SERIES, STOW, stow, type Add, type GateTokens } from './gateWire';

const { other } = GATE;

/**
 * Requests that two readers take for two: the Host as a part of the address, names of other machines, what other sites'
 * pages make a browser send, and spellings of the archive's own path. Some come without any token: they asked for a page.
 */
export const refusedWays =
  ({ whole, measure, person }: GateTokens) =>
  (add: Add): void => {
    // A host whose punycode name is as long as the header: a URL of both is the archive's.
    const hidden = `/dicom-web/studies?`;
    for (const [name, host] of Object.entries({
      'three letters': `\u00e9.\u00e9.\u00e9a${hidden}`,
      'the archive behind the host': `127.0.0.1${hidden}`,
      'a study behind the host': `127.0.0.1/dicom-web/studies/${other.study}/series?`,
      'a fragment behind the host': `127.0.0.1/dicom-web/studies#`,
      'a user before the host': 'x@127.0.0.1',
      'a backslash behind the host': '127.0.0.1\\dicom-web\\studies?',
      'a tab in the host': '127.0.0.1\tx',
      'a space in the host': '127.0.0.1 x',
      'a comma in the host': '127.0.0.1,evil.example',
      'an escape in the host': '127.0.0.1%2fdicom-web%2fstudies%3f',
      'a port that is none': '127.0.0.1:80/dicom-web/studies?',
      'an empty host': '',
      'another site': 'evil.example',
      'another site with the port': 'evil.example:8080',
      'a name below localhost of another site': 'localhost.evil.example',
      'an address spelt otherwise': '2130706433',
      'an address in short': '127.1',
      'an address of another machine': '203.0.113.5',
    })) {
      for (const [who, token] of [
        ['nobody', undefined],
        ['a guest', whole],
      ] as const) {
        add(`host: ${name}, a page, ${who}`, '/index.html', token, { isWhole: true, host });
        add(`host: ${name}, the archive, ${who}`, `/studies/${A}/series`, token, { host });
      }
      add(`host: ${name}, a person`, '/index.html', person, { isWhole: true, host });
    }
    add('host: two, a page', '/index.html', undefined, { isWhole: true, headers: ['Host: evil.example'] });
    add('host: none', `/studies/${A}/series`, whole, { host: null });
    add('host: none, an old version', '/index.html', undefined, {
      isWhole: true,
      host: null,
      version: '1.0',
    });

    // Spellings of the archive's own path, without a token and with one.
    for (const path of [
      '/dicom-web/studies.json',
      '/dicom-web/studies~/x',
      '/dicom-web/studies-export/all',
      '/dicom-webx/studies',
      '/dicom-web.json',
      '/dicom-web;/studies',
      '/DICOM-WEB/studies',
      '/Dicom-Web/studies',
      '/dicom%2dweb/studies',
      '/%64%69com-web/studies',
      '/dicom-web%2fstudies',
      '/dicom-web%00/studies',
      '/./dicom-web/studies',
      '//dicom-web/studies',
      '/\\dicom-web\\studies',
      '/assets/../dicom-web/studies',
      '/share/../dicom-web/studies',
      '/share/..%2fdicom-web/studies',
      'http://127.0.0.1/dicom-web/studies',
      'https://127.0.0.1/dicom-web/studies',
      'HTTP://127.0.0.1/dicom-web/studies',
      'http:/dicom-web/studies',
      'dicom-web/studies',
      '/dicom-web',
      '/dicom-web/',
    ])
      for (const token of [undefined, whole])
        add(`spelling: ${path}${token ? ', a guest' : ''}`, path, token, { isWhole: true, accept: '*/*' });
    add('spelling: routes that archives have beside, a person', '/tools/find', person);
    add('spelling: a key twice, a person', '/studies?limit=1&limit=2', person);
    add('spelling: one frame twice, a person', `${OBJECT}/frames/1,1`, person, { accept: '*/*' });

    // What other sites' pages make a browser send.
    for (const site of ['cross-site', 'same-site', 'x'])
      add(`site: ${site}`, `/studies/${A}/series`, whole, { headers: [`Sec-Fetch-Site: ${site}`] });
    add('site: by its origin', `/studies/${A}/series`, whole, { headers: ['Origin: https://evil.example'] });
    add('site: by an origin that is none', `/studies/${A}/series`, whole, { headers: ['Origin: null'] });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'])
      add(`site: a form as ${type}`, `/studies/${A}`, measure, {
        method: 'POST',
        headers: [`Content-Type: ${type}`],
        body: stow(gateReport({ study: A, series: '2.25.805', sop: '2.25.805.1' })),
      });
    add('site: a store from elsewhere', `/studies/${A}`, measure, {
      method: 'POST',
      headers: [...STOW, 'Sec-Fetch-Site: cross-site', 'Origin: https://evil.example'],
      body: stow(gateReport({ study: A, series: '2.25.805', sop: '2.25.805.1' })),
    });
    for (const dest of ['script', 'worker', 'serviceworker', 'iframe', 'style', 'object', 'embed'])
      add(`site: the archive as ${dest}`, `${SERIES}/metadata`, whole, {
        headers: [`Sec-Fetch-Dest: ${dest}`],
      });
    add('site: a service worker', `/studies/${A}/series/${S}/metadata`, whole, {
      headers: ['Service-Worker: script', 'Sec-Fetch-Dest: serviceworker', 'Sec-Fetch-Site: same-origin'],
    });
  };

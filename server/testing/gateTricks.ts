import { forgeries } from './gateForged';
import { GATE, gateReport } from './gateStudies';
import { guestUid } from './gateTokens';
import { sequence, type Attributes } from './writeDicom';
import { A, FRAMES, FILES, O, OBJECT, S, SERIES, STOW, stow, type Add, type GateTokens } from './gateWire';

const { sibling, other } = GATE;

/** Methods, files, headers, stores, and tokens that are none. */
export const refusedTricks =
  (tokens: GateTokens) =>
  (add: Add): void => {
    const { whole, part, measure, measurePart } = tokens;
    // Methods.
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'SEARCH', 'COPY'])
      add(`method: ${method}`, `/studies/${A}`, measure, { method });
    add('method: TRACE', `/studies/${A}`, measure, { method: 'TRACE' });
    add('method: CONNECT', 'archive:80', measure, { method: 'CONNECT', isWhole: true });
    add('method: in small letters', `/studies/${A}/series`, whole, { method: 'get' });
    add('method: override to delete', `/studies/${A}/series`, whole, {
      headers: ['X-HTTP-Method-Override: DELETE'],
    });
    add('method: override by another name', `/studies/${A}/series`, whole, {
      headers: ['X-Method-Override: PUT'],
    });
    add('method: POST to search', `/studies/${A}/series`, measure, { method: 'POST', body: 'limit=1' });
    add('method: POST without the right', `/studies/${A}`, whole, {
      method: 'POST',
      headers: STOW,
      body: stow(gateReport({ study: A, series: '2.25.9', sop: '2.25.9.1' })),
    });
    add('method: DELETE of an object', OBJECT, measure, { method: 'DELETE' });

    // Files without the right to have them.
    for (const accept of [
      FILES,
      'application/dicom',
      'application/zip',
      '*/*',
      '',
      `${FRAMES}, ${FILES}`,
      'multipart/related; type="application/dicom"; x="application/octet-stream"',
      'multipart/related; type="application/octet-stream"; type="application/dicom"',
      'image/png, application/dicom;q=0.1',
    ])
      add(`file: ${accept}`, OBJECT, part, { accept });
    add('file: a series', SERIES, part, { accept: FILES });
    add('file: the study', `/studies/${A}`, whole, { accept: FILES });
    add('file: the study, with the right to one series', `/studies/${A}`, tokens.files, { accept: FILES });

    // Headers that make another request of it.
    for (const header of [
      'X-Original-URL: /dicom-web/instances',
      'X-Rewrite-URL: /instances',
      'Content-Range: bytes 0-1/2',
      'Trailer: Authorization',
      'Content-Length: 4',
      `Authorization: Bearer ${tokens.measure}`,
    ])
      add(`headers: ${header.slice(0, 30)}`, `/studies/${A}/series`, whole, {
        headers: [header],
        ...(/Length/.test(header) ? { body: 'abcd' } : {}),
      });
    add('headers: Upgrade', `/studies/${A}/series`, whole, {
      headers: ['Connection: Upgrade, close', 'Upgrade: h2c'],
    });
    add('headers: Upgrade to a WebSocket', `/studies/${A}/series`, whole, {
      headers: [
        'Connection: Upgrade, close',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ],
    });
    const smuggled = `GET /dicom-web/studies/${other.study}/series HTTP/1.1\r\nHost: x\r\n\r\n`;
    add('smuggling: length and chunks', `/studies/${A}`, measure, {
      method: 'POST',
      headers: [...STOW, `Content-Length: ${smuggled.length + 5}`, 'Transfer-Encoding: chunked'],
      body: `0\r\n\r\n${smuggled}`,
    });
    add('smuggling: two lengths', `/studies/${A}/series`, whole, {
      headers: ['Content-Length: 0', `Content-Length: ${smuggled.length}`],
      body: smuggled,
    });
    add('smuggling: chunks with a GET', `/studies/${A}/series`, whole, {
      headers: ['Transfer-Encoding: chunked'],
      body: `0\r\n\r\n`,
    });
    add('smuggling: a coding before chunks', `/studies/${A}`, measure, {
      method: 'POST',
      headers: [...STOW, 'Transfer-Encoding: gzip, chunked'],
      body: `0\r\n\r\n`,
    });
    add('smuggling: a coding spelt otherwise', `/studies/${A}`, measure, {
      method: 'POST',
      headers: [...STOW, 'Transfer-Encoding: xchunked'],
      body: `0\r\n\r\n`,
    });
    add('smuggling: a folded header', `/studies/${A}/series`, whole, {
      headers: ['X-A: 1', ' Transfer-Encoding: chunked'],
    });
    add('smuggling: a space before the colon', `/studies/${A}/series`, whole, {
      headers: ['Content-Length : 4'],
      body: 'abcd',
    });
    add('smuggling: a bare line feed in a header', `/studies/${A}/series`, whole, {
      headers: ['X-A: 1\nTransfer-Encoding: chunked'],
      body: '0\r\n\r\n',
    });
    add('smuggling: two hosts', `/studies/${A}/series`, whole, { headers: ['Host: archive'] });
    add('version 1.0', `/studies/${A}/series`, whole, { version: '1.0' });
    add('version 0.9', `/studies/${A}/series`, whole, { version: '0.9' });
    add('version 3.0', `/studies/${A}/series`, whole, { version: '3.0' });
    add('headers: huge', `/studies/${A}/series`, whole, { headers: [`X-A: ${'a'.repeat(70_000)}`] });
    add('headers: an Accept that is none', `/studies/${A}/series`, whole, {
      accept: `text/html;q=${'1'.repeat(600)}`,
    });

    // What is stored.
    const store = (name: string, target: string, token: string, object: Buffer, headers = STOW) =>
      add(`store: ${name}`, target, token, { method: 'POST', headers, body: stow(object) });
    const fresh = { series: guestUid(measure, '801'), sop: guestUid(measure, '811') };
    store(
      'into another study',
      `/studies/${other.study}`,
      measure,
      gateReport({ study: other.study, ...fresh }),
    );
    store(
      'of another study, addressed to the shared one',
      `/studies/${A}`,
      measure,
      gateReport({ study: other.study, ...fresh }),
    );
    store('without a study in the address', '/studies', measure, gateReport({ study: A, ...fresh }));
    store(
      'an image',
      `/studies/${A}`,
      measure,
      gateReport({ study: A, ...fresh }, { sopClass: '1.2.840.10008.5.1.4.1.1.2' }),
    );
    store(
      'of another patient',
      `/studies/${A}`,
      measure,
      gateReport({ study: A, ...fresh }, { patient: 'P2' }),
    );
    store(
      'over an image that is there',
      `/studies/${A}`,
      measure,
      gateReport({ study: A, series: S, sop: O }),
    );
    store(
      'into a series that is not shared',
      `/studies/${A}`,
      measurePart,
      gateReport({ study: A, series: sibling.series, sop: guestUid(measurePart, '821') }),
    );
    const odd = (name: string, like: Parameters<typeof gateReport>[1], uids = fresh) =>
      store(name, `/studies/${A}`, measure, gateReport({ study: A, ...uids }, like));
    odd('a report with pixels', { withPixels: true });
    odd('a report of a kind that the page does not write', { sopClass: '1.2.840.10008.5.1.4.1.1.88.67' });
    odd('a segmentation', { sopClass: '1.2.840.10008.5.1.4.1.1.66.4' });
    odd('of two patients', { patient: 'P1\\P2' });
    // One patient to a reader of the standard, another one to archives.
    odd('of the patient behind a blank', { patient: ' P1' });
    odd('of the patient before a tab', { patient: 'P1\t' });
    // Whoever stores it may read another value than was judged: two values, something before it, a second one.
    for (const [tag, value] of [
      ['00080018', fresh.sop],
      ['0020000D', A],
      ['0020000E', fresh.series],
      ['00080016', '1.2.840.10008.5.1.4.1.1.88.34'],
    ] as const)
      for (const spelt of [`${value}\\${other.sop}`, ` ${value}`, `${value}  `, `\0${value}`, `${value}\\`])
        odd(`under (${tag}) ${JSON.stringify(spelt)}`, { more: { [tag]: ['UI', spelt] } });
    const twice = gateReport({ study: A, ...fresh }, { more: { '00080019': ['UI', other.sop] } });
    twice[twice.indexOf(Buffer.from([0x08, 0x00, 0x19, 0x00])) + 2] = 0x18;
    store('under two SOP Instance UIDs', `/studies/${A}`, measure, twice);
    odd('of a patient with two names', { more: { '00100010': ['PN', 'Shared^Patient\\Other^Patient'] } });
    odd('under another name', { more: { '00100010': ['PN', 'Other^Patient'] } });
    odd('without the birth date of the patient', { more: { '00100030': ['DA', ''] } });
    odd('with another birth date', { more: { '00100030': ['DA', '19000101'] } });
    odd('into a series of the study', {}, { ...fresh, series: S });
    odd('under a UID that a modality could have', {}, { ...fresh, sop: '1.2.3.4.5' });
    // The same answer whether there is such an object elsewhere or not.
    odd('under the UID of an object of another study', {}, { ...fresh, sop: other.sop });
    odd('under a UID that nobody has', {}, { ...fresh, sop: `${other.sop}9` });
    odd('under a random UID', {}, { ...fresh, sop: '2.25.163412341234123412341234123412341234' });
    odd('under a UID of another share', {}, { ...fresh, sop: guestUid(measurePart, '811') });
    odd('in a series of another share', {}, { ...fresh, series: guestUid(measurePart, '801') });
    odd('under the prefix alone', {}, { ...fresh, sop: guestUid(measure, '') });
    odd('under a name below the prefix that is no number', {}, { ...fresh, sop: guestUid(measure, '1.2') });
    odd('under a UID of 65 characters', {}, { ...fresh, sop: guestUid(measure, '1').padEnd(65, '1') });
    const nested = (...path: readonly (readonly [string, string, string | Buffer])[]): Attributes =>
      path.reduceRight<Attributes>(
        (inner, [tag, vr, value]) => ({
          [tag]: [vr, vr === 'SQ' ? sequence(inner) : value] as const,
        }),
        {},
      );
    const hidden: readonly (readonly [string, Attributes])[] = [
      ['an icon', nested(['00880200', 'SQ', ''], ['7FE00010', 'OW', Buffer.alloc(8)])],
      ['an icon without pixels', nested(['00880200', 'SQ', ''], ['00280010', 'US', Buffer.alloc(2)])],
      [
        'pixels in an item of its content',
        nested(['0040A730', 'SQ', ''], ['7FE00010', 'OW', Buffer.alloc(8)]),
      ],
      [
        'an overlay two items deep',
        nested(['0040A730', 'SQ', ''], ['0040A730', 'SQ', ''], ['60003000', 'OW', Buffer.alloc(8)]),
      ],
      [
        'a waveform in an item',
        nested(['0040A730', 'SQ', ''], ['54000100', 'SQ', ''], ['00080060', 'CS', 'ECG']),
      ],
      ['a document in an item', nested(['0040A730', 'SQ', ''], ['00420011', 'OB', Buffer.alloc(8)])],
      [
        'bytes nobody can read in an item',
        nested(['0040A730', 'SQ', ''], ['00081155', 'UN', Buffer.alloc(8)]),
      ],
      ['private bytes', nested(['00091010', 'OB', Buffer.alloc(8)])],
      ['a private text in an item', nested(['0040A730', 'SQ', ''], ['00091010', 'LT', 'x'])],
    ];
    for (const [at, [name, more]] of hidden.entries())
      odd(`with ${name}`, { more }, { ...fresh, sop: guestUid(measure, `83${at}`) });
    store('what is no object', `/studies/${A}`, measure, Buffer.from('no object'));
    store('with a query', `/studies/${A}?x=1`, measure, gateReport({ study: A, ...fresh }));
    store('as something else', `/studies/${A}`, measure, gateReport({ study: A, ...fresh }), [
      'Content-Type: application/json',
    ]);

    // Who is nobody.
    add('no token', `/studies/${A}/series`, undefined);
    add('an expired token', `/studies/${A}/series`, tokens.expired);
    add('a token of a revoked share', `/studies/${A}/series`, tokens.revoked);
    add('a token of another companion', `/studies/${A}/series`, tokens.foreign);
    add('a token in the query', `/studies/${A}/series?access_token=${whole}`, undefined);
    add('a token as a cookie', `/studies/${A}/series`, undefined, { headers: [`Cookie: token=${whole}`] });
    add('a token by another scheme', `/studies/${A}/series`, undefined, {
      headers: [`Authorization: Basic ${whole}`],
    });
    for (const [name, token] of Object.entries(forgeries(tokens)))
      add(`a forged token: ${name}`, `/studies/${A}/series`, token);

    // What only somebody with an account may.
    for (const [method, path] of [
      ['GET', '/share/shares'],
      ['DELETE', '/share/shares'],
    ] as const)
      add(`share: ${method} as a guest`, path, whole, { method, isWhole: true });
    add('share: made by a guest', '/share/shares', measure, {
      method: 'POST',
      isWhole: true,
      headers: ['Content-Type: application/json'],
      body: '{}',
    });

    // People too are bound by the form of a request.
    add('a person: DELETE', `/studies/${A}`, tokens.person, { method: 'DELETE' });
    add('a person: dots up', `/studies/${A}/../../instances`, tokens.person);
    add('a person: override', `/studies/${A}/series`, tokens.person, {
      headers: ['X-HTTP-Method-Override: DELETE'],
    });
  };

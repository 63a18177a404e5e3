import { expect, test } from 'vitest';
import { stowBody } from '../testing/archive';
import { gateReport } from '../testing/gateStudies';
import { readGuestObjects } from './guestObjects';

const PREFIX = '2.25.77.';
const STUDY = '2.25.7001';
const OTHER = '2.25.70019.1.1';
const uids = { study: STUDY, series: `${PREFIX}1`, sop: `${PREFIX}2` };
const REPORT = '1.2.840.10008.5.1.4.1.1.88.34';
const read = (object: Buffer) => {
  const { headers, body } = stowBody([object]);
  return readGuestObjects(body, headers['Content-Type'] ?? '', STUDY, PREFIX);
};

test('a report as the page writes it is taken', async () => {
  expect(await read(gateReport(uids))).toMatchObject({ objects: [uids] });
});

// Two values, something before it, more padding than PS3.5 9.1 has: an archive may read another name than was judged.
test.each([
  ['00080018', uids.sop],
  ['0020000D', STUDY],
  ['0020000E', uids.series],
  ['00080016', REPORT],
])('a UID is one value as it was sent: (%s)', async (tag, value) => {
  for (const spelt of [`${value}\\${OTHER}`, `${value}\\`, ` ${value}`, `${value}  `, `\0${value}`])
    expect(await read(gateReport(uids, { more: { [tag]: ['UI', spelt] } })), spelt).toMatch(/instance|study/);
});

test('nothing stands there twice, and a patient has one name', async () => {
  const twice = gateReport(uids, { more: { '00080019': ['UI', OTHER] } });
  twice[twice.indexOf(Buffer.from([0x08, 0x00, 0x19, 0x00])) + 2] = 0x18;
  expect(await read(twice)).toBe('instance');
  const more = { '00100010': ['PN', 'Shared^Patient\\Other^Patient'] } as const;
  expect(await read(gateReport(uids, { more }))).toBe('study');
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuditNote } from './audit';
import { auditEvent } from './auditEvent';
import { PacedAudit } from './paced';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const REFUSED: AuditNote = { action: 'refuse', agent: { is: 'guest', share: 's' }, reason: 'route' };

test('a flood of refusals is its first ones and a count; the first of another kind is on record at once', () => {
  const notes: AuditNote[] = [];
  let address = '10.0.0.1';
  const audit = new PacedAudit({ note: (note) => void notes.push(note) }, () => address);
  for (let turn = 0; turn < 20_000; turn += 1) audit.note(REFUSED);
  expect(notes).toEqual(Array(300).fill(REFUSED));
  address = '10.0.0.2';
  audit.note(REFUSED);
  audit.note({ ...REFUSED, reason: 'series' });
  audit.note({ action: 'open', agent: { is: 'guest', share: 's' } });
  expect(notes.slice(300).map(({ reason }) => reason)).toEqual(['route', 'series', undefined]);
  vi.advanceTimersByTime(60_000);
  expect(notes.slice(303)).toEqual([{ ...REFUSED, address: '10.0.0.1', more: 19_700 }]);
  const { outcome, outcomeDesc } = auditEvent(notes.at(-1) ?? REFUSED, 0);
  expect([outcome, outcomeDesc]).toEqual([
    '8',
    'route: and 19,700 more in the last minute from the same address',
  ]);
});

test('from ever new addresses too: the events are bounded, and none is left out of the counts', () => {
  const notes: AuditNote[] = [];
  let turn = 0;
  const audit = new PacedAudit({ note: (note) => void notes.push(note) }, () => `a${turn}`);
  for (; turn < 20_000; turn += 1) audit.note(REFUSED);
  audit.flush();
  expect(notes).toHaveLength(5_001);
  expect(notes.at(-1)).toMatchObject({ reason: 'route', more: 15_000 });
  expect(auditEvent(notes.at(-1) ?? REFUSED, 0).outcomeDesc).toMatch(/ more in the last minute$/);
});

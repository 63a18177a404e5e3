import type { Credentials } from '@/archive/contract/credentials';
import type { StudyUid } from '@/dicom/dataset/uid';

/** For the record: the companion does not see what leaves the page as a file. */
export function noteExport(audit: string, credentials: Credentials, studies: readonly StudyUid[]): void {
  const token = credentials.token();
  if (token === undefined) return;
  fetch(`${audit}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ events: [{ action: 'export', studies }] }),
    credentials: 'omit',
    redirect: 'error',
    keepalive: true,
  }).catch(() => undefined); // The record is the companion's; nobody waits for it.
}

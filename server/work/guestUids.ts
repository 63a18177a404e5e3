import { createHash } from 'node:crypto';

/**
 * Below this are all UIDs that guests of a share may give: 2.25 (PS3.5 B.2) and a number made of the share's id. What a modality
 * or another share made lies elsewhere, so a guest can neither take its UID first nor learn by trying whether it is there.
 */
export function guestPrefix(share: string): string {
  const digest = createHash('sha256').update(`UIDs of guests of ${share}`).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}.`;
}

/** Whether a UID is a share's to give: a number behind its prefix, 64 characters at most (PS3.5 9.1). */
export const isUidBelow = (prefix: string, uid: string): boolean =>
  uid.startsWith(prefix) && uid.length <= 64 && /^[1-9]\d*$/.test(uid.slice(prefix.length));

import type { ShareEnd } from '@/protocol/scope';
import { RequestPace } from '../http/pace';
import { hashSecret, isPasscode, isSameHash, keepPasscode, newLink, newPasscode } from './secrets';
import { endForNewcomers, endOf, triesLeft, type KnownShare, type Share } from './share';
import type { ShareFile } from './shareFile';
import type { ShareTokens } from './tokens';

/** What a link is good for now. */
export type LookedAtShare =
  | { readonly is: 'open'; readonly share: KnownShare }
  | { readonly is: 'unknown' }
  | { readonly is: 'ended'; readonly reason: ShareEnd; readonly share: KnownShare };

/** What came of opening a link. */
export type RedeemedShare =
  | {
      readonly is: 'opened';
      readonly share: KnownShare;
      readonly session: string;
      readonly token: string;
      readonly expiresInS: number;
      readonly isRenewal: boolean;
    }
  | {
      readonly is: 'passcode';
      readonly share: KnownShare;
      readonly triesLeft: number;
      /** Absent: none was given, which costs no try. */
      readonly wasWrong: boolean;
    }
  /** It was opened too often just now. */
  | { readonly is: 'busy'; readonly share: KnownShare }
  | Exclude<LookedAtShare, { is: 'open' }>;

/** Openings of one share, each of which is kept for as long as the share is: a lecture hall at once, then six a minute. */
export const OPENINGS = { perS: 0.1, burst: 300 } as const;

export interface OpeningRequest {
  readonly id: string;
  readonly secret: string;
  readonly passcode?: string | undefined;
  readonly device: string;
  readonly session?: string | undefined;
}

/** Compared where there is no share, so that it takes as long. */
const NONE = hashSecret('');

/** Opens shares for those who bring their secret. What companions decide at once, the order of lines in the file settles. */
export class Redeemer {
  private readonly shares: ShareFile;
  private readonly tokens: ShareTokens;
  private readonly now: () => number;
  private readonly pace: RequestPace;

  constructor(shares: ShareFile, tokens: ShareTokens, now: () => number = Date.now) {
    this.shares = shares;
    this.tokens = tokens;
    this.now = now;
    this.pace = new RequestPace(now, OPENINGS);
  }

  /** What a link opens; uses nothing up. */
  look(id: string, secret: string): LookedAtShare {
    const share = this.find(id, secret);
    if (share === undefined) return { is: 'unknown' };
    const reason = endForNewcomers(share, this.now());
    return reason === undefined ? { is: 'open', share } : { is: 'ended', reason, share };
  }

  async redeem({ id, secret, passcode, device, session }: OpeningRequest): Promise<RedeemedShare> {
    const share = this.find(id, secret);
    if (share === undefined) return { is: 'unknown' };
    const end = endOf(share, this.now());
    if (end !== undefined) return { is: 'ended', reason: end, share };
    const held = session === undefined ? undefined : hashSecret(session);
    // What was opened once goes on, though its uses are used up.
    if (held !== undefined && session !== undefined && share.openings.some((one) => one.session === held))
      return this.grant(share, session, true);
    const reason = endForNewcomers(share, this.now());
    if (reason !== undefined) return { is: 'ended', reason, share };
    const kept = share.passcode;
    if (kept !== undefined && (passcode === undefined || passcode === ''))
      return { is: 'passcode', share, triesLeft: triesLeft(share), wasWrong: false };
    // Before a passcode is tried: what is held back costs no try.
    if (!this.pace.takes(share.id)) return { is: 'busy', share };
    if (kept === undefined || passcode === undefined) return this.open(share, device);
    return this.tryPasscode(share, passcode, kept, device);
  }

  private async tryPasscode(
    share: KnownShare,
    passcode: string,
    kept: NonNullable<Share['passcode']>,
    device: string,
  ): Promise<RedeemedShare> {
    const { id } = share;
    const attempt = newLink().id;
    await this.shares.append({ is: 'tried', at: this.now(), id, attempt });
    const counted = this.shares.find(id) ?? share;
    if (!counted.attempts.some((one) => one.id === attempt))
      return { is: 'ended', reason: endForNewcomers(counted, this.now()) ?? 'locked', share: counted };
    if (await isPasscode(passcode.replaceAll(/\s/g, ''), kept)) return this.open(counted, device, attempt);
    await this.shares.append({ is: 'wrong', at: this.now(), id, attempt });
    this.shares.mention({ is: 'accessed', at: this.now(), id, what: 'refuse', device, reason: 'passcode' });
    const after = this.shares.find(id) ?? counted;
    return { is: 'passcode', share: after, triesLeft: triesLeft(after), wasWrong: true };
  }

  private async open(share: KnownShare, device: string, attempt?: string): Promise<RedeemedShare> {
    const { id } = share;
    const { secret: session } = newLink();
    const held = hashSecret(session);
    await this.shares.append({
      is: 'opened',
      at: this.now(),
      id,
      device,
      session: held,
      ...(attempt === undefined ? {} : { attempt }),
    });
    const opened = this.shares.find(id) ?? share;
    const end = endOf(opened, this.now());
    if (end !== undefined) return { is: 'ended', reason: end, share: opened };
    // Another companion may have given the last use away a moment before.
    if (!opened.openings.some((one) => one.session === held))
      return { is: 'ended', reason: 'used', share: opened };
    return this.grant(opened, session, false);
  }

  private async grant(share: KnownShare, session: string, isRenewal: boolean): Promise<RedeemedShare> {
    const issued = await this.tokens.issue(share, hashSecret(session), this.now());
    return { is: 'opened', share, session, isRenewal, ...issued };
  }

  private find(id: string, secret: string): KnownShare | undefined {
    const share = this.shares.find(id);
    const isRight = isSameHash(hashSecret(secret), share?.secretHash ?? NONE);
    return isRight ? share : undefined;
  }
}

/** A new share, with what is told once: its secret and its passcode. */
export async function newShare(
  fields: Omit<Share, 'id' | 'secretHash' | 'passcode'>,
  withPasscode: boolean,
): Promise<{ readonly share: Share; readonly secret: string; readonly passcode: string | undefined }> {
  const { id, secret } = newLink();
  const passcode = withPasscode ? newPasscode() : undefined;
  const kept = passcode === undefined ? {} : { passcode: await keepPasscode(passcode) };
  return { share: { ...fields, id, secretHash: hashSecret(secret), ...kept }, secret, passcode };
}

/** What a guest may do with what was shared. `look` is always among them. */
export const SHARE_RIGHTS = ['look', 'measure', 'download'] as const;
export type ShareRight = (typeof SHARE_RIGHTS)[number];

/** Why nobody can open a share any more: taken back, over, opened as often as it may be, or tried too often. */
export const SHARE_ENDS = ['revoked', 'expired', 'used', 'locked'] as const;
export type ShareEnd = (typeof SHARE_ENDS)[number];

/** The kind of device that a guest looks with: all that is kept of it. */
export const DEVICES = ['desktop', 'tablet', 'phone'] as const;
export type Device = (typeof DEVICES)[number];

/** What a share opens: whole studies, or some series of one study. */
export interface ShareScope {
  readonly studies: readonly string[];
  /** Absent: every series of the studies. */
  readonly series?: readonly string[];
  readonly rights: readonly ShareRight[];
}

/** What one relay bears. */
export const ROOM_LIMITS = {
  rooms: 500,
  /** Opened by one person, or by the guests of one share. */
  roomsEach: 20,
  /** Of one person or share, so that nobody takes the places of all. */
  linesEach: 40,
  /** Lines that have not said who they are. */
  strangers: 200,
  /** Of one network address. */
  strangersEach: 50,
  messageBytes: 64 * 1024,
  messagesPerS: 60,
  /** More than this on its way to a member: they get the newest instead of all. */
  behindBytes: 256 * 1024,
  authMs: 5_000,
  pingMs: 15_000,
  /** A guest's share is asked this often whether it holds; people's tokens ten times less. */
  checkMs: 1_000,
} as const;

export type RoomLimits = { readonly [Name in keyof typeof ROOM_LIMITS]: number };

/** Somebody to sign in as, without a password. */
export interface DemoAccount {
  readonly subject: string;
  readonly name: string;
  readonly initials: string;
  /** By the first of them the sign-in page says what they may. */
  readonly roles: readonly ['radiologist' | 'viewer', ...string[]];
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    subject: 'dr-a',
    name: 'Dr Ada Demo',
    initials: 'AD',
    roles: ['radiologist'],
  },
  {
    subject: 'dr-b',
    name: 'Dr Ben Demo',
    initials: 'BD',
    roles: ['radiologist'],
  },
  {
    subject: 'student',
    name: 'Student Demo',
    initials: 'SD',
    roles: ['viewer'],
  },
];

export const demoAccount = (subject: unknown): DemoAccount | undefined =>
  DEMO_ACCOUNTS.find((account) => account.subject === subject);

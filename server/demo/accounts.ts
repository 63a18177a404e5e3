/** Somebody to sign in as, without a password. */
export interface DemoAccount {
  readonly subject: string;
  readonly name: string;
  readonly initials: string;
  /** What the sign-in page says of them. */
  readonly about: string;
  readonly roles: readonly string[];
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    subject: 'dr-a',
    name: 'Dr Ada Demo',
    initials: 'AD',
    about: 'Radiologist: may do everything',
    roles: ['radiologist'],
  },
  {
    subject: 'dr-b',
    name: 'Dr Ben Demo',
    initials: 'BD',
    about: 'Radiologist: may do everything',
    roles: ['radiologist'],
  },
  {
    subject: 'student',
    name: 'Student Demo',
    initials: 'SD',
    about: 'Student (may only look)',
    roles: ['viewer'],
  },
];

export const demoAccount = (subject: unknown): DemoAccount | undefined =>
  DEMO_ACCOUNTS.find((account) => account.subject === subject);

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../state/disk';
import { replaceFile } from '../state/wholeFile';
import { personId, type Person } from './person';

/** Whose it is: one person's, or the site's. */
type Whose = Pick<Person, 'issuer' | 'subject'> | 'house';

interface KeptFilesParts<T> {
  /** Below the state folder. */
  readonly folder: string;
  /** What a file holds, as JSON has it; of undefined and what is damaged, what holds where nothing is kept. */
  readonly read: (value: unknown) => T;
  readonly disk?: Disk | undefined;
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** What people set up for themselves, in the state folder: a file for each of them, named by no name, and one for the site. */
export class KeptFiles<T> {
  private readonly parts: KeptFilesParts<T>;

  constructor(parts: KeptFilesParts<T>) {
    this.parts = parts;
  }

  /** Throws where there is a file that cannot be read: taken for none, the next change would lose what is in it. */
  of(whose: Whose): T {
    const { read } = this.parts;
    try {
      return read(JSON.parse(readFileSync(this.pathOf(whose), 'utf8')));
    } catch (error) {
      if (error instanceof SyntaxError || isAbsent(error)) return read(undefined);
      throw error;
    }
  }

  /** In the place of what was before. Rejects with NotWritten. */
  async keep(whose: Whose, value: T): Promise<void> {
    await replaceFile(this.pathOf(whose), JSON.stringify(value), this.parts.disk);
  }

  private pathOf(whose: Whose): string {
    const name = whose === 'house' ? whose : createHash('sha256').update(personId(whose)).digest('hex');
    return join(this.parts.folder, `${name}.json`);
  }
}

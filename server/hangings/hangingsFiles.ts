import { createHash } from 'node:crypto';
import { readProtocol } from '@/dicom/hanging/readProtocol';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { KeptFiles } from '../access/keptFiles';
import type { Person } from '../access/person';
import type { Disk } from '../state/disk';

/** More than anybody tells apart. */
export const MOST_PROTOCOLS = 200;

/** The protocols of a list as JSON has it; what is none, and each second of one id, is left out. */
export function readProtocols(value: unknown): readonly HangingProtocol[] {
  if (!Array.isArray(value)) return [];
  const read = value.flatMap((one) => readProtocol(one) ?? []);
  return read.filter(({ id }, at) => read.findIndex((one) => one.id === id) === at).slice(0, MOST_PROTOCOLS);
}

type Reader = Pick<Person, 'issuer' | 'subject'>;

/** How people hang their studies. */
export class HangingsFiles extends KeptFiles<readonly HangingProtocol[]> {
  /** Lists are kept one after the other: between what a change was made on and its place nothing else may come. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, disk?: Disk) {
    super({ folder, read: readProtocols, disk });
  }

  /** What a person is told, in a word: another one once the person's or the site's have changed. Throws as `of`. */
  versionFor(person: Reader): string {
    const told = JSON.stringify([this.of(person), this.of('house')]);
    return createHash('sha256').update(told).digest('base64url');
  }

  /** In the place of those of before; false where what the person was told has changed since `version`. Rejects with NotWritten, and as `of`. */
  keepSince(
    version: string,
    person: Reader,
    whose: 'mine' | 'house',
    protocols: readonly HangingProtocol[],
  ): Promise<boolean> {
    const kept = this.turn.then(async () => {
      if (this.versionFor(person) !== version) return false;
      await this.keep(whose === 'house' ? whose : person, protocols);
      return true;
    });
    this.turn = kept.catch(() => undefined);
    return kept;
  }
}

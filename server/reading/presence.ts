import { placeKey } from './readingFile';
import type { StudyReader, StudyPlace } from '@/protocol/reading';

/** Somebody with a study on the screen. */
export interface Present extends StudyReader {
  /** They are of those who mark as read. */
  readonly reads: boolean;
}

interface Looking {
  readonly who: Present;
  /** Lines of this person that show it. */
  readonly lines: Set<object>;
  /** Since when no line of theirs shows it. */
  goneAt: number | undefined;
}

/**
 * Who has which study on the screen, told by their lines. In the memory of one companion alone: after its start each page says
 * so again. Somebody whose line broke off is still there for a while, so that a page that is loaded again was never away.
 */
export class Presence {
  private readonly studies = new Map<string, { place: StudyPlace; readers: Map<string, Looking> }>();
  private readonly shown = new Map<object, { readonly key: string; readonly person: string }>();
  private readonly changed: (place: StudyPlace) => void;
  private readonly limits: { readonly awayMs: number; readonly linesEach: number };

  constructor(
    changed: (place: StudyPlace) => void,
    limits: { readonly awayMs: number; readonly linesEach: number },
  ) {
    this.changed = changed;
    this.limits = limits;
  }

  /** Somebody shows it, or did a moment ago. */
  has(place: StudyPlace): boolean {
    return this.studies.has(placeKey(place));
  }

  of(place: StudyPlace): readonly Present[] {
    return [...(this.studies.get(placeKey(place))?.readers.values() ?? [])].map(({ who }) => who);
  }

  /** A line shows a study, and no other any more; undefined: none. */
  show(line: object, who: Present, place: StudyPlace | undefined): void {
    const key = place && placeKey(place);
    const before = this.shown.get(line);
    if (before?.key === key) return;
    if (key !== undefined && place) this.enter(line, who, key, place);
    if (before) this.leaveStudy(line, before, undefined);
    if (key === undefined) this.shown.delete(line);
    else this.shown.set(line, { key, person: who.id });
  }

  /** A line is gone. `nowMs`: it broke off, and its page may be back; absent: it said good-bye, or was put out. */
  end(line: object, nowMs?: number): void {
    const before = this.shown.get(line);
    this.shown.delete(line);
    if (before) this.leaveStudy(line, before, nowMs);
  }

  /** Time passes: whoever is not back is gone. */
  tick(nowMs: number): void {
    for (const [key, { readers }] of this.studies)
      for (const [person, { goneAt }] of readers)
        if (goneAt !== undefined && nowMs - goneAt >= this.limits.awayMs) this.remove(key, person);
  }

  private enter(line: object, who: Present, key: string, place: StudyPlace): void {
    const study = this.studies.get(key) ?? { place, readers: new Map<string, Looking>() };
    this.studies.set(key, study);
    const looking = study.readers.get(who.id);
    if (looking) {
      looking.lines.add(line);
      looking.goneAt = undefined;
      return;
    }
    study.readers.set(who.id, { who, lines: new Set([line]), goneAt: undefined });
    this.changed(place);
  }

  private leaveStudy(
    line: object,
    { key, person }: { readonly key: string; readonly person: string },
    nowMs: number | undefined,
  ): void {
    const looking = this.studies.get(key)?.readers.get(person);
    if (!looking?.lines.delete(line) || looking.lines.size > 0) return;
    // Whoever breaks off again and again leaves no long trail.
    if (nowMs !== undefined && this.countGone(person) < this.limits.linesEach) looking.goneAt = nowMs;
    else this.remove(key, person);
  }

  private countGone(person: string): number {
    const gone = [...this.studies.values()].filter(
      ({ readers }) => readers.get(person)?.goneAt !== undefined,
    );
    return gone.length;
  }

  private remove(key: string, person: string): void {
    const study = this.studies.get(key);
    if (!study?.readers.delete(person)) return;
    if (study.readers.size === 0) this.studies.delete(key);
    this.changed(study.place);
  }
}

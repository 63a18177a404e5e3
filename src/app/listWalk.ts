import type { StudyUid } from '@/dicom/dataset/uid';
import type { StudyArrival, StudyEnd, StudyStep, StudySteps } from '@/features/viewer/state/steps';
import type { ListPosition } from '@/features/worklist/worklistProps';
import { readEntryState } from './entryState';
import { isOfStudy, studyPath } from './routes';
import type { Go } from './useEntry';

type By = 1 | -1;
type Beside = { readonly study: StudyUid } | StudyEnd;

/** The list that a study was opened from, walked from one of its studies to the next: in its order, also beyond what it has loaded. */
export class ListWalk {
  private readonly position: ListPosition;
  private readonly go: Go;
  /** The step that led to the study on the screen. */
  private last: { readonly study: StudyUid; readonly arrival: StudyArrival; readonly by: By } | undefined;
  private asking: Promise<void> | undefined;

  constructor(position: ListPosition, go: Go) {
    this.position = position;
    this.go = go;
  }

  /** What opens the study beside another, or why there is none. */
  readonly steps: StudySteps = (archive, from, by) => {
    const next = this.beside(archive, from, by);
    if (next !== 'asked') return this.toStep(archive, from, by, next);
    // Pressed again meanwhile, it is the same step.
    if (this.asking) return 'asked';
    return this.reach(archive, from, by).then((study) => this.toStep(archive, from, by, study));
  };

  /** The study that is likely the next: on the way that was gone last. Loads more of the list where that ends. */
  async next(archive: string, from: StudyUid): Promise<StudyUid | undefined> {
    const next = await this.reach(archive, from, this.last?.by ?? 1);
    return typeof next === 'string' ? undefined : next.study;
  }

  /** How a study came to the screen; undefined: otherwise than by a step from another. */
  arrivalOf(study: StudyUid): StudyArrival | undefined {
    return this.last?.study === study ? this.last.arrival : undefined;
  }

  /** The list is on the screen: what opens from it comes from no step. */
  rest(): void {
    this.last = undefined;
  }

  private beside(archive: string, from: StudyUid, by: By): Beside {
    const { listed } = this.position;
    const at = listed?.archive === archive ? listed.studies.indexOf(from) : -1;
    if (!listed || at < 0) return 'unlisted';
    const study = listed.studies[at + by];
    if (study !== undefined) return { study };
    return by < 0 ? 'first' : listed.isCut ? 'asked' : 'last';
  }

  private async reach(archive: string, from: StudyUid, by: By): Promise<Beside> {
    const known = this.beside(archive, from, by);
    if (known !== 'asked') return known;
    this.asking ??= this.position.listed?.loadOn().finally(() => (this.asking = undefined));
    try {
      await this.asking;
    } catch {
      return 'unasked';
    }
    const next = this.beside(archive, from, by);
    return next === 'asked' ? 'unasked' : next;
  }

  private toStep(archive: string, from: StudyUid, by: By, next: Beside): StudyStep {
    if (typeof next === 'string') return next;
    const { study } = next;
    return () => {
      // Whoever waited may have gone elsewhere.
      if (!isOfStudy(location.hash, archive, from)) return;
      const { studies = [], isCut = false } = this.position.listed ?? {};
      const arrival = { from, number: studies.indexOf(study) + 1, count: studies.length, isCut };
      this.last = { study, arrival, by };
      // In the place of this one: Back leads to the list, however many were read.
      const { isFromList } = readEntryState(history.state);
      this.go(studyPath(archive, study), 'replace', isFromList ? { isFromList } : {});
    };
  }
}

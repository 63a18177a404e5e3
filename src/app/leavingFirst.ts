import type { SaveSession } from '@/features/report/save/saveSession';
import type { StepStudy, StudyEnd, StudyStep, StudySteps } from '@/features/viewer/state/steps';

interface Leaving {
  readonly saveSession: Pick<SaveSession, 'leave'>;
  readonly archive: string;
  readonly isInRoom: () => boolean;
}

/** Another study is opened like Back is pressed: what is unsaved is asked about first. A room has its study until one leaves it. */
export const leavingFirst = (beside: StudySteps, { saveSession, archive, isInRoom }: Leaving): StepStudy => {
  const take = (step: StudyStep, before: (() => Promise<boolean>) | undefined): StudyEnd | undefined => {
    if (typeof step === 'string') {
      // Nobody leaves, so nobody is asked.
      void before?.();
      return step;
    }
    saveSession.leave(
      before
        ? () =>
            void before().then((isDone) => {
              if (isDone) step();
            })
        : step,
    );
    return undefined;
  };
  return (study, by, before) => {
    if (isInRoom()) return take('inRoom', before);
    const step = beside(archive, study, by);
    return step instanceof Promise ? step.then((one) => take(one, before)) : take(step, before);
  };
};

import { createStore } from 'zustand/vanilla';

type StudyPartsComponent = (typeof import('./StudyParts'))['StudyParts'];

/** What lists a chosen study's series and the patient's other studies, once its code is here. */
export const studyParts = createStore<{ readonly Parts?: StudyPartsComponent }>(() => ({}));

/** Fetches it, once. Not by `lazy`: what its fallback held back React would show 300 ms later. */
export async function fetchStudyParts(): Promise<void> {
  const { StudyParts } = await import('./StudyParts');
  studyParts.setState({ Parts: StudyParts });
}

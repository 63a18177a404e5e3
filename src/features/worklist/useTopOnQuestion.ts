import { useEffect, useRef, type RefObject } from 'react';

/** Another question starts at the top of its answer; the same one, met again after a study, stays where it was. */
export function useTopOnQuestion(scroller: RefObject<HTMLElement | null>, question: string): void {
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    scroller.current?.scrollTo({ top: 0 });
  }, [scroller, question]);
}

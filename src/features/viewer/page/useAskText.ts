import { useCallback, useState } from 'react';
import { whenNoneIsOpen } from '@/ui/overlay/whenNoneIsOpen';

/** A text that is asked for; `done` is told it, or undefined where nobody gives one. */
export interface TextQuestion {
  readonly before: string;
  done(text: string | undefined): void;
}

/** Asks for the text of a drawing: the question that stands on the page, and what the engine asks by. */
export function useAskText(): {
  readonly question: TextQuestion | undefined;
  readonly askText: (before: string) => Promise<string | undefined>;
} {
  const [question, setQuestion] = useState<TextQuestion>();
  const askText = useCallback(
    (before: string) =>
      new Promise<string | undefined>((resolve) => {
        const done = (text: string | undefined) => {
          setQuestion(undefined);
          resolve(text);
        };
        // What was drawn before the engine came is asked about whenever that comes: not over what was opened meanwhile.
        whenNoneIsOpen(() => setQuestion({ before, done }));
      }),
    [],
  );
  return { question, askText };
}

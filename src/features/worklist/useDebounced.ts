import { useEffect, useState } from 'react';
import { privateOf, type Filters } from './filters';

/** Typing pauses this long before the archive is asked. */
const PAUSE_MS = 250;

/** The filters to ask the archive by: pressed ones at once, typed ones after a pause. */
export function useDebouncedFilters(filters: Filters): Filters {
  const [asked, setAsked] = useState(filters);
  const isTyping = JSON.stringify(privateOf(filters)) !== JSON.stringify(privateOf(asked));
  useEffect(() => {
    if (filters === asked) return undefined;
    const timer = setTimeout(() => setAsked(filters), isTyping ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [filters, asked, isTyping]);
  return asked;
}

import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';

/** What every part of react-aria-components stands in here: the page speaks British English. */
export const LibraryParts = ({ children }: { children: ReactNode }) => (
  <I18nProvider locale="en-GB">{children}</I18nProvider>
);

import { useEffect } from 'react';
import type { DocumentReader, Place } from './reader';

interface ReadDocumentsProps {
  readonly reader: DocumentReader;
  readonly place: Omit<Place, 'engine'> & { readonly engine: Place['engine'] | undefined };
}

/** Keeps the reader at work while the viewer is on the page, whether or not its list is. */
export function ReadDocuments({ reader, place }: ReadDocumentsProps) {
  const { archive, engine, views, series, listing, askAgain } = place;
  useEffect(() => {
    if (engine) reader.enter({ archive, engine, views, series, listing, askAgain });
  }, [reader, archive, engine, views, series, listing, askAgain]);
  useEffect(() => () => reader.leave(), [reader]);
  return null;
}

import { useEffect } from 'react';
import type { DocumentReader, Place } from './reader';

interface ReadDocumentsProps {
  readonly reader: DocumentReader;
  readonly place: Omit<Place, 'engine'> & { readonly engine: Place['engine'] | undefined };
}

/** Keeps the reader at work while the viewer is on the page, whether or not its list is. */
export function ReadDocuments({ reader, place: { archive, engine, views, series } }: ReadDocumentsProps) {
  useEffect(() => {
    if (engine) reader.enter({ archive, engine, views, series });
  }, [reader, archive, engine, views, series]);
  useEffect(() => () => reader.leave(), [reader]);
  return null;
}

import { useEffect } from 'react';
import type { DocumentReader, Place } from './reader';

interface ReadDocumentsProps {
  readonly reader: DocumentReader;
  readonly place: Place & {
    readonly isEngineResting: boolean;
    readonly hasEngineFailed: boolean;
    retryEngine(): void;
  };
}

/** Keeps the reader at work while the viewer is on the page, whether or not its list is. */
export function ReadDocuments({ reader, place }: ReadDocumentsProps) {
  const { archive, engine, views, series, listing, askAgain, summonEngine } = place;
  const { isEngineResting, hasEngineFailed, retryEngine } = place;
  useEffect(() => {
    if (engine || isEngineResting)
      reader.enter({ archive, engine, views, series, listing, askAgain, summonEngine });
  }, [reader, archive, engine, views, series, listing, askAgain, isEngineResting, summonEngine]);
  useEffect(() => {
    if (hasEngineFailed) reader.forgo(retryEngine);
  }, [reader, hasEngineFailed, retryEngine]);
  useEffect(() => () => reader.leave(), [reader]);
  return null;
}

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, type ComponentProps } from 'react';
import { useStore } from 'zustand';
import { decodeLink } from '@/view/link/codec';
import { freshView } from '@/view/viewState';
import { watchUse, whileQuiet } from './archiveUse';
import type { ListWalk } from './listWalk';
import { readingScreens } from './readingScreens';
import { StudyAhead } from './studyAhead';
import { ViewerRoute } from './ViewerRoute';

/** The way through the list that a study was opened from. */
export interface Walk {
  readonly list: ListWalk;
  /** What is here of the study that may come next; it outlives each study on the screen. Absent: nothing was asked yet. */
  readonly ahead: { current?: StudyAhead };
}

type LinkedStudyProps = Omit<
  ComponentProps<typeof ViewerRoute>,
  'link' | 'beside' | 'arrival' | 'onPictured'
> & {
  /** '/view/...', whose head was read and names an archive and a study. */
  readonly path: string;
  readonly walk: Walk;
};

/** The study that a link names, with the view in it; once it has its pictures, the next of its list is made ready. */
export default function LinkedStudy({ path, archive: source, walk, ...rest }: LinkedStudyProps) {
  const link = useMemo(() => decodeLink(path), [path]);
  if (!link.ok) throw new Error(`link: read as one, decoded as ${link.reason}`);
  const { list } = walk;
  const [study] = link.view.studies;
  const lists = useQueryClient();
  const [ahead] = useState(() => (walk.ahead.current ??= new StudyAhead(lists)));
  const [{ archive, use }] = useState(() => watchUse(ahead.open(source, study)));
  const [arrival] = useState(() => list.arrivalOf(study));
  const [isPictured, setPictured] = useState(false);
  useEffect(
    () =>
      isPictured
        ? whileQuiet(use, async (signal) => {
            const next = await list.next(source.id, study);
            if (next === undefined) return ahead.drop();
            signal.throwIfAborted();
            await ahead.bring(source, next, freshView(next), signal);
          })
        : undefined,
    [isPictured, use, list, ahead, source, study],
  );
  // The other window makes ready what it will show of it.
  const first = useStore(readingScreens, (screens) => screens.first);
  useEffect(() => first?.follow(ahead.beside), [first, ahead]);
  const onPictured = useCallback(() => setPictured(true), []);
  return <ViewerRoute {...rest} {...{ archive, link, arrival, onPictured }} beside={list.steps} />;
}

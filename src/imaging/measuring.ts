import { updateView, type ViewStore } from '@/view/viewStore';
import type { Measuring } from './contract';
import type { LoaderShelf } from './loaderShelf';
import type { MeasureBook } from './measureBook';
import { seriesKey } from './paneStore';

interface MeasuringParts {
  readonly views: ViewStore;
  readonly book: MeasureBook;
  readonly shelf: LoaderShelf;
  /** Takes back what is being drawn. */
  readonly cancel: () => boolean;
}

/** What can be done with measurements, beside drawing them. */
export function createMeasuring({ views, book, shelf, cancel }: MeasuringParts): Measuring {
  /** Fetches the series of marks, so that their images are known. */
  const know = async (marks: Parameters<Measuring['restore']>[0]) => {
    const keys = [...new Set(marks.map(({ study, series }) => seriesKey(study, series)))];
    await Promise.all(
      keys.map(async (key) => {
        const mark = marks.find(({ study, series }) => seriesKey(study, series) === key);
        if (mark) await shelf.take(mark.study, mark.series).stack.catch(() => undefined);
      }),
    );
  };
  return {
    show(id) {
      const found = book.store.getState().list.find((one) => one.id === id);
      if (!found) return;
      const { study, series, sop, frame } = found;
      updateView(views, (view) => {
        const pane = view.panes[view.active];
        const isHere = pane?.series === series && pane.study === study;
        const panes = view.panes.map((old, i) =>
          i === view.active ? { ...(isHere ? pane : { study, series }), at: { sop, frame } } : old,
        );
        return { ...view, panes };
      });
      book.select(id);
    },
    annotate: (id, notes) => book.annotate(id, notes),
    remove: (id) => book.remove(id),
    cancel,
    async restore(marks) {
      await know(marks);
      const lost = marks.filter((mark) => !book.addSent(mark));
      book.refresh();
      return lost;
    },
    async adopt(list) {
      await know(list);
      const here = new Set(book.store.getState().list.map(({ id }) => id));
      const lost = list.filter((one) => !here.has(one.id) && !book.add(one));
      book.flush();
      return lost;
    },
  };
}

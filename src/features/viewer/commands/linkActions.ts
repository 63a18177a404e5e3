import type { Engine, WaitingHand } from '@/imaging/contract';
import { linkHere } from '@/view/linked/linkHere';
import { toggleLines, toggleLook, toggleScrollLink } from '@/view/linked/paneLinks';
import { togglePoint } from '@/view/linked/spacePoint';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly hand: WaitingHand;
}

/** Changes what panes do together by where their images lie and how they are shown, which the engine knows. */
const link =
  (change: (view: ViewState, engine: Engine) => ViewState) =>
  ({ views, engine, hand }: On): void => {
    hand.begin();
    if (engine) updateView(views, (now) => change(now, engine));
  };

const look = (kind: 'window' | 'zoom' | 'pan') =>
  link((now, { linked: seriesOf, lookOf }) => toggleLook(now, kind, { seriesOf, lookOf }));

/** What several panes do together: rows of the table of actions. */
export const LINK_ACTIONS = {
  linkScroll: {
    icon: 'linked',
    label: 'action.linkScroll',
    key: '=',
    more: ['shift+s'],
    group: 'link',
    asks: 'engine',
    run: link((now, { linked }) => toggleScrollLink(now, linked)),
  },
  linkHere: {
    icon: 'linkHere',
    label: 'action.linkHere',
    key: '#',
    more: ['shift+h'],
    group: 'link',
    asks: 'engine',
    run: link((now, { linked }) => linkHere(now, linked)),
  },
  linkWindow: {
    icon: 'window',
    label: 'action.linkWindow',
    key: '$',
    more: ['shift+w'],
    group: 'link',
    asks: 'engine',
    run: look('window'),
  },
  linkZoom: {
    icon: 'zoom',
    label: 'action.linkZoom',
    key: '%',
    more: ['shift+z'],
    group: 'link',
    asks: 'engine',
    run: look('zoom'),
  },
  linkPan: {
    icon: 'pan',
    label: 'action.linkPan',
    key: '>',
    more: ['shift+p'],
    group: 'link',
    asks: 'engine',
    run: look('pan'),
  },
  referenceLines: {
    icon: 'referenceLines',
    label: 'action.referenceLines',
    key: '/',
    more: ['shift+i'],
    group: 'link',
    run: ({ views, hand }: On): void => {
      hand.begin();
      updateView(views, toggleLines);
    },
  },
  spacePoint: {
    icon: 'locate',
    label: 'action.spacePoint',
    key: '*',
    more: ['shift+c'],
    group: 'link',
    asks: 'engine',
    run: ({ views, engine }: On): void => {
      if (engine) updateView(views, (now) => togglePoint(now, engine.linked));
    },
  },
} as const;

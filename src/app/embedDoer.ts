import { toStudyUid } from '@/dicom/dataset/uid';
import type { EmbedDoer } from '@/features/embed/embedding';
import type { EmbedRefusal, EmbedRequest } from '@/protocol/embed';
import { decodeLink } from '@/view/link/codec';
import type { OnScreen } from './onScreen';
import { accessionPath } from './accessionPath';
import { embedPath, isOfStudy, studyPath } from './routes';
import type { Go } from './useEntry';

interface EmbedParts {
  /** Ids, in the order of the settings. */
  readonly archives: readonly [string, ...string[]] | readonly string[];
  readonly onScreen: OnScreen;
  readonly go: Go;
  readonly isInRoom: () => boolean;
}

/** Where a request leads; or why it leads nowhere. */
type Way = { readonly path: string; readonly state?: object } | EmbedRefusal;

function wayTo(request: EmbedRequest, archives: readonly string[]): Way {
  if (request.type === 'close') return { path: embedPath };
  const { archive } = request;
  if (archive !== undefined && !archives.includes(archive)) return 'unknownArchive';
  if ('accession' in request)
    return { path: accessionPath(archive), state: { private: { accession: request.accession } } };
  const study = toStudyUid(request.study);
  const first = archive ?? archives[0];
  if (study === undefined || first === undefined) return 'malformed';
  const path = studyPath(first, study);
  if (request.view === undefined) return { path };
  const viewed = `${path}/${request.view}`;
  const link = decodeLink(viewed);
  return link.ok && !link.dropped.includes('view') && !link.dropped.includes('newer-version')
    ? { path: viewed }
    : 'badView';
}

/** Opens and closes for the page around this one: in the place of what is there, after a person has agreed where work would be left. */
export function embedDoer({ archives, onScreen, go, isInRoom }: EmbedParts): EmbedDoer {
  return {
    act(request, then) {
      const way = wayTo(request, archives);
      if (typeof way === 'string') return way;
      if (isInRoom()) return 'inRoom';
      // What is there already stays as it is, with what was drawn on it.
      if (request.type === 'open' && 'study' in request && request.view === undefined) {
        const study = toStudyUid(request.study);
        const archive = request.archive ?? archives[0];
        if (study && archive !== undefined && isOfStudy(location.hash, archive, study)) return 'done';
      }
      const leave = () => {
        go(way.path, 'replace', way.state);
        then();
      };
      if (!onScreen.leave) {
        go(way.path, 'replace', way.state);
        return 'done';
      }
      const how = onScreen.leave(leave, () => then('stayed'));
      return how === 'left' ? 'done' : how;
    },
  };
}

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import CastNotices from '@/features/fhircast/CastNotices';
import { HubDictation } from '@/features/fhircast/hubDictation';
import { noFilters } from '@/features/worklist/filters';
import { toStudyUid } from '@/dicom/dataset/uid';
import { castHere } from '@/features/contract/castContext';
import type { StudyPlace } from '@/protocol/reading';
import { readEntryState } from './entryState';
import { parseRoute, studyPath, worklistPath, type Route } from './routes';
import type { Boot } from './settings';
import type { Go } from './useEntry';

interface DictationProps {
  readonly boot: Boot;
  readonly route: Route;
  readonly go: Go;
}

/** The dictation beside the pages of one sign-in; what there is to say about it stands on the screens themselves. */
export default function Dictation({ boot, route, go }: DictationProps) {
  const [first] = useState(route);
  useEffect(() => {
    const { archives, config, session } = boot;
    const hub = config.services.fhircast;
    if (hub === undefined || !session) return undefined;
    const { credentials } = session;
    const dictation = new HubDictation({ hub, credentials, archives, go: wayTo(go), isVisible: isSeen });
    // What stands there when the page comes nobody chose just now.
    dictation.show(placeOf(first));
    castHere.setState({ dictation, said: <CastNotices dictation={dictation} /> });
    return () => {
      castHere.setState({}, true);
      dictation.close();
    };
  }, [boot, go, first]);
  const dictation = useStore(castHere, (here) => here.dictation);
  useEffect(() => dictation?.show(placeOf(route)), [dictation, route]);
  return null;
}

const placeOf = (route: Route): StudyPlace | undefined =>
  route.screen === 'view' && route.link.ok
    ? { archive: route.link.archive, study: route.link.study }
    : undefined;

/** Only the list and a study are left for another study, and only where somebody sees them. */
const isSeen = (): boolean =>
  document.visibilityState === 'visible' && ['worklist', 'view'].includes(parseRoute(location.hash).screen);

const wayTo = (go: Go) => ({
  open({ archive, study }: StudyPlace) {
    const uid = toStudyUid(study);
    if (!uid) return;
    const { screen } = parseRoute(location.hash);
    const isFromList = screen === 'worklist' || readEntryState(history.state).isFromList;
    // In the place of a study: Back leads to the list, however many were read.
    go(studyPath(archive, uid), screen === 'view' ? 'replace' : 'push', isFromList ? { isFromList } : {});
  },
  close() {
    if (readEntryState(history.state).isFromList) history.back();
    else go(worklistPath(undefined, noFilters), 'replace');
  },
});

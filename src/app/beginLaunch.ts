import { LaunchError, type Ehr, type Launched, type LaunchedContext } from '@/features/launch/launched';
import type { Session } from '@/features/session/session';
import { isInFrame } from '@/ui/inFrame';
import type { Config } from './config';
import { readEntryState } from './entryState';
import { launchPath } from './routes';
import { ehrsOf } from './smartSettings';

/** Never resolves: the page is about to go. */
const gone = () => new Promise<never>(() => undefined);

/**
 * What an EHR opened the page with, or answered it with. The page goes to the EHR where that has to say what is open: the result is then
 * never seen. Undefined where it is the answer to something else, in a site that names no EHR. @throws SettingsError
 */
export async function beginLaunch(search: string, config: Config): Promise<Launched | undefined> {
  const ehrs = ehrsOf(config.smart, config.archives);
  if (ehrs.length === 0 && !/[?&](iss|launch)=/.test(search)) {
    history.replaceState({}, '', '#/');
    return undefined;
  }
  const page = location.origin + import.meta.env.BASE_URL;
  let ehr: Ehr | undefined;
  try {
    // Who may launch is judged before all else: for others nothing is done, and nothing offered.
    const { judgeLaunch } = await import('@/features/launch/judgeLaunch');
    judgeLaunch(search, ehrs);
    if (isInFrame()) return { ok: false, why: 'framed', href: page + search };
    if (!globalThis.isSecureContext) return { ok: false, why: 'insecure' };
    const { takeStep } = await import('@/features/launch/smartClient');
    const step = await takeStep({ search, ehrs, page, heard: (one) => (ehr = one) });
    if (step.is === 'context') return { ok: true, context: step.context };
    location.replace(step.url);
    return await gone();
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return { ok: false, why: error.why, ...(ehr ? { ehr: ehr.name } : {}) };
  }
}

/**
 * Lays down what an EHR has open, for a sign-in that the archive wants: that seals what the history's entry holds before the page goes,
 * and brings it back. `takeLaunched` takes it up.
 */
export function layLaunched(context: LaunchedContext, first: string): void {
  history.replaceState({ private: { launched: context } }, '', launchPath(context.archive ?? first));
}

/**
 * Takes out of the history's entry what was laid down there, now or before a sign-in; it is laid down again for as long as another
 * sign-in takes. Undefined where there is nothing.
 */
export function takeLaunched(session: Session | undefined): Launched | undefined {
  const { launched } = (readEntryState(history.state).private ?? {}) as { launched?: LaunchedContext };
  if (!launched) return undefined;
  const { hash } = location;
  history.replaceState({}, '', hash);
  session?.hold({
    unsaved: () => 0,
    letGo() {
      if (location.hash === hash) history.replaceState({ private: { launched } }, '', hash);
      return Promise.resolve();
    },
    ask: (then) => then(),
    forget: () => Promise.resolve(),
  });
  return { ok: true, context: launched };
}

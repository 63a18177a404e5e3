import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckResult, Probe, Report } from '@/archive/contract/report';

/** A probe under way or done. */
export interface Looked {
  readonly results: readonly CheckResult[];
  /** Present once done. */
  readonly report: Report | undefined;
  /** Milliseconds since 1970, once done. */
  readonly atMs: number | undefined;
  again(): void;
}

interface State {
  readonly results: readonly CheckResult[];
  readonly report?: Report;
  readonly atMs?: number;
}

/** Looks at an archive when it is shown, and again when asked to; stops when it goes. */
export function useProbe(probe: Probe, onReport: (report: Report) => void): Looked {
  const [state, setState] = useState<State>({ results: [] });
  const stop = useRef(() => undefined as void);
  const look = useCallback(() => {
    stop.current();
    const { signal, stopper } = stoppable();
    stop.current = stopper;
    setState({ results: [] });
    probe('full', signal, (results) => {
      if (!signal.aborted) setState({ results });
    }).then(
      (report) => {
        if (signal.aborted) return;
        setState({ results: report.results, report, atMs: Date.now() });
        onReport(report);
      },
      (error: unknown) => {
        // Only an abort rejects; anything else is a defect, and the error boundary's.
        if (!signal.aborted)
          setState(() => {
            throw error;
          });
      },
    );
  }, [probe, onReport]);
  useEffect(() => {
    look();
    return () => stop.current();
  }, [look]);
  return { results: state.results, report: state.report, atMs: state.atMs, again: look };
}

function stoppable(): { signal: AbortSignal; stopper: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, stopper: () => controller.abort() };
}

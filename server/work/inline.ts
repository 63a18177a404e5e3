import { JOBS } from './jobs';
import type { Input, JobName, Output, WorkerJob } from './work';

/** The same jobs without threads: for tests, and for what runs before anybody else asks for anything. */
export const INLINE: WorkerJob = {
  do: <Name extends JobName>(name: Name, input: Input<Name>) =>
    (JOBS[name] as (input: Input<Name>) => Promise<Output<Name>>)(input),
};

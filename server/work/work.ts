import { HttpRefusal } from '../http/problem';
import type { Jobs } from './jobs';

/** A job took more time or memory than there is for one, or ended its thread: it would again. */
export class TooCostly extends HttpRefusal {}

export type JobName = keyof Jobs;
export type Input<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type Output<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

/** Where what others have sent is read, inflated, drawn and looked through: beside everybody else's requests. */
export interface WorkerJob {
  /** Rejects with Refusal: of the job itself, 503 where too many wait, and 503 where it took too long. */
  do<Name extends JobName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
}

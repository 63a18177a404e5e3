import { parentPort } from 'node:worker_threads';
import { HttpRefusal } from '../http/problem';
import { SpentCodec } from '../pixels/codecs';
import { JOBS } from './jobs';
import type { WorkerSaid } from './pool';
import { transferOf } from './transfer';
import type { JobName } from './work';

async function answer(name: JobName, input: unknown): Promise<WorkerSaid> {
  try {
    const job = JOBS[name] as (input: unknown) => Promise<unknown>;
    return { ok: true, output: await job(input) };
  } catch (error) {
    return error instanceof HttpRefusal
      ? {
          ok: false,
          refusal: { status: error.status, sentence: error.message },
          isSpent: error instanceof SpentCodec,
        }
      : { ok: false };
  }
}

parentPort?.on('message', ({ name, input }: { name: JobName; input: unknown }) => {
  void answer(name, input).then((said) =>
    parentPort?.postMessage(said, said.ok ? transferOf(said.output) : []),
  );
});

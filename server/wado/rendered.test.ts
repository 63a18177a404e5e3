import { expect, test } from 'vitest';
import type { InstanceRow } from '../archive/readInstance';
import { HttpRefusal } from '../http/problem';
import { TooCostly, type WorkerJob } from '../work/work';
import { Pictures } from './rendered';

test.each([
  ['took too long', new TooCostly(503, 'too long'), 1],
  ['is of no syntax that is drawn', new HttpRefusal(406, 'no'), 1],
  ['had to wait', new HttpRefusal(503, 'busy'), 2],
])('a picture that %s is asked for twice', async (_, error, drawn) => {
  let asked = 0;
  const work: WorkerJob = {
    do: () => {
      asked += 1;
      return Promise.reject(error);
    },
  };
  const pictures = new Pictures(work);
  const row = { path: '/x', headerCheck: 1, sizeBytes: 1 } as InstanceRow;
  for (let turn = 0; turn < 2; turn += 1)
    await expect(pictures.retrieve(row, undefined, new URLSearchParams(), undefined, true)).rejects.toBe(
      error,
    );
  expect(asked).toBe(drawn);
});

/** Runs a job for every item, so many at once, and keeps the order of the results. Rejects with the first fault. */
export async function eachOf<T, R>(
  items: readonly T[],
  abreast: number,
  run: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = Array.from<R>({ length: items.length });
  let next = 0;
  const line = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await run(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, items.length) }, line));
  return results;
}

export const DAY_MS = 86_400_000;

/** One call of the share service, as JSON. */
export async function call(
  origin: string,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: object } = {},
): Promise<{ status: number; json: Record<string, unknown>; ms: number }> {
  const begun = performance.now();
  const response = await fetch(`${origin}/share${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, json, ms: performance.now() - begun };
}

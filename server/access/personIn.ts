import type { Context } from 'hono';
import { problem } from '../http/problem';
import { bearerOf } from './bearer';
import type { People, Person } from './person';

/** Who asks for what is kept for them; or the answer that nobody does. `unsigned` is its sentence. */
export async function personIn(
  people: People,
  context: Context,
  unsigned: string,
): Promise<Person | Response> {
  const token = bearerOf(context.req.header('authorization'));
  const person = token === undefined ? undefined : await people.of(token);
  if (person?.may.has('read')) return person;
  if (person) return problem(403, 'Your role does not allow this.');
  const response = problem(401, unsigned);
  response.headers.set('WWW-Authenticate', 'Bearer');
  return response;
}

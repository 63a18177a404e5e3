import { OidcPeople } from './access/oidc';
import { withoutRuntimeWarning } from './demo/quietRuntime';
import type { People } from './access/person';
import type { Mount } from './listen';
import type { SignInOptions } from './options';

/** Prints one line for who starts the companion. */
export type Say = (line: string) => void;

/** Where people sign in, and what the page must know of it. */
export interface PeopleSource {
  readonly people: People;
  readonly mounts: readonly Mount[];
  readonly origins: readonly string[];
  readonly config: object;
}

/** The demonstration's own issuer, where anybody signs in without a password. */
export async function demoSignIn(options: SignInOptions, state: string, say: Say): Promise<PeopleSource> {
  const { startDemoLogin } = await withoutRuntimeWarning(() => import('./demo/demoLogin'));
  const { DEMO_CLIENT } = await import('./demo/demoProvider');
  const demo = await startDemoLogin({
    state,
    tokenSeconds: options.demoTokenSeconds,
    friends: options.demoFriends,
  });
  say('Anybody can sign in without a password: the sign-in is a demonstration.');
  return {
    people: demo.people,
    mounts: [demo],
    origins: [],
    config: { name: 'Demo house', issuer: demo.path, clientId: DEMO_CLIENT, scope: options.scope },
  };
}

/** The issuer of the site (OpenID Connect). */
export async function issuerSignIn(options: SignInOptions, say: Say): Promise<PeopleSource> {
  const { issuer, client, resource, rolesClaim, needsRoles, scope, house } = options;
  const people = new OidcPeople({ issuer, audience: resource ?? client, rolesClaim, needsRoles, say });
  say(`People sign in at ${issuer}`);
  if (new URL(issuer).protocol === 'http:' && !/^http:\/\/(localhost|127\.|\[::1\])/.test(issuer)) {
    say('That address is not https: who stands between could let anybody in. Use https where you can.');
  }
  const origins = await people.warm();
  return {
    people,
    mounts: [],
    origins,
    config: {
      name: house ?? new URL(issuer).hostname,
      issuer,
      clientId: client,
      scope,
      ...(resource === undefined ? {} : { resource }),
    },
  };
}

/** What oidc-provider says on its way in where Node is older than the one it is developed with. */
const OLDER_NODE = /^\W*(?:\[[\d;]+m)?oidc-provider WARNING: Unsupported runtime\./;

/**
 * Loads the demonstration's issuer without the warning that this Node is older than 22: what is used of the library works
 * on the Node that this package asks for, which the tests of the demonstration show. Whatever else is warned of is heard.
 */
export async function withoutRuntimeWarning<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = (...said: readonly unknown[]) => {
    if (!OLDER_NODE.test(String(said[0]))) warn.apply(console, [...said]);
  };
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}

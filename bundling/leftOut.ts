import type { Plugin } from 'vite';

/** Fails the build where a module that has a stand-in comes back, by another path than the one that was closed. */
export function withoutModules(modules: readonly RegExp[]): Plugin {
  return {
    name: 'left-out',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const back = file.moduleIds.find((id) => modules.some((one) => one.test(id)));
        if (back !== undefined) this.error(`${file.fileName} holds ${back}, which no page needs.`);
      }
    },
  };
}

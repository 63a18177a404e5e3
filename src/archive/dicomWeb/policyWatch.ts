/** Hears whether the page's own security policy forbids requests to an archive: a fetch alone does not say why it failed. */
export function watchPolicy(root: string): { blocked: () => boolean; end: () => void } {
  let blocked = false;
  const hear = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    if (blockedURI.startsWith(new URL(root).origin)) blocked = true;
  };
  const page = globalThis.document as Document | undefined;
  page?.addEventListener('securitypolicyviolation', hear);
  return {
    blocked: () => blocked,
    end: () => page?.removeEventListener('securitypolicyviolation', hear),
  };
}

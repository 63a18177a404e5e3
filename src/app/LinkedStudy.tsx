import { useMemo, type ComponentProps } from 'react';
import { decodeLink } from '@/view/link/codec';
import { ViewerRoute } from './ViewerRoute';

type LinkedStudyProps = Omit<ComponentProps<typeof ViewerRoute>, 'link'> & {
  /** '/view/...', whose head was read and names an archive and a study. */
  readonly path: string;
};

/** The study that a link names, with the view in it. */
export default function LinkedStudy({ path, ...rest }: LinkedStudyProps) {
  const link = useMemo(() => decodeLink(path), [path]);
  if (!link.ok) throw new Error(`link: read as one, decoded as ${link.reason}`);
  return <ViewerRoute {...rest} link={link} />;
}

import { Component, Suspense, type ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { PartGone } from '@/ui/PartGone';
import { KeysHeld } from './KeysHeld';

interface LayerProps {
  readonly children: ReactNode;
  onClose(): void;
}

/**
 * What opens above the page: its code comes when it is first needed. Until then the keys are held (see watchFocus), and a
 * page older than the server's files says so. React lets keys of a layer rise to whatever rendered it: not past here.
 */
export const Layer = ({ children, onClose }: LayerProps) => (
  <div style={NO_BOX} onKeyDown={(event) => event.stopPropagation()}>
    <LayerFault onClose={onClose}>
      <Suspense fallback={<KeysHeld />}>{children}</Suspense>
    </LayerFault>
  </div>
);

/** Not a rule of a style sheet: those of the layers come with their code. */
const NO_BOX = { display: 'contents' } as const;

function Gone({ onClose }: { onClose: () => void }) {
  const t = useT();
  return <PartGone text={t('layer.gone')} onClose={onClose} />;
}

/** Catches nothing but code that is not there: other errors are the page's own. */
class LayerFault extends Component<LayerProps, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    // What browsers throw where import() finds no file, and Vite where a style sheet is missing.
    if (error instanceof Error && /importing|imported module|preload/i.test(error.message))
      return <Gone onClose={this.props.onClose} />;
    throw error;
  }
}

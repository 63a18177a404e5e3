import { useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { LayerGone, PartGone } from '@/ui/PartGone';

/** Where the notes of a measurement did not come: said once they are asked for. */
export function FindingGone({ engine }: { readonly engine: Engine }) {
  const { editing } = engine.measuring;
  const isAsked = useStore(editing, ({ id }) => id !== undefined);
  return isAsked && <LayerGone onClose={() => editing.setState({}, true)} />;
}

/** Where the list of the study's documents did not come: said in its place. A study without the list is not one without documents. */
export function ListGone() {
  const t = useT();
  const [isClosed, setClosed] = useState(false);
  return isClosed ? null : (
    <PartGone isInline text={t('layer.gone.documents')} onClose={() => setClosed(true)} />
  );
}

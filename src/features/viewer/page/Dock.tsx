import { useT } from '@/i18n/t';
import { TOOLS, toolSpec, type ToolId } from '@/imaging/pointer/tools';
import type { Right } from '@/protocol/rights';
import type { ActionId } from '@/features/viewer/commands/actions';
import styles from './touch.module.css';
import { Presets } from '@/features/viewer/toolbar/PresetStrip';
import { SeriesPanel } from '@/features/viewer/series/SeriesPanel';
import { toggleSheet } from '@/features/viewer/state/shell';
import { ActionButton, ToolButton, ToolFace } from '@/features/viewer/toolbar/ToolButton';
import { useIsToolKept, useShell, useTool, useViewer } from '@/features/viewer/context/viewerContext';

/** In thumb's reach on a tablet; the rest is under More. */
const DOCK: { readonly tools: readonly ToolId[]; readonly actions: readonly ActionId[] } = {
  tools: ['scroll', 'window', 'length', 'ellipse', 'angle'],
  actions: ['play', 'reset'],
};

const isOffered = (may: ReadonlySet<Right>, tool: ToolId): boolean =>
  TOOLS[tool].group !== 'measure' || may.has('measure');

/** Windows to choose from while the window tool is on. */
function PresetRow() {
  const t = useT();
  if (useTool() !== 'window') return null;
  return (
    <div role="group" aria-label={t('preset.group')} className={styles['presets']}>
      <Presets keys={false} />
    </div>
  );
}

/** Leads to all measuring tools; shows the one in use where it has no button of its own. */
function Measure({ besides }: { besides: readonly ToolId[] }) {
  const t = useT();
  const { shell, may } = useViewer();
  const sheet = useShell(({ sheet }) => sheet);
  const tool = useTool();
  const isKept = useIsToolKept();
  if (!may.has('measure')) return null;
  const inUse =
    tool !== undefined && TOOLS[tool].group === 'measure' && !besides.includes(tool) ? tool : undefined;
  return (
    <ToolFace
      icon={inUse ? toolSpec(inUse).icon : besides.length > 0 ? 'calibrate' : 'length'}
      label={t('viewer.measure')}
      pressed={inUse !== undefined || sheet === 'measure'}
      locked={inUse !== undefined && isKept}
      named
      onClick={() => toggleSheet(shell, 'measure')}
    />
  );
}

function More({ isElsewhere }: { isElsewhere: boolean }) {
  const t = useT();
  const { shell } = useViewer();
  const sheet = useShell(({ sheet }) => sheet);
  return (
    <ToolFace
      icon="more"
      label={t('viewer.more')}
      pressed={sheet === 'more' || isElsewhere}
      named
      onClick={() => toggleSheet(shell, 'more')}
    />
  );
}

/** Says what a finger will do: what was chosen, whether it stays, that it scrolls again. */
function ToolSaid() {
  const t = useT();
  const tool = useTool();
  const isKept = useIsToolKept();
  const spec = tool && toolSpec(tool);
  const values = { tool: spec ? t(spec.label) : '' };
  const said = spec?.group !== 'measure' ? 'tool.said' : isKept ? 'tool.said.kept' : 'tool.said.once';
  return (
    <span role="status" className={styles['heard']}>
      {spec && t(said, values)}
    </span>
  );
}

/** The tablet's tools, at the bottom centre. */
export function Dock() {
  const t = useT();
  const { may } = useViewer();
  const tool = useTool();
  return (
    <section aria-label={t('viewer.reach')} data-dock="" className={styles['dockPlace']}>
      <PresetRow />
      <ToolSaid />
      <div role="toolbar" aria-label={t('viewer.tools')} className={styles['dock']}>
        {DOCK.tools
          .filter((id) => isOffered(may, id))
          .map((id) => (
            <ToolButton key={id} tool={id} named />
          ))}
        <Measure besides={DOCK.tools} />
        {DOCK.actions.map((id) => (
          <ActionButton key={id} action={id} named />
        ))}
        <More isElsewhere={tool === 'pan' || tool === 'zoom'} />
      </div>
    </section>
  );
}

/** The phone's foot: series, five tools, and the way back of what a finger did. */
export function PhoneBar() {
  const t = useT();
  const { shell } = useViewer();
  const sheet = useShell(({ sheet }) => sheet);
  const tool = useTool();
  return (
    <section aria-label={t('viewer.reach')} className={styles['foot']}>
      <PresetRow />
      <ToolSaid />
      {sheet === undefined && (
        <nav aria-label={t('series.study')} className={styles['strip']}>
          <SeriesPanel as="row" />
        </nav>
      )}
      <div role="toolbar" aria-label={t('viewer.tools')} className={styles['five']}>
        <ToolButton tool="scroll" named />
        <ToolButton tool="window" named />
        <Measure besides={[]} />
        <ToolFace
          icon="results"
          label={t('viewer.results')}
          pressed={sheet === 'results'}
          named
          onClick={() => toggleSheet(shell, 'results')}
        />
        <ActionButton action="undo" named />
        <More isElsewhere={tool === 'pan' || tool === 'zoom'} />
      </div>
    </section>
  );
}

import type { ReactNode } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { toolSpec } from '@/imaging/pointer/tools';
import { Key } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { presetKey } from '@/view/presets';
import { actionSpec, type ActionSpec } from '@/features/viewer/commands/actions';
import styles from './help.module.css';
import { activePresets } from '@/features/viewer/commands/keyboard';
import { keyText } from '@/features/viewer/commands/keyText';
import { offeredTools, possibleActions } from '@/features/viewer/commands/offered';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

type Row = readonly [keys: readonly string[], label: MessageKey];

const MOUSE: readonly Row[] = [
  [['help.wheel'], 'help.wheel.does'],
  [['help.left'], 'help.left.does'],
  [['help.right'], 'help.right.does'],
  [['help.rightStill'], 'help.rightStill.does'],
  [['help.middle'], 'help.middle.does'],
  [['help.ctrlWheel'], 'help.ctrlWheel.does'],
  [['help.double'], 'help.double.does'],
  [['help.doubleDrawing'], 'help.drawing.does'],
].map(([keys, label]) => [keys, label] as Row);

const FINGERS: readonly Row[] = [
  [['help.oneFinger'], 'help.oneFinger.does'],
  [['help.twoFingers'], 'help.twoFingers.does'],
  [['help.doubleTap'], 'help.doubleTap.does'],
  [['help.longPress'], 'help.drawing.does'],
  [['help.rest.finger'], 'help.rightStill.does'],
  [['help.toolTwice'], 'help.toolTwice.does'],
];

/** All keys and gestures, from the tables that make them work. */
export default function HelpDialog() {
  const t = useT();
  const viewer = useViewer();
  const letters = useShell(({ letters }) => letters);
  const close = () => viewer.shell.setState({ dialog: undefined });
  const actions = (group: ActionSpec['group']): readonly Row[] =>
    possibleActions(viewer)
      .map(actionSpec)
      .flatMap((spec) =>
        spec.group === group && spec.key !== undefined ? [[[keyText(spec.key)], spec.label] as const] : [],
      );
  const moving: readonly Row[] = [
    [[keyText('arrowup'), keyText('arrowdown')], 'help.arrows'],
    [[keyText('pageup'), keyText('pagedown')], 'help.pages'],
    [[keyText('home'), keyText('end')], 'help.ends'],
    [[keyText('tab')], 'help.tab'],
    [[keyText('escape')], 'help.escape'],
    [[keyText('enter')], 'help.enter'],
    [['enter', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright'].map(keyText), 'help.crosshair'],
    [['arrowup', 'arrowdown', 'arrowleft', 'arrowright'].map(keyText), 'help.nudge'],
    [[keyText('shift+arrowup')], 'help.nudgeFar'],
  ];
  return (
    <Dialog title={t('help.title')} closeLabel={t('common.close')} wide onClose={close}>
      <div
        className={styles['columns']}
        tabIndex={0}
        role="group"
        aria-label={t('help.title')}
        data-first-focus
      >
        <Section title={t('group.navigate')} rows={moving} />
        <Section
          title={t('help.tools')}
          rows={offeredTools(viewer.may)
            .map(toolSpec)
            .flatMap(({ key, label }): Row[] => (key === undefined ? [] : [[[keyText(key)], label]]))}
        />
        <Section title={t('group.image')} rows={actions('image')} />
        <Section
          title={t('preset.group')}
          rows={activePresets(viewer).flatMap(({ label }, place): Row[] => {
            const key = presetKey(place);
            return key === undefined ? [] : [[[key], label]];
          })}
        />
        <Section
          title={t('help.rest')}
          rows={[...actions('layout'), ...actions('play'), ...actions('edit'), ...actions('screen')]}
        />
        <Section title={t('help.mouse')} rows={MOUSE} areWords />
        <Section title={t('help.fingers')} rows={FINGERS} areWords />
      </div>
      <label className={styles['letters']}>
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => viewer.shell.setState({ letters: event.target.checked })}
        />
        {t('help.letters')}
      </label>
    </Dialog>
  );
}

function Section({
  title,
  rows,
  areWords = false,
}: {
  title: string;
  rows: readonly Row[];
  areWords?: boolean;
}) {
  const t = useT();
  if (rows.length === 0) return null;
  const face = (key: string): ReactNode =>
    areWords ? <span key={key}>{t(key as MessageKey)}</span> : <Key key={key}>{key}</Key>;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(([keys, label]) => (
          <div key={label}>
            <dt>{keys.map(face)}</dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

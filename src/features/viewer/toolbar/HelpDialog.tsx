import type { ReactNode } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { inputKind, type Act } from '@/protocol/hands';
import { Button, Key } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { hasPresetKey, presetName } from '@/view/presets';
import { actionSpec, type ActionSpec } from '@/features/viewer/commands/actions';
import { presetAct, TABLE_ACTS } from '@/features/viewer/commands/handTable';
import { toolSpec } from '@/imaging/pointer/tools';
import { useActNames } from './actNames';
import styles from './help.module.css';
import { keyText } from '@/features/viewer/commands/keyText';
import { offeredTools, possibleActions } from '@/features/viewer/commands/offered';
import { activePresets } from '@/features/viewer/commands/panePresets';
import { useHands, useKeyHints } from '@/features/viewer/context/keyHints';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

interface Row {
  readonly keys: readonly string[];
  readonly label: string;
}

const FINGERS: readonly (readonly [hand: MessageKey, label: MessageKey])[] = [
  ['help.oneFinger', 'help.oneFinger.does'],
  ['help.twoFingers', 'help.twoFingers.does'],
  ['help.doubleTap', 'help.doubleTap.does'],
  ['help.longPress', 'help.drawing.does'],
  ['help.rest.finger', 'help.rightStill.does'],
  ['help.toolTwice', 'help.toolTwice.does'],
];
const ARROWS = ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'];

/** Rows of acts with the keys that they have now. */
function useActRows() {
  const t = useT();
  const nameOf = useActNames();
  const { text } = useKeyHints();
  const inputsOf = useHands(({ bindings }) => bindings.inputsOf);
  const keysOf = (...acts: readonly Act[]) =>
    acts.flatMap((act) =>
      inputsOf(act)
        .filter((input) => inputKind(input) === 'key')
        .map(text),
    );
  const row = (label: string, ...acts: readonly Act[]): readonly Row[] => {
    const keys = keysOf(...acts);
    return keys.length > 0 ? [{ keys, label }] : [];
  };
  const mouse = TABLE_ACTS.flatMap((act) =>
    inputsOf(act)
      .filter((input) => inputKind(input) !== 'key')
      .map((input): Row => ({
        keys: [input === 'drag1' ? t('help.left.rest') : text(input)],
        label: nameOf(act),
      })),
  );
  return { row, mouse };
}

/** Keys that move through images, the focus and drawings. */
function useMovingRows(row: ReturnType<typeof useActRows>['row']): readonly Row[] {
  const t = useT();
  const fixed = (label: MessageKey, ...keys: readonly string[]): Row => ({
    keys: keys.map((key) => keyText(key)),
    label: t(label),
  });
  return [
    ...row(t('help.arrows'), 'imageBack', 'imageOn'),
    ...row(t('help.pages'), 'tenBack', 'tenOn'),
    ...row(t('help.ends'), 'firstImage', 'lastImage'),
    fixed('help.tab', 'tab'),
    fixed('help.escape', 'escape'),
    fixed('help.enter', 'enter'),
    fixed('help.crosshair', 'enter', ...ARROWS),
    fixed('help.nudge', ...ARROWS),
    fixed('help.nudgeFar', 'shift+arrowup'),
    fixed('help.planes', 'tab', ...ARROWS),
  ];
}

/** Whether letters are keys here: they are in the way of some who speak to their browser. */
function LettersChoice() {
  const t = useT();
  const { shell } = useViewer();
  const letters = useShell(({ letters }) => letters);
  return (
    <label className={styles['letters']}>
      <input
        type="checkbox"
        checked={letters}
        onChange={(event) => shell.setState({ letters: event.target.checked })}
      />
      {t('help.letters')}
    </label>
  );
}

/** All keys and gestures as they are chosen, from the tables that make them work. */
export default function HelpDialog() {
  const t = useT();
  const viewer = useViewer();
  const { row, mouse } = useActRows();
  const close = () => viewer.shell.setState({ dialog: undefined });
  const actions = (group: ActionSpec['group']): readonly Row[] =>
    possibleActions(viewer)
      .filter((id) => actionSpec(id).group === group)
      .flatMap((id) => row(t(actionSpec(id).label), id));
  const words = (hand: MessageKey, label: MessageKey): Row => ({ keys: [t(hand)], label: t(label) });
  const moving = useMovingRows(row);
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
          rows={offeredTools(viewer.may).flatMap((id) => row(t(toolSpec(id).label), id))}
        />
        <Section title={t('group.image')} rows={actions('image')} />
        <Section
          title={t('preset.group')}
          rows={activePresets(viewer).flatMap((preset, place) =>
            hasPresetKey(place) ? row(presetName(preset, t), presetAct(place)) : [],
          )}
        />
        <Section title={t('group.link')} rows={actions('link')} />
        <Section
          title={t('help.rest')}
          rows={[...actions('layout'), ...actions('play'), ...actions('edit'), ...actions('screen')]}
        />
        <Section
          title={t('help.mouse')}
          rows={[
            words('help.left', 'help.left.does'),
            ...mouse,
            words('help.ctrlWheel', 'help.ctrlWheel.does'),
            words('help.doubleDrawing', 'help.drawing.does'),
          ]}
          areWords
        />
        <Section title={t('help.fingers')} rows={FINGERS.map((one) => words(...one))} areWords />
      </div>
      <div className={styles['end']}>
        <LettersChoice />
        <Button onClick={() => viewer.shell.setState({ dialog: 'hands' })}>{t('help.change')}</Button>
      </div>
    </Dialog>
  );
}

interface SectionProps {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly areWords?: boolean;
}

function Section({ title, rows, areWords = false }: SectionProps) {
  if (rows.length === 0) return null;
  const face = (key: string): ReactNode =>
    areWords ? <span key={key}>{key}</span> : <Key key={key}>{key}</Key>;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, label }) => (
          <div key={`${label} ${keys.join(' ')}`}>
            <dt>{keys.map(face)}</dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

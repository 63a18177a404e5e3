import { useState } from 'react';
import { useT } from '@/i18n/t';
import { HAND_PRESETS, type Act, type HandInput, type HandPreset, type Hands } from '@/protocol/hands';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { SegmentedControl } from '@/ui/SegmentedControl';
import { withGiven, withInput, withoutInput, withPreset } from '@/features/viewer/commands/bindings';
import { useHands, useKeyHints } from '@/features/viewer/context/keyHints';
import { useViewer } from '@/features/viewer/context/viewerContext';
import { useActNames } from './actNames';
import { HandsList } from './HandsList';
import styles from './hands.module.css';

/** What was just done, for a sentence, and what it was before. */
interface Done {
  readonly text: string;
  readonly before?: Hands;
}

/** What keys, mouse buttons and the wheel do, each by choice. */
export default function HandsDialog() {
  const t = useT();
  const { shell } = useViewer();
  const close = () => shell.setState({ dialog: undefined });
  return (
    <Dialog title={t('action.hands')} closeLabel={t('common.close')} wide="extra" onClose={close}>
      <Content />
    </Dialog>
  );
}

/** Changes what keys, buttons and the wheel do, and says what was changed; the last can be taken back. */
function useHandChanges() {
  const t = useT();
  const { hands: at } = useViewer();
  const hands = useHands((state) => state.hands);
  const { text } = useKeyHints();
  const nameOf = useActNames();
  const [done, setDone] = useState<Done>();
  const change = (to: (now: Hands) => Hands, said: string) => {
    setDone({ text: said, before: hands });
    at.change(to);
  };
  const setName = (preset: HandPreset) => t(`hands.set.${preset}`);
  const choose = (preset: HandPreset) =>
    change((now) => withPreset(now, preset), t('hands.done.set', { set: setName(preset) }));
  const rows = {
    onAdd(act: Act, input: HandInput, from: Act | undefined) {
      const names = { input: text(input), act: nameOf(act) };
      const said = from
        ? t('hands.done.taken', { ...names, other: nameOf(from) })
        : t('hands.done.added', names);
      change((now) => withInput(now, act, input), said);
    },
    onRemove: (act: Act, input: HandInput) =>
      change(
        (now) => withoutInput(now, act, input),
        t('hands.done.removed', { input: text(input), act: nameOf(act) }),
      ),
    onGiven: (act: Act) => change((now) => withGiven(now, act), t('hands.done.given', { act: nameOf(act) })),
  };
  const undo = () => {
    const before = done?.before;
    setDone({ text: t('hands.done.back') });
    if (before) at.change(() => before);
  };
  return { hands, done, setName, choose, rows, undo };
}

function Content() {
  const t = useT();
  const { screen } = useViewer();
  const [typed, setTyped] = useState('');
  const { hands, done, setName, choose, rows, undo } = useHandChanges();
  const isChanged = Object.keys(hands.changed).length > 0;
  return (
    <div className={styles['hands']}>
      <div className={styles['sets']}>
        <SegmentedControl
          label={t('hands.sets')}
          value={hands.preset}
          options={HAND_PRESETS.map((id) => ({ id, text: setName(id) }))}
          onChange={choose}
        />
        <Button disabled={!isChanged} onClick={() => choose(hands.preset)}>
          {t('hands.reset')}
        </Button>
      </div>
      <p>{t(`hands.set.${hands.preset}.does`)}</p>
      <input
        type="search"
        value={typed}
        aria-label={t('hands.find')}
        placeholder={t('hands.find')}
        autoComplete="off"
        spellCheck={false}
        className={styles['find']}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div
        tabIndex={0}
        role="group"
        aria-label={t('hands.list')}
        className={styles['list']}
        // That of a right button which was just chosen comes when its field is gone.
        onContextMenu={(event) => event.preventDefault()}
        // A field would bring the keyboard of the screen.
        data-first-focus={screen === 'desk' ? undefined : ''}
      >
        <HandsList typed={typed} {...rows} />
      </div>
      <div role="status" className={styles['done']} data-testid="hands-done">
        {done && <p>{done.text}</p>}
        <Unkept />
        {done?.before && <Button onClick={undo}>{t('action.undo')}</Button>}
      </div>
    </div>
  );
}

/** Where a change does not last as long as people think. */
function Unkept() {
  const t = useT();
  const unkept = useHands((state) => state.unkept);
  return unkept ? <p>{t(`hands.unkept.${unkept}`)}</p> : null;
}

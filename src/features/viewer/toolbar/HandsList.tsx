import { useLayoutEffect, useRef, useState } from 'react';
import type { MessageKey } from '@/i18n/en';
import { textOf, useT } from '@/i18n/t';
import { inputKind, type Act, type HandInput } from '@/protocol/hands';
import { Button, IconButton, Key } from '@/ui/Button';
import { matching } from '@/ui/paletteMatch';
import { inputRefusal, type InputRefusal } from '@/features/viewer/commands/bindings';
import { actRow, isAction, isTool, TABLE_ACTS, type ActGroup } from '@/features/viewer/commands/handTable';
import { offeredActions, offeredTools } from '@/features/viewer/commands/offered';
import { useHands, useKeyHints } from '@/features/viewer/context/keyHints';
import { useViewer } from '@/features/viewer/context/viewerContext';
import { useActNames } from './actNames';
import { HandCapture } from './HandCapture';
import styles from './hands.module.css';

const GROUPS: readonly (readonly [group: ActGroup, label: MessageKey])[] = [
  ['navigate', 'group.navigate'],
  ['measure', 'group.measure'],
  ['preset', 'preset.group'],
  ['image', 'group.image'],
  ['layout', 'group.layout'],
  ['link', 'group.link'],
  ['play', 'group.play'],
  ['edit', 'group.edit'],
  ['screen', 'group.screen'],
];

/** What people type for it beside its name: the palette's words. */
const wordsOf = (act: Act): string | undefined => textOf(`words.${isTool(act) ? `tool-${act}` : act}`);

interface ListProps {
  /** `from`: what has the input until then. */
  readonly onAdd: (act: Act, input: HandInput, from: Act | undefined) => void;
  readonly onRemove: (act: Act, input: HandInput) => void;
  /** Back to what the set has. */
  readonly onGiven: (act: Act) => void;
}

/** Every act that whoever looks may do, with what does it. */
export function HandsList({ typed, ...rows }: ListProps & { readonly typed: string }) {
  const t = useT();
  const { may } = useViewer();
  const nameOf = useActNames();
  const [asked, setAsked] = useState<Act>();
  const mayDo = new Set<string>([...offeredTools(may), ...offeredActions(may)]);
  const acts = TABLE_ACTS.filter((act) => (isTool(act) || isAction(act) ? mayDo.has(act) : true));
  const sections = GROUPS.map(([group, label]) => {
    const entries = acts
      .filter((act) => actRow(act).group === group)
      .map((act) => ({ act, label: nameOf(act), group: t(label), words: wordsOf(act) }));
    return { group, label, entries: matching(entries, typed) };
  }).filter(({ entries }) => entries.length > 0);
  if (sections.length === 0) return <p>{t('hands.nothing')}</p>;
  return sections.map(({ group, label, entries }) => (
    <section key={group}>
      <h3>{t(label)}</h3>
      <ul>
        {entries.map(({ act }) => (
          <Row
            key={act}
            act={act}
            isAsked={asked === act}
            onAsk={(isAsked) => setAsked(isAsked ? act : undefined)}
            {...rows}
          />
        ))}
      </ul>
    </section>
  ));
}

interface InputsProps {
  readonly act: Act;
  onRemove(input: HandInput): void;
}

/** What does an act, each with a button that takes it away; the left button always does something. */
function Inputs({ act, onRemove }: InputsProps) {
  const t = useT();
  const { text } = useKeyHints();
  const nameOf = useActNames();
  const bindings = useHands((state) => state.bindings);
  return bindings.inputsOf(act).map((input) => (
    <span key={input} className={styles['input']}>
      {inputKind(input) === 'key' ? <Key>{text(input)}</Key> : <span>{text(input)}</span>}
      {input !== 'drag1' && (
        <IconButton
          icon="close"
          label={t('hands.remove', { input: text(input), act: nameOf(act) })}
          onClick={() => onRemove(input)}
        />
      )}
    </span>
  ));
}

/** What the set gives the act, and something else has. */
function Lost({ act }: { readonly act: Act }) {
  const t = useT();
  const { text } = useKeyHints();
  const nameOf = useActNames();
  const bindings = useHands((state) => state.bindings);
  return bindings.lostOf(act).map(({ input, to }) => (
    <p key={input} className={styles['note']}>
      {t('hands.lost', { input: text(input), other: nameOf(to) })}
    </p>
  ));
}

interface RowProps extends ListProps {
  readonly act: Act;
  /** A key or button is being chosen for it. */
  readonly isAsked: boolean;
  readonly onAsk: (isAsked: boolean) => void;
}

function Row({ act, isAsked, onAsk, onAdd, onRemove, onGiven }: RowProps) {
  const t = useT();
  const nameOf = useActNames();
  const isChanged = useHands((state) => state.hands.changed[act] !== undefined);
  const add = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  // The field is gone, or the button of what was taken away: people go on from this row.
  useLayoutEffect(() => {
    if (wasAsked.current && !isAsked) add.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  const leave = (then: () => void) => {
    then();
    add.current?.focus();
  };
  const name = nameOf(act);
  return (
    <li data-act={act}>
      <div className={styles['row']}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['inputs']}>
          <Inputs act={act} onRemove={(input) => leave(() => onRemove(act, input))} />
          {isChanged && (
            <Button
              kind="quiet"
              aria-label={t('hands.given.of', { act: name })}
              onClick={() => leave(() => onGiven(act))}
            >
              {t('hands.given')}
            </Button>
          )}
          <Button
            ref={add}
            aria-label={t('hands.add.to', { act: name })}
            aria-expanded={isAsked}
            onClick={() => onAsk(!isAsked)}
          >
            {t('hands.add')}
          </Button>
        </span>
      </div>
      <Lost act={act} />
      {isAsked && (
        <Asking
          act={act}
          onEnd={() => onAsk(false)}
          onChosen={(input, from) => {
            onAsk(false);
            onAdd(act, input, from);
          }}
        />
      )}
    </li>
  );
}

interface AskingProps {
  readonly act: Act;
  readonly onEnd: () => void;
  readonly onChosen: (input: HandInput, from: Act | undefined) => void;
}

/** The field that a key is pressed in, and why it is refused. */
function Asking({ act, onEnd, onChosen }: AskingProps) {
  const t = useT();
  const { text } = useKeyHints();
  const nameOf = useActNames();
  const bindings = useHands((state) => state.bindings);
  const [refused, setRefused] = useState<{ readonly input: HandInput; readonly refusal: InputRefusal }>();
  const names = refused && { input: text(refused.input), act: nameOf(act) };
  const by = refused?.refusal.why === 'taken' ? refused.refusal.by : undefined;
  return (
    <div className={styles['asking']}>
      <HandCapture
        act={act}
        onEnd={onEnd}
        onInput={(input) => {
          const refusal = inputRefusal(bindings, act, input);
          if (refusal) setRefused({ input, refusal });
          else if (bindings.actOf(input) === act) onEnd();
          else onChosen(input, undefined);
        }}
      />
      <div role="status" data-testid="hands-refused">
        {refused && names && (
          <p>
            {by
              ? t('hands.no.taken', { ...names, other: nameOf(by) })
              : t(`hands.no.${refused.refusal.why}`, names)}
          </p>
        )}
      </div>
      <div className={styles['choices']}>
        {by && refused && (
          <Button onClick={() => onChosen(refused.input, by)}>{t('hands.take', { act: nameOf(act) })}</Button>
        )}
        <Button onClick={onEnd}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}

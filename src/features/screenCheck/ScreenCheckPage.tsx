import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { deviceStorage } from '@/archive/contract/capabilities';
import { plainText } from '@/i18n/numberText';
import { momentText } from '@/i18n/moment';
import { useT } from '@/i18n/t';
import { Button, LinkButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Logo } from '@/ui/Logo';
import { SegmentedControl } from '@/ui/SegmentedControl';
import { PatternCanvas } from './PatternCanvas';
import {
  keepCheck,
  QUESTIONS,
  readScreen,
  recallCheck,
  screenWarnings,
  type Question,
  type ScreenCheck,
  type ScreenFacts,
} from './screenChecks';
import styles from './screenCheck.module.css';

type Answer = 'yes' | 'no' | 'open';
type Answers = Readonly<Partial<Record<Question, Answer>>>;

const matches = (query: string): boolean => matchMedia(query).matches;

/** Which screen the window is on, also after it was moved or zoomed. */
function useScreenFacts(): ScreenFacts {
  const key = useSyncExternalStore(
    (tell) => {
      addEventListener('resize', tell);
      return () => removeEventListener('resize', tell);
    },
    () => JSON.stringify(readScreen()),
  );
  return JSON.parse(key) as ScreenFacts;
}

/** Whether the pattern fills the screen; once it does no more, the focus is back on what filled it. */
function useFullscreen(figure: RefObject<HTMLElement | null>, fill: RefObject<HTMLElement | null>): boolean {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    let was = false;
    const changed = () => {
      const is = document.fullscreenElement !== null && document.fullscreenElement === figure.current;
      setFull(is);
      if (was && !is) fill.current?.focus();
      was = is;
    };
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [figure, fill]);
  return isFull;
}

interface FigureProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly isFull: boolean;
}

function Figure({ ref, isFull }: FigureProps) {
  const t = useT();
  return (
    <div ref={ref} className={styles['figure']}>
      <PatternCanvas label={t('screen.pattern')} />
      {isFull && (
        // Over the whole pattern, unseen: a press anywhere leaves.
        <button
          type="button"
          autoFocus
          className={styles['leave']}
          aria-label={t('screen.leave')}
          onClick={() => void document.exitFullscreen().catch(() => undefined)}
        />
      )}
    </div>
  );
}

/** A test pattern, what to look for in it, and what a browser cannot know of a screen. */
export default function ScreenCheckPage({ listHref }: { readonly listHref: string }) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  const figure = useRef<HTMLDivElement>(null);
  const fill = useRef<HTMLButtonElement>(null);
  const isFull = useFullscreen(figure, fill);
  const facts = useScreenFacts();
  // The page before it is gone: a screen reader starts here.
  useEffect(() => heading.current?.focus(), []);
  const canFill = document.fullscreenEnabled === true;
  return (
    <div className={styles['page']}>
      <header className={styles['top']}>
        <span className={styles['brand']}>
          <Logo />
          {t('app.name')}
        </span>
        <LinkButton kind="quiet" href={listHref}>
          <Icon name="back" size={16} /> {t('screen.back')}
        </LinkButton>
      </header>
      <main className={styles['main']}>
        <div className={styles['look']}>
          <h1 ref={heading} tabIndex={-1}>
            {t('screen.title')}
          </h1>
          <p className={styles['quiet']}>
            {t('screen.of', {
              width: plainText(facts.width, 0),
              height: plainText(facts.height, 0),
              ratio: plainText(facts.ratio, 2),
            })}
          </p>
          <Figure ref={figure} isFull={isFull} />
          {canFill && (
            <p className={styles['quiet']}>
              <Button
                ref={fill}
                aria-describedby="screen-leave"
                onClick={() => void figure.current?.requestFullscreen().catch(() => undefined)}
              >
                {t('screen.fill')}
              </Button>{' '}
              <span id="screen-leave">{t('screen.howToLeave')}</span>
            </p>
          )}
        </div>
        <Questions key={JSON.stringify(facts)} facts={facts} />
      </main>
    </div>
  );
}

function Questions({ facts }: { readonly facts: ScreenFacts }) {
  const t = useT();
  const [before] = useState(() => recallCheck(deviceStorage(), facts));
  const [answers, setAnswers] = useState<Answers>({});
  const [kept, setKept] = useState<{ readonly check: ScreenCheck; readonly isKept: boolean }>();
  const answer = (question: Question, given: Answer) => {
    const next = { ...answers, [question]: given };
    setAnswers(next);
    const failed = QUESTIONS.filter((one) => next[one] === 'no');
    // One that does not look right is enough; that all is right takes all of the answers.
    if (failed.length === 0 && QUESTIONS.some((one) => next[one] !== 'yes')) return setKept(undefined);
    const check = { ...facts, atMs: Date.now(), failed };
    setKept({ check, isKept: keepCheck(deviceStorage(), check) });
  };
  const options = [
    { id: 'yes', text: t('screen.yes') },
    { id: 'no', text: t('screen.no') },
  ] as const;
  const left = QUESTIONS.filter((one) => (answers[one] ?? 'open') === 'open').length;
  const shown = kept?.check ?? (left === QUESTIONS.length ? before : undefined);
  return (
    <div className={styles['said']}>
      {screenWarnings(matches, facts).map((warning) => (
        <p key={warning} className={styles['warning']}>
          <Icon name="warning" size={16} />
          {t(`screen.warn.${warning}`, { ratio: plainText(facts.ratio, 2) })}
        </p>
      ))}
      <h2>{t('screen.questions')}</h2>
      <ol className={styles['questions']}>
        {QUESTIONS.map((question) => (
          <li key={question} data-question={question}>
            <p>{t(`screen.ask.${question}`)}</p>
            <SegmentedControl<Answer>
              label={t(`screen.ask.${question}`)}
              value={answers[question] ?? 'open'}
              options={options}
              onChange={(given) => answer(question, given)}
            />
            {answers[question] === 'no' && (
              <p className={styles['advice']}>{t(`screen.advice.${question}`)}</p>
            )}
          </li>
        ))}
      </ol>
      <p role="status" data-testid="screen-result" className={styles['result']}>
        {shown
          ? t(shown.failed.length === 0 ? 'screen.right' : 'screen.wrong', { at: momentText(shown.atMs) })
          : left === QUESTIONS.length
            ? t('screen.unseen')
            : t('screen.left', { count: left })}
        {kept?.isKept === false && ` ${t('screen.notKept')}`}
      </p>
      <p className={styles['quiet']}>{t('screen.honest')}</p>
    </div>
  );
}

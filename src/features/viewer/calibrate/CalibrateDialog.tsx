import { useId, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import {
  calibrate,
  calibrationFor,
  canCalibrate,
  SHORTEST_LINE_PX,
  type Calibration,
} from '@/dicom/geometry/calibration';
import type { Instance } from '@/dicom/dataset/instance';
import { spoken } from '@/i18n/language';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { formatReading } from '@/measurement/readingText';
import { EMPTY_PANE } from '@/imaging/pane/paneStore';
import { Button } from '@/ui/Button';
import { Dialog, useUnkept } from '@/ui/overlay/Dialog';
import { addCalibration, removeCalibration } from '@/view/actions';
import type { Measurement } from '@/measurement/measurement';
import { updateView } from '@/view/viewStore';
import { calibrationLine } from './calibrationLine';
import { readTypedLength, type TypedLength } from './typedLength';
import styles from '@/features/viewer/styles/viewer.module.css';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';

/** Lets a person say how long a line truly is: what the image's pixels measure then follows from it. */
export default function CalibrateDialog() {
  const t = useT();
  const { engine, shell } = useViewer();
  const close = () => shell.setState({ dialog: undefined });
  return (
    <Dialog title={t('calibrate.title')} closeLabel={t('common.close')} onClose={close}>
      {engine ? <Content engine={engine} onDone={close} /> : <p>{t('calibrate.noImage')}</p>}
    </Dialog>
  );
}

function pointsOf({ pointsPx: [from, to] }: Measurement) {
  return from && to ? ([from, to] as const) : undefined;
}

function Content({ engine, onDone }: { engine: Engine; onDone(): void }) {
  const t = useT();
  const { views, tool } = useViewer();
  const pane = useView(({ active }) => active);
  const calibrations = useView(({ calibrations }) => calibrations);
  const status = useStore(engine.facts, ({ panes }) => panes[pane]) ?? EMPTY_PANE;
  const measures = useStore(engine.measures);
  const { instance, frame = 1 } = status;
  const line = calibrationLine(measures, status);
  const points = line && pointsOf(line);

  if (!instance || status.state !== 'shown') return <p>{t('calibrate.noImage')}</p>;
  if (!canCalibrate(instance, frame)) return <p>{t('calibrate.known')}</p>;
  const known = calibrationFor(calibrations ?? [], instance, frame);
  const remove = known && (
    <Button
      onClick={() => {
        updateView(views, (view) => removeCalibration(view, known));
        onDone();
      }}
    >
      {t('calibrate.remove')}
    </Button>
  );
  const draw = () => {
    tool.setState({ tool: 'length', isKept: false });
    onDone();
  };
  const isShort =
    points && Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]) < SHORTEST_LINE_PX;
  if (!points || isShort) {
    return (
      <div className={styles['ask']}>
        <p>{t(isShort ? 'calibrate.short' : 'calibrate.noLine')}</p>
        <div className={styles['askEnd']}>
          {remove}
          <Button kind="primary" onClick={draw}>
            {t('calibrate.draw')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Form line={line} image={{ instance, frame, points }} extra={remove} onCancel={onDone}>
      {(calibration) => {
        updateView(views, (view) => addCalibration(view, calibration));
        onDone();
      }}
    </Form>
  );
}

interface FormProps {
  readonly line: Measurement;
  readonly image: {
    readonly instance: Instance;
    readonly frame: number;
    readonly points: Parameters<typeof calibrate>[2];
  };
  readonly extra: ReactNode;
  /** What to do with the calibration. */
  children(calibration: Calibration): void;
  onCancel(): void;
}

function Form({ line, image, extra, children: done, onCancel }: FormProps) {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<Exclude<TypedLength, { lengthMm: number }>>();
  useUnkept(typed !== '');
  const now = line.readings.find(({ name }) => name === 'length');
  const submit = () => {
    const read = readTypedLength(typed, spoken().decimal);
    if ('refused' in read) return setRefused(read);
    const calibration = calibrate(image.instance, image.frame, image.points, read.lengthMm);
    if (calibration) done(calibration);
    else setRefused({ refused: 'wrong' });
  };
  return (
    <form
      className={styles['ask']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor={id}>{t('calibrate.line', { length: now ? formatReading(now) : '–' })}</label>
      <div className={styles['askUnit']}>
        <input
          id={id}
          autoFocus
          autoComplete="off"
          inputMode="decimal"
          maxLength={10}
          aria-invalid={refused !== undefined}
          aria-describedby={`${id}-note ${id}-wrong`}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setRefused(undefined);
          }}
        />
        <span>{t('calibrate.unit')}</span>
      </div>
      <p id={`${id}-wrong`} role="alert">
        {refused?.refused === 'wrong' && t('calibrate.wrong')}
        {refused?.refused === 'unclear' && t('calibrate.unclear', refused)}
      </p>
      <p id={`${id}-note`}>{t('calibrate.note')}</p>
      <div className={styles['askEnd']}>
        {extra}
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <button type="submit" className={styles['submit']}>
          {t('calibrate.do')}
        </button>
      </div>
    </form>
  );
}

import type { ReactNode } from 'react';
import { FindingNotice } from '@/features/viewer/link/FindingNotice';
import styles from '@/features/viewer/styles/viewer.module.css';
import type { Engine } from '@/imaging/contract';
import { PassingPlace } from '@/ui/PassingBanner';
import { DroppedNotice } from './DroppedNotice';
import { EndNotice } from './EndNotice';
import { HangingSaid } from './HangingSaid';

interface NoticesProps {
  /** Absent until the link's measurements are in it. */
  readonly engine: Engine | undefined;
  /** What of the link could not be shown. */
  readonly dropped: readonly string[];
  readonly children: ReactNode;
}

/** What there is to say about the view as a whole, over the pictures, which stay where they are. */
export function Notices({ engine, dropped, children }: NoticesProps) {
  return (
    <PassingPlace>
      <div className={styles['over']}>
        {children}
        {engine && <FindingNotice engine={engine} />}
        <EndNotice />
        <HangingSaid />
        <DroppedNotice dropped={dropped} />
      </div>
    </PassingPlace>
  );
}

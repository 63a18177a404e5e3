import { Component, type ReactNode } from 'react';
import { spoken } from '@/i18n/language';
import { t } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import styles from '@/features/viewer/styles/panes.module.css';

interface PaneBoundaryProps {
  readonly pane: number;
  readonly children: ReactNode;
}

/** A defect in one pane becomes the state of that pane; the others live on. */
export class PaneBoundary extends Component<PaneBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div
        dir={spoken().direction}
        className={styles['cover']}
        role="alert"
        data-tone="bad"
        data-broken={this.props.pane}
      >
        <Icon name="failed" size={28} stroke={1.4} />
        <h2>{t('fault.defect')}</h2>
        <p>{t('fault.defect.pane')}</p>
        <div className={styles['offers']}>
          <Button kind="primary" onClick={() => this.setState({ isBroken: false })}>
            {t('common.retry')}
          </Button>
        </div>
      </div>
    );
  }
}

import { Component, type ReactNode } from 'react';
import { t } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { isCodeLost } from '@/ui/latePart';
import { Notice } from '@/ui/Notice';

/**
 * Name and place of a defect for whoever mends it. No message: messages can quote data. Only files of the page and places
 * in them are kept of the stack.
 */
export function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = [...(error.stack ?? '').matchAll(/([\w.-]+\.[jt]sx?)(?:\?[\w=]*)?:(\d+):(\d+)/g)];
  return [
    error.name,
    ...places.slice(0, 12).map(([, file, line, column]) => `  ${file}:${line}:${column}`),
  ].join('\n');
}

interface ErrorBoundaryState {
  readonly error?: unknown;
  readonly isCopied: boolean;
}

/** A defect anywhere below becomes a sentence and a way on. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { isCopied: false };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error ?? new Error('unknown') };
  }

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(describeDefect(this.state.error));
      this.setState({ isCopied: true });
    } catch {
      this.setState({ isCopied: false }); // Forbidden by the browser; reloading still works.
    }
  };

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    const isLost = isCodeLost(this.state.error);
    return (
      <main className="app-notice">
        <Notice
          alert
          icon="warning"
          title={t(isLost ? 'layer.gone.title' : 'app.broken')}
          text={t(isLost ? 'app.partLost.text' : 'app.broken.text')}
          small={t('app.broken.copy.text')}
          actions={
            <>
              <Button kind="primary" onClick={() => location.reload()}>
                {t('common.reload')}
              </Button>
              <Button onClick={() => void this.copy()}>
                {t(this.state.isCopied ? 'common.copied' : 'app.broken.copy')}
              </Button>
            </>
          }
        />
      </main>
    );
  }
}

import { t } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import type { Pointer } from './content';
import { memberName } from './names';
import type { Member } from '@/protocol/room';
import styles from './together.module.css';

/** A pointer that does not move for so long is no longer in the way. */
const STILL_MS = 3_000;

/** The presenter's pointer over the pictures: a ring at the same pixel of the image, whatever the size of the pane. */
export class PointerLayer {
  private readonly engine: Engine | undefined;
  private readonly ring = document.createElement('div');
  private readonly name = document.createElement('span');
  private pointer: Pointer | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(engine: Engine | undefined) {
    this.engine = engine;
    this.ring.className = styles['pointer'] ?? '';
    this.ring.dataset['testid'] = 'presenter-pointer';
    this.ring.setAttribute('role', 'img');
    this.name.setAttribute('aria-hidden', 'true');
    this.ring.append(this.name);
  }

  show(pointer: Pointer | undefined, presenter: Member | undefined): void {
    if (!pointer || !presenter) return this.hide();
    const before = this.pointer;
    const hasMoved =
      pointer.pane !== before?.pane || pointer.column !== before.column || pointer.row !== before.row;
    this.pointer = pointer;
    const name = memberName(presenter, t);
    if (this.name.textContent !== name) {
      this.name.textContent = name;
      this.ring.setAttribute('aria-label', t('together.pointer', { name }));
    }
    if (hasMoved) this.wake();
    this.place();
  }

  /** Where it lies now: the picture may have moved below it. */
  place(): void {
    const { pointer, ring } = this;
    if (!pointer) return;
    const pane = document.querySelector(`[data-picture="${pointer.pane}"]`);
    const at = pane && this.engine?.together.pointAt(pointer.pane, pointer.column, pointer.row);
    if (!at) return ring.remove();
    if (ring.parentElement !== pane) pane.append(ring);
    ring.style.transform = `translate(${at[0].toFixed(1)}px, ${at[1].toFixed(1)}px)`;
  }

  hide(): void {
    clearTimeout(this.timer);
    this.pointer = undefined;
    this.ring.remove();
  }

  dispose(): void {
    this.hide();
  }

  private wake(): void {
    clearTimeout(this.timer);
    delete this.ring.dataset['still'];
    this.timer = setTimeout(() => (this.ring.dataset['still'] = ''), STILL_MS);
  }
}

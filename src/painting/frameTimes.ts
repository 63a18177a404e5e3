/** How a picture is drawn, as far as that decides how long it takes. */
export type DrawnAs = 'all' | 'less' | 'own';

/**
 * Times the frames of a page in which pictures follow each other, each from the beginning of one animation frame to that of the
 * next. Pictures are drawn in input events before a frame, in its callback or between two frames: in a row of them, each frame
 * holds the script of one and what the browser does to bring one on the screen, wherever they are drawn. A frame after which
 * none is drawn tells when the hand moved, not what a picture takes.
 */
export class FrameTimes {
  private readonly told: (tookMs: number, as: DrawnAs) => void;
  private readonly rested: (nowMs: number) => void;
  private isOn = false;
  private beganMs: number | undefined;
  /** What was drawn in the frame before this one, and in this one. */
  private before: DrawnAs | 'several' | undefined;
  private now: DrawnAs | 'several' | undefined;

  /**
   * @param told Of each frame that was timed, and how its pictures were drawn: all alike.
   * @param rested At the beginning of the first frame before which none was drawn.
   */
  constructor(told: (tookMs: number, as: DrawnAs) => void, rested: (nowMs: number) => void) {
    this.told = told;
    this.rested = rested;
  }

  /** Whether nothing was drawn since the last animation frame. */
  get isFirst(): boolean {
    return this.now === undefined;
  }

  /** A picture is drawn. */
  drew(as: DrawnAs): void {
    this.now = this.now === undefined || this.now === as ? as : 'several';
    if (!this.isOn) requestAnimationFrame(this.frame);
    this.isOn = true;
  }

  private readonly frame = (): void => {
    const nowMs = performance.now();
    const { before, now, beganMs } = this;
    if (beganMs !== undefined && now === before && now && now !== 'several') this.told(nowMs - beganMs, now);
    if (!now) this.rested(nowMs);
    this.before = now;
    this.now = undefined;
    this.isOn = now !== undefined;
    this.beganMs = this.isOn ? nowMs : undefined;
    if (this.isOn) requestAnimationFrame(this.frame);
  };
}

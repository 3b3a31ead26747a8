// When to draw: once a frame at most, however fast the tokens come, and less often where drawing takes long, so that the page can be
// used meanwhile.

const SHARE = 4; // drawing gets a quarter of the time at most

export class Pace {
  #draw;
  #frame = 0;
  #notBefore = 0;

  constructor(draw) {
    this.#draw = draw;
  }

  /** There is something to draw. */
  soon() {
    this.#frame ||= requestAnimationFrame((now) => this.#turn(now));
  }

  #turn(now) {
    this.#frame = 0;
    if (now < this.#notBefore) return this.soon();
    const start = performance.now();
    this.#draw();
    const took = performance.now() - start;
    this.#notBefore = start + SHARE * took;
  }

  /** Nothing more is drawn. */
  end() {
    cancelAnimationFrame(this.#frame);
  }
}

/** Random numbers from a seed: the same seed is the same program, in every browser. */

export class Dice {
  /** @param {number} seed */
  constructor(seed) {
    this.state = (Math.imul(seed + 1, 2654435761) + 12345) | 0;
  }

  /** A whole number from 0 up to below. @param {number} below */
  below(below) {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((this.state ^ (this.state >>> 13)) >>> 0) % below;
  }

  /** True once in so many times. @param {number} times */
  once(times) {
    return this.below(times) === 0;
  }

  /**
   * @template T
   * @param {ArrayLike<T>} list
   * @returns {T}
   */
  pick(list) {
    return list[this.below(list.length)];
  }
}

/** Stands for seal.js in a build without a key: nothing is sealed. Which of the two is `#seal` says package.json. */

export const ownersKey = async () => {};

/**
 * @param {ArrayBuffer} body
 * @param {string} _recording
 * @param {number} _number
 */
export const seal = async (body, _recording, _number) => body;

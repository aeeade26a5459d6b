/** What fields, pictures, films and canvases hold. */

import { getter, method, proto, scope, setter } from "./untouched.js";
import { addEventListener } from "./events.js";
import { localName } from "./nodes.js";

const input = proto("HTMLInputElement");
/** @type {(input: Element) => string} */
export const inputType = getter(input, "type");
/** @type {(input: Element) => boolean} */
export const inputChecked = getter(input, "checked");
/** @type {(input: Element) => string} */
export const inputValue = getter(input, "value");
/** @type {(textarea: Element) => string} */
export const textareaValue = getter(proto("HTMLTextAreaElement"), "value");
/** @type {((element: Element) => EventTarget | null) | undefined} */
export const editContext = getter(proto("HTMLElement"), "editContext");
/** @type {(context: EventTarget) => string} */
export const editText = getter(proto("EditContext"), "text");
const selectOptions = getter(proto("HTMLSelectElement"), "options");
const optionSelected = getter(proto("HTMLOptionElement"), "selected");
/**
 * The places of the options that are chosen.
 * @param {Element} select
 */
export function selectValue(select) {
  const options = selectOptions(select);
  let places = "";
  for (let i = 0; options[i]; i++) if (optionSelected(options[i])) places += places ? "," + i : i;
  return places;
}
/** @type {(form: Element) => ArrayLike<Element>} */
export const formElements = getter(proto("HTMLFormElement"), "elements");
/** @type {(list: ArrayLike<Element>) => number} */
export const collectionCount = getter(proto("HTMLCollection"), "length");
const image = proto("HTMLImageElement");
/** @type {(image: Element) => boolean} */
const imageComplete = getter(image, "complete");
/** @type {(image: Element) => number} */
const naturalWidth = getter(image, "naturalWidth");
/** @type {(image: Element) => number} */
const naturalHeight = getter(image, "naturalHeight");
const media = proto("HTMLMediaElement");
/** @type {Record<"at" | "volume" | "rate" | "muted" | "loop", (media: Element) => any>} */
export const mediaState = {
  at: getter(media, "currentTime"), volume: getter(media, "volume"), rate: getter(media, "playbackRate"), muted: getter(media, "muted"),
  loop: getter(media, "loop"),
};
const video = proto("HTMLVideoElement");
const videoWidth = getter(video, "videoWidth");
const videoHeight = getter(video, "videoHeight");
/**
 * The size of a picture or film itself, in CSS px; 0 while it is not known.
 * @param {Element} element an `img` or `video`
 * @returns {{width: number, height: number}}
 */
export function naturalSize(element) {
  if (localName(element) === "video") return { width: videoWidth(element), height: videoHeight(element) };
  return imageComplete(element) ? { width: naturalWidth(element), height: naturalHeight(element) } : { width: 0, height: 0 };
}
const canvas = proto("HTMLCanvasElement");
/** @type {(canvas: Element) => number} */
export const canvasWidth = getter(canvas, "width");
/** @type {(canvas: Element) => number} */
export const canvasHeight = getter(canvas, "height");
const createElementNS = method(proto("Document"), "createElementNS");
const setCanvasWidth = setter(canvas, "width");
const setCanvasHeight = setter(canvas, "height");
const getContext = method(canvas, "getContext");
const drawImage = method(proto("CanvasRenderingContext2D"), "drawImage");
const toBlob = method(canvas, "toBlob");
const NativeReader = scope.FileReader;
const readAsDataURL = method(proto("FileReader"), "readAsDataURL");
const readResult = getter(proto("FileReader"), "result");
/**
 * A copy of what an element shows, of this size (px), on a canvas of our own.
 * @param {Element} element a canvas or video
 * @param {number} width
 * @param {number} height
 * @returns {Element}
 */
export function drawPicture(element, width, height) {
  const copy = createElementNS(document, "http://www.w3.org/1999/xhtml", "canvas"); // in a drawing, too
  setCanvasWidth(copy, width);
  setCanvasHeight(copy, height);
  drawImage(getContext(copy, "2d"), element, 0, 0, width, height);
  return copy;
}
/**
 * A canvas as a data URL, encoded off the main thread where the browser can. Throws when its pixels may not be read.
 * @param {Element} drawn
 * @param {(url: string) => void} callback gets "" when that did not work
 */
export const pictureOf = (drawn, callback) =>
  toBlob(
    drawn,
    (/** @type {Blob | null} */ blob) => {
      if (!blob) return callback("");
      const reader = new NativeReader();
      addEventListener(reader, "loadend", () => callback(readResult(reader) ?? ""));
      readAsDataURL(reader, blob);
    },
    "image/webp",
    0.4,
  );

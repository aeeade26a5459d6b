/** Events, listeners, mutations, messages and what is selected. */

import { getPrototypeOf, getter, method, own, proto, scope } from "./untouched.js";

const event = proto("Event");
/** @type {(event: Event) => EventTarget[]} */
export const composedPath = method(event, "composedPath");
/** @type {(event: Event) => EventTarget | null} */
export const currentTarget = getter(event, "currentTarget");
/** @type {(event: Event) => boolean} */
export const composed = getter(event, "composed");
/** @type {(event: Event) => string} */
export const eventType = getter(event, "type");
/** @type {(event: Event) => boolean} */
export const persisted = getter(proto("PageTransitionEvent"), "persisted");
const mouse = proto("MouseEvent");
/** @type {(event: Event) => number} */
export const mouseX = getter(mouse, "clientX");
/** @type {(event: Event) => number} */
export const mouseY = getter(mouse, "clientY");
/** @type {(event: Event) => string} */
export const pointerType = getter(proto("PointerEvent"), "pointerType") ?? (() => "mouse");
/** @type {(event: Event) => ArrayLike<Touch>} */
export const changedTouches = getter(proto("TouchEvent"), "changedTouches");
/** @type {(touch: Touch) => number} */
export const touchX = getter(proto("Touch"), "clientX");
/** @type {(touch: Touch) => number} */
export const touchY = getter(proto("Touch"), "clientY");
const target = proto("EventTarget");
/** @type {(target: EventTarget, name: string, listener: (event: any) => void, options?: object | boolean) => void} */
export const addEventListener = method(target, "addEventListener");
/** @type {(target: EventTarget, name: string, listener: (event: any) => void, options?: object | boolean) => void} */
export const removeEventListener = method(target, "removeEventListener");

const mutation = proto("MutationRecord");
/** @type {(record: MutationRecord) => string} */
export const mutationType = getter(mutation, "type");
/** @type {(record: MutationRecord) => Node} */
export const mutationTarget = getter(mutation, "target");
/** @type {(record: MutationRecord) => NodeList} */
export const removedNodes = getter(mutation, "removedNodes");
export const addedNodes = getter(mutation, "addedNodes");
/** @type {(record: MutationRecord) => string} */
export const mutatedName = getter(mutation, "attributeName");
/** @type {(record: MutationRecord) => string | null} */
export const oldValue = getter(mutation, "oldValue");

const message = proto("MessageEvent");
const messageFields = { origin: getter(message, "origin"), source: getter(message, "source"), data: getter(message, "data"), ports: getter(message, "ports") };
/**
 * What a message event says. `isTrusted` is the event's own, and no page can change it.
 * @param {MessageEvent} said
 */
export const messageOf = (said) => ({
  isTrusted: said.isTrusted, origin: messageFields.origin(said), source: messageFields.source(said), data: messageFields.data(said),
  ports: messageFields.ports(said),
});
/** @type {any} */
export const NativeChannel = scope.MessageChannel;
/**
 * Says something to a window, if it shows this origin.
 * @param {any} window
 * @param {unknown} said
 * @param {string} origin
 * @param {Transferable[]} [transfer]
 */
export const sendTo = (window, said, origin, transfer) => window?.postMessage(said, origin, transfer);
const NativeURL = own("", "URL", true);
/**
 * The origin of an address; "" if it has none.
 * @param {string} address
 * @param {string} base
 * @returns {string}
 */
export function originOf(address, base) {
  try {
    return new NativeURL(address, base).origin;
  } catch {
    return "";
  }
}

/** @type {(document: Document) => Selection | null} */
export const getSelection = method(proto("Document"), "getSelection");
const selection = proto("Selection");
/** @type {(selection: Selection) => number} */
export const rangeCount = getter(selection, "rangeCount");
/** @type {(selection: Selection, index: number) => Range} */
export const getRangeAt = method(selection, "getRangeAt");
/**
 * The getter of a property of ranges: browsers do not agree on which of their interfaces has it.
 * @param {string} name
 */
function ofRange(name) {
  for (let owner = proto("Range"); owner; owner = getPrototypeOf(owner)) {
    const found = getter(owner, name);
    if (found) return found;
  }
}
/** @type {Record<"start" | "end", (range: Range) => Node>} */
export const rangeNode = { start: ofRange("startContainer"), end: ofRange("endContainer") };
/** @type {Record<"start" | "end", (range: Range) => number>} */
export const rangeOffset = { start: ofRange("startOffset"), end: ofRange("endOffset") };

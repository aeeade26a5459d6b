// @ts-check
/** What every viewer page does: dates in the reader's own time, erasing, saying what happened. */

/** @param {string} text */
export function say(text) {
  const said = document.getElementById("said");
  if (said) said.textContent = text;
}

export function localTimes() {
  const form = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
  for (const time of document.querySelectorAll("time")) {
    time.title = time.textContent ?? "";
    time.textContent = form.format(new Date(time.dateTime));
  }
}

/** @param {HTMLButtonElement} button */
async function erase(button) {
  const recording = button.dataset.erase ?? "";
  if (!confirm("Erase this recording? It cannot be brought back.")) return;
  button.disabled = true;
  const csrf = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf]"))?.content ?? "";
  const answer = await fetch(`/recordings/${recording}`, { method: "DELETE", headers: { "x-velo-csrf": csrf } }).catch(() => null);
  if (!answer?.ok) {
    button.disabled = false;
    say(answer?.status === 401 ? "The session has ended: log in again." : "It could not be erased. Is the collector still running?");
    return;
  }
  if (button.dataset.then) {
    location.assign(button.dataset.then);
    return;
  }
  button.closest("tr")?.remove();
  say("Erased.");
}

export function eraseButtons() {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-erase]"))) {
    button.addEventListener("click", () => void erase(button));
  }
}

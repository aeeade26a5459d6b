// @ts-check
/** What the framed pages do: an answer that is repeated, an invoice of a month, a frame in the frame. */

const said = new URLSearchParams(location.search);
const field = document.querySelector("input");
const echo = document.getElementById("echo");
field?.addEventListener("input", () => echo && (echo.textContent = field.value ? `You wrote: ${field.value}` : ""));

const inner = document.getElementById("inner");
if (inner instanceof HTMLIFrameElement && said.has("inner")) {
  inner.src = "frames-invoice.html?of=june";
  inner.hidden = false;
}

const months = /** @type {Record<string, [string, string]>} */ ({ may: ["2026/051", "€ 184.00"], june: ["2026/066", "€ 97.50"] });
const of = months[said.get("of") ?? "may"] ?? months.may;
for (const [id, text] of [["number", of[0]], ["sum", of[1]]]) {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
}

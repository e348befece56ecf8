// What several modules need: the texts of the page, announcements, toasts, and writing to the server.

const words = document.getElementById("words");

/** A text of the page in the person's language, with {placeholders} filled in. */
export function text(name, values = {}) {
  const found = (words && words.dataset[name]) || "";
  return found.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** Says something to screen readers without moving focus. */
export function announce(message) {
  const region = document.getElementById("announcer");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = message; });
}

function iconOf(name) {
  const like = document.querySelector("use[href*='icons.svg#']");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  if (like) {
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", like.getAttribute("href").replace(/#.*/, `#i-${name}`));
    svg.append(use);
  }
  return svg;
}

/**
 * A short note that floats; it goes away after eight seconds unless it holds a link or the pointer.
 * `red` is for what went wrong and stays until closed. `link` is {text, url}.
 */
export function toast(message, { red = false, link = null } = {}) {
  const region = document.getElementById("toasts");
  if (!region) return;
  const note = document.createElement("div");
  note.className = red ? "toast toast--red" : "toast";
  if (red) note.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = message;
  note.append(iconOf(red ? "stop" : "check"), words);
  if (link) {
    const a = document.createElement("a");
    a.href = link.url;
    a.textContent = link.text;
    note.append(a);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", text("close"));
  close.append(iconOf("cross"));
  close.addEventListener("click", () => note.remove());
  note.append(close);
  region.append(note);
  const leave = () => {
    if (note.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else note.remove();
  };
  if (!red && !link) setTimeout(leave, 8000);
}

/** The token that lets a page write. */
export function csrfToken() {
  return document.querySelector("meta[name='csrf-token']")?.content || "";
}

const SIGN_IN = document.body.dataset.signIn || "/account/login/";

/** True when an answer is the sign-in page instead of what was asked for. */
export function isSignIn(response) {
  return response.redirected && new URL(response.url).pathname === new URL(SIGN_IN, location.href).pathname;
}

/**
 * Posts fields as a request for a part of a page, and gives {ok, status, body}, of a refusal also the answer as it came (raw). A session that has run out, and a server that does not answer, become
 * refusals with a sentence, so that callers have one way to fail.
 */
export async function post(url, fields) {
  const body = new URLSearchParams(fields);
  try {
    const response = await fetch(url, {
      method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
    });
    if (isSignIn(response)) return { ok: false, status: 401, body: text("signedOut") };
    if (response.redirected) return { ok: false, status: 409, body: text("failed") };
    const answer = await response.text();
    if (response.ok) return { ok: true, status: response.status, body: answer };
    return { ok: false, status: response.status, body: sentenceOf(response, answer), raw: answer };
  } catch {
    return { ok: false, status: 0, body: text("offline") };
  }
}

function sentenceOf(response, answer) {
  if (response.status >= 500) return text("error");
  const type = response.headers.get("Content-Type") || "";
  if (type.startsWith("text/plain")) return answer.trim();
  const page = new DOMParser().parseFromString(answer, "text/html");
  const said = page.querySelector("[data-refusal] p, .message--red, .error-summary, .field .error");
  if (said) return said.textContent.trim();
  if (page.querySelector("html[lang]")) return text(response.status === 403 ? "refused" : "failed");
  return page.body.textContent.trim() || text("failed");
}

/** Replaces an element with server HTML and returns the new one; table cells need a table to be parsed in. */
export function replaceWith(element, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const fresh = holder.content.firstElementChild;
  if (!fresh) return element;
  element.replaceWith(fresh);
  window.htmx?.process(fresh);
  return fresh;
}

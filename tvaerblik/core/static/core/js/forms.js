// Forms: focus on the error summary, warning before leaving unsaved changes, drafts of long texts, blocked and busy buttons.
import { announce, text } from "./live.js";

const DRAFT = "draft:";
const dirty = new Set();

function draftKey(form, field) {
  return `${DRAFT}${location.pathname}#${form.dataset.form}.${field.name}`;
}

function longFields(form) {
  return [...form.querySelectorAll("textarea[name]")];
}

/** sessionStorage may be full or shut off; a draft is a help, never a condition. */
function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch { /* the form works without drafts */ }
}

function restore(form) {
  const put = [];
  for (const field of longFields(form)) {
    const key = draftKey(form, field);
    const kept = sessionStorage.getItem(key);
    if (kept === null) continue;
    if (kept === field.value) {
      dirty.add(form);
      continue;
    }
    field.dataset.saved = field.value;
    field.value = kept;
    put.push(field);
  }
  if (!put.length) return;
  dirty.add(form);
  const note = document.createElement("p");
  note.className = "message message--yellow";
  note.setAttribute("role", "status");
  const said = document.createElement("span");
  said.textContent = `${text("restored")} `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn--small";
  drop.textContent = text("discard");
  drop.addEventListener("click", () => {
    for (const field of put) field.value = field.dataset.saved;
    forget(form);
    note.remove();
    put[0].focus();
  });
  note.append(said, drop);
  form.prepend(note);
  announce(text("restored"));
}

function forget(form) {
  dirty.delete(form);
  for (const field of longFields(form)) store(draftKey(form, field), null);
}

/** True when the page shows that the last form was refused: an error answer, or its error summary. */
function wasRefused() {
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
  return status >= 400 || Boolean(document.querySelector("[data-error-summary], [data-refusal]"));
}

/** Drafts go once the form they belong to was sent and taken. They outlive a refusal, and a detour over the sign-in page. */
function settleSent() {
  const sent = sessionStorage.getItem("sent-form");
  if (!sent || document.querySelector("input[type='password']")) {
    if (sent) store("sent-detour", "1");
    return;
  }
  const hadDetour = sessionStorage.getItem("sent-detour");
  store("sent-form", null);
  store("sent-detour", null);
  if (hadDetour || wasRefused()) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT + sent)) store(key, null);
}

function onInput(event) {
  const form = event.target.form;
  if (!form?.matches("[data-form]")) return;
  dirty.add(form);
  if (event.target.matches("textarea[name]")) store(draftKey(form, event.target), event.target.value);
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented) return;
  dirty.delete(form);
  if (form.matches("[data-form]")) store("sent-form", `${location.pathname}#${form.dataset.form}.`);
  if (form.method === "get" || !event.submitter?.matches(".btn")) return;
  if (event.submitter.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  event.submitter.setAttribute("aria-busy", "true");
  setTimeout(() => { if (event.submitter.getAttribute("aria-busy")) event.submitter.classList.add("is-busy"); }, 300);
}

/** A blocked button shows why: focus moves to the list of what is missing. */
function onBlocked(event) {
  const button = event.target.closest?.("[aria-disabled='true']");
  if (!button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const ids = (button.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);
  const reasons = ids.map((id) => document.getElementById(id)).filter(Boolean);
  const list = reasons.find((reason) => reason.matches("ol, ul")) || reasons[0];
  if (!list) return;
  list.tabIndex = -1;
  list.focus();
}

export function startForms() {
  try {
    settleSent();
    for (const form of document.querySelectorAll("form[data-form]")) restore(form);
  } catch { /* no storage, no drafts */ }
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
  document.addEventListener("click", onBlocked, true);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement, request, response } = event.detail.ctx;
    const form = sourceElement.closest?.("form[data-form]");
    if (form && response.status < 400 && !/^GET$/i.test(request.method)) forget(form);
  });
  addEventListener("beforeunload", (event) => {
    for (const form of dirty) if (!form.isConnected) dirty.delete(form);
    if (dirty.size) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll(".btn[aria-busy='true']")) {
      button.removeAttribute("aria-busy");
      button.classList.remove("is-busy");
    }
  });
}

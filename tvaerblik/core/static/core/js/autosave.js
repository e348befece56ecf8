// Long texts that are saved while they are typed: <textarea data-autosave="/address"> in a form with a field named "seen",
// which holds what was last known to be saved. Nothing typed is lost: it is kept in the browser until the server has it,
// sent again when the connection is back, and when somebody else has written meanwhile both texts are shown.
import { announce, post, text } from "./live.js";

const PAUSE = 1200; // after the last key
const LONGEST = 5000; // while somebody types without a pause
const AGAIN = 4000; // after the server did not answer
const KEPT = "writing:";

class Writing {
  constructor(field) {
    this.field = field;
    this.form = field.form;
    this.seen = this.form.elements.seen;
    this.status = this.form.querySelector("[data-autosave-status]");
    this.key = `${KEPT}${field.dataset.autosave}`;
    this.timer = null;
    this.waiting = 0; // when the oldest unsaved key was pressed
    this.sending = false;
    this.restore();
    field.addEventListener("input", () => this.onInput());
    field.addEventListener("blur", () => this.isDirty && this.save());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    const button = this.form.querySelector("[data-without-script]");
    if (button) button.hidden = true;
  }

  get isDirty() {
    return this.field.value !== this.seen.value;
  }

  /** What was typed before the page was left or loaded anew; the text it was written upon goes with it. */
  restore() {
    const kept = read(this.key);
    if (!kept || kept.mine === this.seen.value) {
      write(this.key, null);
      return;
    }
    this.field.value = kept.mine;
    this.seen.value = kept.seen;
    this.say("notSaved");
    this.later(0);
  }

  onInput() {
    write(this.key, { mine: this.field.value, seen: this.seen.value });
    this.say("notSaved");
    if (this.conflict) return;
    this.waiting ||= Date.now();
    this.later(Math.max(0, Math.min(PAUSE, this.waiting + LONGEST - Date.now())));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.sending || this.conflict || !this.isDirty) return;
    const mine = this.field.value;
    this.sending = true;
    this.waiting = 0;
    const answer = await post(this.field.dataset.autosave, { text: mine, seen: this.seen.value });
    this.sending = false;
    if (answer.ok) this.onSaved(mine, JSON.parse(answer.body).saved);
    else if (answer.status === 409 && this.isConflict(answer.raw)) this.onConflict(JSON.parse(answer.raw));
    else this.onFailure(answer);
  }

  onSaved(mine, words) {
    this.seen.value = mine;
    if (this.isDirty) {
      write(this.key, { mine: this.field.value, seen: mine });
      this.later(PAUSE);
      return;
    }
    write(this.key, null);
    this.status.textContent = words;
  }

  /** No answer, a server in trouble, or signed out: tried again. A refusal with a reason stands until more is typed. */
  onFailure({ status, body }) {
    const isLost = status === 0 || status >= 500;
    const sentence = isLost ? text("notSavedOffline") : body;
    if (this.status.textContent !== sentence) announce(sentence);
    this.status.textContent = sentence;
    if (isLost || status === 401) this.later(AGAIN);
  }

  isConflict(raw) {
    try {
      return "theirs" in JSON.parse(raw);
    } catch {
      return false;
    }
  }

  onConflict({ theirs, who }) {
    this.say("notSaved");
    this.conflict = document.createElement("div");
    this.conflict.className = "message message--yellow writing-conflict";
    this.conflict.setAttribute("role", "group");
    this.conflict.setAttribute("aria-label", text("bothTexts"));
    const inner = document.createElement("div");
    const said = document.createElement("p");
    said.textContent = text("bothTexts");
    const head = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = who ? text("writtenBy", { who }) : text("writtenMeanwhile");
    head.append(name);
    const other = document.createElement("p");
    other.className = "writing-theirs";
    other.textContent = theirs || "–";
    inner.append(said, head, other, this.choices(theirs));
    this.conflict.append(inner);
    this.field.after(this.conflict);
    announce(text("bothTexts"));
  }

  choices(theirs) {
    const row = document.createElement("p");
    row.className = "finding-actions";
    const offers = [
      ["useMine", () => this.field.value],
      ["useBoth", () => [theirs, this.field.value].filter((part) => part.trim()).join("\n\n")],
      ["useTheirs", () => theirs],
    ];
    for (const [name, chosen] of offers) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--small";
      button.textContent = text(name);
      button.addEventListener("click", () => this.settle(theirs, chosen()));
      row.append(button);
    }
    return row;
  }

  settle(theirs, chosen) {
    this.conflict.remove();
    this.conflict = null;
    this.seen.value = theirs;
    this.field.value = chosen;
    this.field.focus();
    if (!this.isDirty) {
      write(this.key, null);
      this.status.textContent = text("saved");
      return;
    }
    write(this.key, { mine: chosen, seen: theirs });
    this.save();
  }

  say(name) {
    this.status.textContent = text(name);
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch { /* storage is full or shut off: the text still stands in the field and is sent again */ }
}

export function startAutosave() {
  const writings = [...document.querySelectorAll("textarea[data-autosave]")].map((field) => new Writing(field));
  if (!writings.length) return;
  addEventListener("online", () => writings.forEach((writing) => writing.isDirty && writing.save()));
  addEventListener("beforeunload", (event) => {
    if (writings.some((writing) => writing.isDirty)) event.preventDefault();
  });
}

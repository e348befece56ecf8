// "/" goes to search; "g" and then a letter goes to a main area. Switched off by data-shortcuts="off" on <html>.

// The areas are known by their icons in the main menu.
const AREAS = { o: "overview", m: "meeting", p: "project", b: "decision", s: "system" };
const WAIT = 1500;
let since = 0;

function isTyping(target) {
  return target.isContentEditable || target.matches?.("input, textarea, select, [role='textbox']");
}

function placeOf(letter) {
  return AREAS[letter] ? document.querySelector(`.side-menu a:has(use[href$="#i-${AREAS[letter]}"])`) : null;
}

export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.shortcuts === "off" || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || event.target.closest?.("[data-edit-url]")) return;
    if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (!field) return;
      event.preventDefault();
      if (field.getClientRects().length) field.focus();
      else location.assign(field.form.action);
    } else if (event.key === "g") {
      since = Date.now();
    } else if (Date.now() - since < WAIT) {
      since = 0;
      const link = placeOf(event.key);
      if (link) location.assign(link.href);
    }
  });
}

// Disclosures that float (details[data-menu]) and help texts: one open at a time, Esc closes, arrow keys walk, a click outside closes.

const FLOATING = "details[data-menu], details.help";
const STOPS = "a[href], button:not([disabled]), input, select";

function close(menu, focus) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

function walk(menu, step) {
  const stops = [...menu.querySelectorAll(STOPS)].filter((stop) => stop.getClientRects().length);
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  const next = step === "first" ? 0 : step === "last" ? stops.length - 1 : (at + step + stops.length) % stops.length;
  stops[at === -1 && step === -1 ? stops.length - 1 : next].focus();
}

function onKey(event) {
  const menu = event.target.closest?.(FLOATING);
  if (!menu) return;
  if (event.key === "Escape" && menu.open) {
    close(menu, true);
    event.stopPropagation();
    return;
  }
  if (!menu.matches("[data-menu]") || event.target.matches("input[type='search'], input[type='text'], select")) return;
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };
  if (!(event.key in steps)) return;
  if (event.target.matches("summary")) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    menu.open = true;
    walk(menu, event.key === "ArrowDown" ? "first" : "last");
  } else if (menu.open) {
    if (event.target.matches("input[type='radio']")) return;
    walk(menu, steps[event.key]);
  }
  event.preventDefault();
}

export function startMenus() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open], details.help[open]")) {
      if (!menu.contains(event.target)) close(menu, false);
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) close(menu, false);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open], details.help[open]")) close(menu, false);
  });
}

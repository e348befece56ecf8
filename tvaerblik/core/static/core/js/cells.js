// Editing where one reads: td[data-edit-url]. One cell is one save; the server answers with the new cell, or with why not.
import { announce, post, replaceWith, text } from "./live.js";

const CELL = "td[data-edit-url]";

function tableCells(cell) {
  return [...cell.closest("table").querySelectorAll("tbody tr")].map((row) => [...row.cells]);
}

/** The nearest editable cell in a direction; rows are walked over group rows and cells that can not be edited. */
function neighbour(cell, down, right) {
  const rows = tableCells(cell);
  let y = rows.findIndex((row) => row.includes(cell));
  let x = cell.cellIndex;
  if (down) {
    for (y += down; y >= 0 && y < rows.length; y += down) {
      const found = rows[y].find((other) => other.cellIndex === x && other.matches(CELL));
      if (found) return found;
    }
    return null;
  }
  for (x += right; x >= 0 && x < rows[y].length; x += right) if (rows[y][x].matches(CELL)) return rows[y][x];
  return null;
}

function nextInReadingOrder(cell, step) {
  const all = [...cell.closest("table").querySelectorAll(CELL)];
  return all[all.indexOf(cell) + step] || null;
}

function fieldOf(cell, start) {
  let field;
  if (cell.dataset.choices) {
    field = document.createElement("select");
    field.className = "select input";
    for (const [value, label] of JSON.parse(cell.dataset.choices)) field.append(new Option(label, value));
    field.value = cell.dataset.value ?? "";
    return field;
  }
  field = document.createElement(cell.dataset.type === "long" ? "textarea" : "input");
  field.className = cell.dataset.type === "long" ? "input textarea" : "input";
  if (cell.dataset.type === "number" || cell.matches(".num")) field.inputMode = "decimal";
  field.value = start ?? cell.dataset.value ?? "";
  return field;
}

function open(cell, start, takeFocus = true) {
  if (cell.matches(".is-editing, .is-saving")) return;
  cell.shown = [...cell.childNodes];
  const field = fieldOf(cell, start);
  field.setAttribute("aria-label", cell.dataset.name || cell.dataset.field);
  cell.classList.remove("is-saved", "is-failed");
  cell.classList.add("is-editing");
  cell.replaceChildren(field);
  if (takeFocus) field.focus();
  if (takeFocus && start === undefined && field.select) field.select();
  field.addEventListener("keydown", (event) => onFieldKey(event, cell, field));
  field.addEventListener("blur", () => {
    // A click elsewhere saves, as in a spreadsheet; a refused value stays open with its reason.
    if (cell.shown && !cell.matches(".is-saving") && field.value !== cell.refused) save(cell, field.value);
  });
}

function close(cell) {
  if (!cell.shown) return;
  const shown = cell.shown;
  cell.shown = cell.refused = null;
  cell.classList.remove("is-editing", "is-failed");
  cell.replaceChildren(...shown);
}

async function onFieldKey(event, cell, field) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(cell);
    cell.focus();
    return;
  }
  const isEnter = event.key === "Enter" && !(field.matches("textarea") && !event.ctrlKey);
  if (!isEnter && event.key !== "Tab") return;
  event.preventDefault();
  event.stopPropagation();
  const saved = await save(cell, field.value);
  if (!saved) return;
  const next = isEnter ? neighbour(saved, event.shiftKey ? -1 : 1, 0) : nextInReadingOrder(saved, event.shiftKey ? -1 : 1);
  (next || saved).focus();
}

function fail(cell, value, sentence) {
  cell.classList.remove("is-saving");
  if (!cell.shown) open(cell, value, false);
  cell.refused = value;
  const field = cell.querySelector(".input");
  cell.classList.add("is-failed");
  cell.querySelector(".cell-error")?.remove();
  const said = document.createElement("span");
  said.className = "cell-error";
  said.id = `cell-error-${Math.random().toString(36).slice(2)}`;
  said.setAttribute("role", "alert");
  said.textContent = sentence;
  cell.append(said);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", said.id);
}

/** Saves one cell and returns the cell that now stands there, or null when the server refused. */
async function save(cell, value) {
  if (value === (cell.dataset.value ?? "")) {
    close(cell);
    return cell;
  }
  cell.classList.add("is-saving");
  const { editUrl, field, version = "" } = cell.dataset;
  const answer = await post(editUrl, { field, value, version });
  if (!answer.ok) {
    fail(cell, value, answer.body);
    return null;
  }
  const row = cell.parentElement;
  cell.shown = null;
  const fresh = replaceWith(cell, answer.body);
  if (fresh.dataset.version) {
    for (const other of row.querySelectorAll(CELL)) {
      if (other.dataset.editUrl === fresh.dataset.editUrl) other.dataset.version = fresh.dataset.version;
    }
  }
  fresh.classList.add("is-saved");
  setTimeout(() => fresh.classList.remove("is-saved"), 2500);
  announce(text("saved"));
  return fresh;
}

/** Rows and columns of a block from a spreadsheet; a quoted cell may hold line breaks. */
export function parseBlock(block) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < block.length; i += 1) {
    const sign = block[i];
    const row = rows.at(-1);
    if (quoted) {
      if (sign === '"' && block[i + 1] === '"') { row[row.length - 1] += '"'; i += 1; }
      else if (sign === '"') quoted = false;
      else row[row.length - 1] += sign;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

function matchChoice(cell, value) {
  if (!cell.dataset.choices) return value;
  const typed = value.trim().toLowerCase();
  const found = JSON.parse(cell.dataset.choices).find(([key, label]) => label.toLowerCase() === typed || String(key).toLowerCase() === typed);
  return found ? String(found[0]) : value;
}

async function paste(first, rows) {
  const done = { saved: 0, failed: 0 };
  let start = first;
  for (const values of rows) {
    const below = neighbour(start, 1, 0);
    const column = start.cellIndex;
    const row = start.parentElement;
    for (const [offset, value] of values.entries()) {
      const cell = row.cells[column + offset];
      if (!cell?.matches(CELL)) continue;
      const kept = await save(cell, matchChoice(cell, value.trim()));
      if (kept) done.saved += 1;
      else done.failed += 1;
    }
    if (!below) break;
    start = below;
  }
  const said = [text("pasted", { count: done.saved })];
  if (done.failed) said.push(text("pastedFailed", { count: done.failed }));
  announce(said.join(". "));
}

function onKey(event) {
  const cell = event.target.matches?.(CELL) ? event.target : null;
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  if (event.key in steps) {
    neighbour(cell, ...steps[event.key])?.focus();
    event.preventDefault();
  } else if (event.key === "Enter" || event.key === "F2") {
    open(cell);
    event.preventDefault();
  } else if (event.key === "Delete") {
    open(cell, cell.dataset.choices ? undefined : "");
    event.preventDefault();
  } else if (event.key.length === 1 && event.key !== " ") {
    open(cell, cell.dataset.choices ? undefined : event.key);
    event.preventDefault();
  }
}

export function startCells() {
  document.addEventListener("keydown", onKey);
  const openAt = (event) => {
    const cell = event.target.closest?.(CELL);
    if (cell && !event.target.closest("a, button, input, select, textarea")) open(cell);
  };
  document.addEventListener("dblclick", openAt);
  if (matchMedia("(pointer: coarse)").matches) document.addEventListener("click", openAt);
  document.addEventListener("paste", (event) => {
    const cell = event.target.closest?.(CELL);
    const block = event.clipboardData?.getData("text/plain");
    if (!cell || !block) return;
    const rows = parseBlock(block);
    const isOpen = cell.matches(".is-editing");
    if (isOpen && rows.length === 1 && rows[0].length === 1) return;
    event.preventDefault();
    if (isOpen) close(cell);
    cell.focus();
    paste(cell, rows);
  });
}

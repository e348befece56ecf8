// Lists in an order (data-reorder): arrow up and down on the handle, or dragging it. The server decides; a refusal puts the item back.
import { announce, post, replaceWith, text, toast } from "./live.js";

let dragged = null;

function itemsOf(list) {
  return [...list.children].filter((item) => item.dataset.id);
}

function place(list, item, index) {
  const others = itemsOf(list).filter((other) => other !== item);
  if (index >= others.length) others.length ? others.at(-1).after(item) : list.append(item);
  else others[index].before(item);
}

async function move(list, item, to) {
  const from = itemsOf(list).indexOf(item);
  const total = itemsOf(list).length;
  if (to < 0 || to >= total || to === from || list.dataset.busy) return;
  const handle = item.querySelector(".handle button");
  const hadFocus = handle === document.activeElement;
  place(list, item, to);
  if (hadFocus) handle.focus();
  list.dataset.busy = "1";
  const answer = await post(list.dataset.url, { item: item.dataset.id, position: String(to + 1) });
  delete list.dataset.busy;
  if (!answer.ok) {
    place(list, item, from);
    if (hadFocus) handle.focus();
    toast(answer.body, { red: true });
    return;
  }
  announce(text("moved", { item: item.dataset.name || "", position: to + 1, total }));
  const target = list.dataset.target && document.querySelector(list.dataset.target);
  if (!target || !answer.body.trim()) return;
  const fresh = replaceWith(target, answer.body);
  if (hadFocus) fresh.querySelector(`[data-id="${CSS.escape(item.dataset.id)}"] .handle button`)?.focus();
}

function onKey(event) {
  const handle = event.target.closest?.("[data-reorder] .handle button");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!handle || !step) return;
  event.preventDefault();
  const item = handle.closest("[data-id]");
  const list = item.closest("[data-reorder]");
  move(list, item, itemsOf(list).indexOf(item) + step);
}

function clearTargets(list) {
  for (const item of itemsOf(list)) item.classList.remove("is-target", "is-target-after");
}

/** Where the pointer would drop: the index among all items once the dragged one has left its place. */
function dropIndex(list, y) {
  const others = itemsOf(list).filter((item) => item !== dragged);
  const found = others.findIndex((item) => {
    const box = item.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return { others, index: found === -1 ? others.length : found };
}

export function startReorder() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", (event) => {
    const item = event.target.closest?.("[data-reorder] .handle")?.closest("[data-id]");
    if (item) item.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    const item = event.target.closest?.("[data-reorder] > [data-id]");
    if (!item || !item.draggable) return;
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.name || "");
    item.classList.add("is-dragging");
  });
  document.addEventListener("dragover", (event) => {
    const list = dragged?.closest("[data-reorder]");
    if (!list || !list.contains(event.target)) return;
    event.preventDefault();
    clearTargets(list);
    const { others, index } = dropIndex(list, event.clientY);
    if (index < others.length) others[index].classList.add("is-target");
    else others.at(-1)?.classList.add("is-target-after");
  });
  document.addEventListener("drop", (event) => {
    const list = dragged?.closest("[data-reorder]");
    if (!list || !list.contains(event.target)) return;
    event.preventDefault();
    move(list, dragged, dropIndex(list, event.clientY).index);
  });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    clearTargets(dragged.closest("[data-reorder]") || dragged.parentElement);
    dragged.classList.remove("is-dragging");
    dragged.draggable = false;
    dragged = null;
  });
}

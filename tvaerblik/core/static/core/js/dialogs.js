// data-dialog="id" opens that <dialog>; data-close closes the one it stands in. Without script the opener is a link to a page.

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (!dialog) return;
      event.preventDefault();
      dialog.showModal();
      dialog.querySelector("textarea, input:not([type='hidden']), select")?.focus();
      return;
    }
    const closer = event.target.closest?.("[data-close]");
    if (closer) closer.closest("dialog")?.close();
  });
}

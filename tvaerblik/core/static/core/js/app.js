// Starts the small script of the pages. Every page works without it; see docs/front-end.md.
import { startAutosave } from "./autosave.js";
import { startCells } from "./cells.js";
import { startDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";
import { startHtmx } from "./htmx-rules.js";
import { startKeyboard } from "./keyboard.js";
import { startMenus } from "./menus.js";
import { startReorder } from "./reorder.js";

startHtmx();
startMenus();
startDialogs();
startForms();
startAutosave();
startReorder();
startCells();
startKeyboard();

// Pages and tests can see that the script has started.
document.documentElement.dataset.script = "ready";

// How htmx behaves here: token on writes, sign-in instead of a swap, focus and announcement after a swap, sentences on failure.
import { announce, csrfToken, isSignIn, text, toast } from "./live.js";

let focused = null;

export function startHtmx() {
  const on = (name, run) => document.addEventListener(name, run);
  on("htmx:config:request", (event) => {
    const request = event.detail.ctx.request;
    if (!/^(GET|HEAD|OPTIONS)$/i.test(request.method)) request.headers["X-CSRFToken"] = csrfToken();
  });
  on("htmx:before:response", (event) => {
    const response = event.detail.ctx.response.raw;
    if (isSignIn(response)) {
      event.preventDefault();
      toast(text("signedOut"), { red: true });
      location.assign(response.url);
    }
  });
  on("htmx:before:swap", () => { focused = document.activeElement; });
  on("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    if (focused && focused !== document.body && !focused.isConnected) {
      const again = focused.id && document.getElementById(focused.id);
      const heading = target?.isConnected ? target.querySelector("[data-error-summary], h2[tabindex]") : null;
      (again || heading)?.focus({ preventScroll: Boolean(again) });
    }
    const said = target?.querySelector?.("[data-announce]");
    if (said) announce(said.dataset.announce);
  });
  on("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) toast(text("error"), { red: true });
  });
  on("htmx:error", () => toast(text("offline"), { red: true }));
  on("toast", (event) => toast(event.detail.text, { link: event.detail.link ?? null, red: event.detail.red ?? false }));
  on("announce", (event) => announce(event.detail.text));
}

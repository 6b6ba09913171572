// Starts the components of the design system, and again for what htmx brings in.
import { initAll } from "../vendor/nhsuk/nhsuk-frontend.min.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) initAll({ scope: event.detail.elt });
});

// A button that prints the page.
for (const opener of document.querySelectorAll("[data-print]")) {
  opener.addEventListener("click", () => window.print());
}

// Says, before the first paint, that scripts run: the design system then shows what needs them.
document.documentElement.className += " lco-js";
document.addEventListener("DOMContentLoaded", () => {
  document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
});

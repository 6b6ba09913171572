// The meeting by keyboard: single keys press the buttons and links that say so, a timer, and saving that
// loses nothing when the connection drops. Without this script every button and link works by itself.
(() => {
  "use strict";

  const goesTo = { w: "summary", d: "decision", c: "coordinator", r: "review_on" };
  const box = () => document.querySelector("[data-meeting]");
  const isField = (element) => element.matches("input, textarea, select, [contenteditable]");

  function press(key) {
    const field = goesTo[key] && document.querySelector(`[name="${goesTo[key]}"]`);
    if (field) return field.focus();
    if (key === "?") return showKeys();
    const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (pressed) pressed.click();
  }

  function showKeys() {
    const help = document.querySelector("[data-help]");
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!box() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && isField(event.target)) return event.target.blur();
    if (isField(event.target) || box().dataset.keys === "off") return;
    const known = goesTo[event.key] || event.key === "?" || document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!known) return;
    event.preventDefault();
    press(event.key);
  });

  // --- the timer: words and a shape, no sound ----------------------------------------------------
  const started = new Map();
  const spent = (timer) => (timer.stopped ?? Date.now()) - timer.from;

  function timerOf(element) {
    const item = element.dataset.item;
    if (!started.has(item)) started.set(item, { from: Date.now(), stopped: null });
    return started.get(item);
  }

  function tick() {
    const element = document.querySelector("[data-timer]");
    if (!element) return;
    element.hidden = false;
    const timer = timerOf(element);
    const seconds = Math.floor(spent(timer) / 1000);
    const minutes = Number(element.dataset.minutes);
    const left = minutes * 60 - seconds;
    const [shape, words] = left < 0 ? ["▲", "over time"] : left < 60 ? ["◆", "last minute"] : ["●", "on time"];
    element.querySelector("[data-timer-shape]").textContent = shape;
    element.querySelector("[data-timer-words]").textContent =
      `${Math.floor(seconds / 60)} of ${minutes} minutes: ${timer.stopped ? "stopped" : words}`;
    element.querySelector("progress").value = Math.min(seconds, minutes * 60);
    element.querySelector("[data-timer-stop]").textContent = timer.stopped ? "Go on" : "Stop the timer";
  }

  function stopOrGoOn() {
    const timer = timerOf(document.querySelector("[data-timer]"));
    if (timer.stopped) {
      timer.from += Date.now() - timer.stopped;
      timer.stopped = null;
    } else timer.stopped = Date.now();
    tick();
  }

  function writeTime(form) {
    const element = document.querySelector("[data-timer]");
    const field = form.querySelector('[name="minutes_spent"]');
    if (element && field && field.value === "") field.value = String(Math.ceil(spent(timerOf(element)) / 60000));
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-timer-stop]")) stopOrGoOn();
  });
  tick();
  setInterval(tick, 1000);

  // --- saving: what was written stays on the page until it is saved --------------------------------
  let isSaving = false;

  function show(answer, html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
    const crumbs = page.querySelector(".nhsuk-breadcrumb");
    const old = document.querySelector(".nhsuk-breadcrumb");
    if (crumbs && old) old.replaceWith(crumbs);
    if (answer.redirected) history.pushState(null, "", answer.url);
    const main = document.querySelector("main");
    main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: main } }));
    tick();
    window.scrollTo(0, 0);
    if (!document.querySelector(".nhsuk-error-summary")) main.focus();
  }

  async function save(form, submitter) {
    const data = new FormData(form);
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    const offline = document.querySelector("[data-offline]");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      const html = await answer.text();
      show(answer, html);
      if (isMore(submitter)) emptyAction()?.focus();
    } catch {
      offline.hidden = false;
      offline.scrollIntoView();
    } finally {
      isSaving = false;
    }
  }

  const isMore = (submitter) => submitter?.dataset.more !== undefined;
  const emptyAction = () => [...document.querySelectorAll('[name^="action_"]')].find((row) => row.value === "");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-discussion]")) return;
    event.preventDefault();
    if (isMore(event.submitter) && emptyAction()) return emptyAction().focus();
    if (isSaving) return;
    isSaving = true;
    if (!isMore(event.submitter)) writeTime(form);
    save(form, event.submitter);
  });
  window.addEventListener("popstate", () => { if (box()) location.reload(); });
})();

// Opens and closes questions as others are answered. Without it the server does the same at every page.
const form = document.querySelector("form[data-asking]");

const SIGNS = {
  "=": (value, answer) => value === answer,
  ">": (value, answer) => value > answer,
  "<": (value, answer) => value < answer,
  ">=": (value, answer) => value >= answer,
  "<=": (value, answer) => value <= answer,
};

// The answers of a field that count: those of a question that is shown.
function answersOf(name) {
  const fields = [...form.querySelectorAll(`[name="${name}"]`)];
  if (fields.length === 0 || fields[0].closest("[hidden]")) return [];
  const chosen = fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
  const values = chosen.map((field) => field.value.trim());
  return values.filter((value) => value !== "" && value !== "none");
}

function isMet(condition) {
  if ("holds" in condition) return condition.holds;
  const values = answersOf(condition.field);
  if (condition.sign === "exists") return (values.length > 0) === (condition.answer === "yes");
  const isNumber = (text) => text !== "" && Number.isFinite(Number(text));
  const compare = (sign) => (value) =>
    isNumber(value) && isNumber(condition.answer)
      ? SIGNS[sign](Number(value), Number(condition.answer))
      : SIGNS[sign](value, condition.answer);
  if (condition.sign === "!=") return !values.some(compare("="));
  return values.some(compare(condition.sign));
}

function settle() {
  const openers = [...form.querySelectorAll("[data-when]")];
  // One opens the next: as many rounds as there are openers settle every chain.
  for (let round = 0; round <= openers.length; round += 1) {
    let hasChanged = false;
    for (const opener of openers) {
      const when = JSON.parse(opener.dataset.when);
      const isOpen = when.all ? when.of.every(isMet) : when.of.some(isMet);
      if (opener.hidden === isOpen) {
        opener.hidden = !isOpen;
        hasChanged = true;
      }
    }
    if (!hasChanged) break;
  }
  const shown = [...form.querySelectorAll("[data-item]")].filter((item) => !item.closest("[hidden]"));
  form.elements.shown.value = shown.map((item) => item.dataset.item).join(" ");
}

if (form) {
  // What a parent hides is hidden with it: only an item's own condition stands in `hidden`.
  form.addEventListener("input", settle);
  form.addEventListener("change", settle);
  settle();
}

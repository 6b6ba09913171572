// Says, before the first paint, that scripts run: what needs them is then shown.
document.documentElement.className += " lco-js";

// Draws every chart of a page from its specification. Vega is fetched only where there is a chart, and
// evaluates expressions with its interpreter: the content-security-policy allows no eval.
(() => {
  const places = document.querySelectorAll("[data-chart]");
  if (!places.length) return;

  const addresses = document.querySelector('meta[name="lco-charts"]').content.split(" ");
  const fetchScript = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  const draw = async (place) => {
    const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    await vegaEmbed(place, spec, {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      tooltip: false,
      defaultStyle: false,
      ast: true,
      expr: vega.expressionInterpreter,
      loader: { http: false, file: false },
    });
    // The figure around it says in words what it shows; its parts are no separate pictures.
    place.querySelector("svg")?.setAttribute("aria-hidden", "true");
    place.classList.add("lco-chart__picture--drawn");
  };

  addresses
    .reduce((before, address) => before.then(() => fetchScript(address)), Promise.resolve())
    .then(() => Promise.all([...places].map(draw)))
    .catch(() => {
      // Without the picture the sentence above and the table beneath still say everything.
      for (const place of places) place.hidden = true;
    });
})();

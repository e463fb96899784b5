// SPARQL in the page: Oxigraph in a worker, YASGUI to write and read, the stored questions as examples.
"use strict";
(function () {
  const seconds = 30;
  const here = "https://graph-in-this-page.invalid/sparql";
  const { runPacked, unpack, unpackText } = window.allegiance;
  const status = document.getElementById("sparql-status");
  const stored = document.getElementById("sparql-stored");
  const form = document.getElementById("sparql-parameters");

  let worker;
  let ready;
  let number = 0;
  const waiting = new Map();
  function post(message, transfer) {
    const id = (number += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...message, id }, transfer || []);
    });
  }
  async function start() {
    const source = await unpackText("worker");
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.onmessage = ({ data }) => {
      const { resolve, reject } = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error) reject(new Error(data.error)); else resolve(data);
    };
    const wasm = await unpack("engine");
    const { answer } = await post({ wasm, quads: await unpackText("graph") }, [wasm]);
    status.textContent = `${Number(answer).toLocaleString("en")} triples are ready.`;
  }
  function stop(reason) {
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
    ready = start();
  }
  // Answers a query, or raises an Error; a query that runs too long is stopped with its worker, and a new one started.
  async function ask(query, limit = seconds) {
    await (ready = ready || start());
    const timer = setTimeout(() => stop(`stopped after ${limit} seconds`), limit * 1000);
    try { return await post({ query }); } finally { clearTimeout(timer); }
  }

  // YASGUI asks by fetch: what it asks of this page is answered here, and nothing else is asked of anybody.
  window.fetch = async (request, options = {}) => {
    const address = String((request && request.url) || request);
    if (!address.startsWith(here)) throw new TypeError("this page asks nobody else");
    const body = options.body || (request.clone ? await request.clone().text() : "");
    const query = new URLSearchParams(String(body)).get("query") || new URL(address).searchParams.get("query") || "";
    try {
      const { answer, form: type } = await ask(query);
      return new Response(answer, { status: 200, headers: { "Content-Type": type } });
    } catch (error) {
      return new Response(error.message, { status: 400, headers: { "Content-Type": "text/plain" } });
    }
  };

  function fields(query, given, nodes) {
    form.replaceChildren(...query.parameters.map((parameter) => {
      const row = document.createElement("p");
      const label = document.createElement("label");
      const input = document.createElement("input");
      label.textContent = parameter.label;
      label.htmlFor = input.id = `value-${parameter.name}`;
      input.name = parameter.name;
      input.value = given[parameter.name] === undefined ? parameter.value : given[parameter.name];
      if (parameter.type === "iri") input.setAttribute("list", "sparql-nodes");
      const help = document.createElement("small");
      help.textContent = parameter.help;
      row.append(label, input, help);
      return row;
    }));
    if (query.parameters.length) {
      const row = document.createElement("p");
      const button = Object.assign(document.createElement("button"), { textContent: "Ask with these values" });
      const list = Object.assign(document.createElement("datalist"), { id: "sparql-nodes" });
      list.append(...nodes.map(([value, label]) => Object.assign(document.createElement("option"), { value, label })));
      row.append(button, list);
      form.append(row);
    }
    form.hidden = !query.parameters.length;
  }

  async function open() {
    status.textContent = "Unpacking the graph and the engine …";
    const { queries, prefixes, nodes } = JSON.parse(await unpackText("queries"));
    await runPacked("editor");
    Yasgui.Yasqe.defaults.autocompleters = ["variables"];
    const declared = Object.entries(prefixes).map(([name, namespace]) => `PREFIX ${name}: <${namespace}>`).join("\n");
    Yasgui.Yasqe.defaults.value = `${declared}\n\nSELECT ?s ?p ?o\nWHERE { ?s ?p ?o }\nLIMIT 20\n`;
    Yasgui.Yasr.defaults.prefixes = prefixes;
    Yasgui.Yasr.defaults.pluginOrder = ["table", "response"];
    const gui = new Yasgui(document.getElementById("sparql-editor"), {
      requestConfig: { endpoint: here, method: "POST" },
      copyEndpointOnNewTab: false,
      persistenceId: null,
      populateFromUrl: false,
      autofocus: false,
    });
    const write = (text) => gui.getTab().getYasqe().setValue(text);
    const run = () => gui.getTab().getYasqe().query().catch(() => undefined);
    const chosen = () => queries[stored.value];
    function choose(given, immediately) {
      if (!chosen()) { form.hidden = true; return; }
      fields(chosen(), given, nodes);
      bound(given, immediately);
    }
    function bound(given, immediately) {
      try {
        write(window.allegianceBinding.bind(chosen(), given, prefixes));
        status.textContent = "";
        if (immediately) run();
      } catch (error) {
        status.textContent = error.message;
      }
    }
    stored.addEventListener("change", () => choose({}, true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      bound(Object.fromEntries(new FormData(form)), true);
    });
    function answer(asked) {
      if (!queries[asked.get("query")]) return;
      stored.value = asked.get("query");
      const given = [...asked].filter(([key]) => key.startsWith("p.")).map(([key, value]) => [key.slice(2), value]);
      choose(Object.fromEntries(given), true);
    }
    answer(waitingForms.pop() || new URLSearchParams(location.search));
    document.addEventListener("allegiance-ask", ({ detail }) => answer(new URLSearchParams(detail)));
    window.allegianceSparql = { ask, queries, prefixes };
    await (ready = ready || start());
    document.documentElement.dataset.sparql = "ready";
  }
  // Forms of the one-file site may be sent before this page was ever looked at.
  const waitingForms = [];
  document.addEventListener("allegiance-ask", ({ detail }) => waitingForms.push(new URLSearchParams(detail)), { once: true });
  window.allegiance.whenShown(status.parentElement, () => {
    open().catch((error) => { status.textContent = `This browser cannot run the engine: ${error.message}`; });
  });
})();

// SPARQL in the page: Oxigraph in a worker, YASGUI to write and read, the stored questions as examples.
"use strict";
(function () {
  const seconds = 30;
  const here = "https://graph-in-this-page.invalid/sparql";
  const { help, offer, runPacked, unpack, unpackText } = window.allegiance;
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
    const { answer } = await post({ wasm, graphs: await unpackText("graph") }, [wasm]);
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
    let told;
    try {
      const { answer, form: type } = await ask(query);
      told = new Response(answer, { status: 200, headers: { "Content-Type": type } });
    } catch (error) {
      told = new Response(error.message, { status: 400, headers: { "Content-Type": "text/plain" } });
    }
    // Whoever asks again does not want the earlier answer any more.
    if (options.signal && options.signal.aborted) throw new DOMException("asked again", "AbortError");
    return told;
  };

  function fields(query, given) {
    form.replaceChildren(...query.parameters.map((parameter) => {
      const row = document.createElement("p");
      const label = Object.assign(document.createElement("label"), { textContent: parameter.label, htmlFor: `value-${parameter.name}` });
      const typed = given[parameter.name] === undefined ? parameter.value : given[parameter.name];
      const inputs = [].concat(typed).map((value) => Object.assign(document.createElement("input"), { name: parameter.name, value }));
      inputs[0].id = label.htmlFor;
      for (const input of inputs) {
        input.setAttribute("aria-label", parameter.label);
        if (parameter.values.length) offer(input, parameter.values);
        else if (parameter.type === "iri") input.dataset.suggest = parameter.kind;
      }
      const hint = Object.assign(document.createElement("small"), { textContent: parameter.help });
      row.append(label, ...inputs, hint);
      if (parameter.many) row.dataset.many = "";
      return row;
    }));
    if (query.parameters.length) {
      const row = document.createElement("p");
      row.append(Object.assign(document.createElement("button"), { textContent: "Ask with these values" }));
      form.append(row);
    }
    form.hidden = !query.parameters.length;
    help(form);
  }

  // Values by name: a text, or a list where a name occurs more than once.
  function several(pairs) {
    const found = {};
    for (const [name, value] of pairs) found[name] = Object.hasOwn(found, name) ? [].concat(found[name], value) : value;
    return found;
  }
  // Answers one after another: rows joined, yes where one of them is yes, graphs as one text.
  function joined(answers) {
    if (answers[0].form === "text/turtle") return answers.map(({ answer }) => answer).join("\n");
    const documents = answers.map(({ answer }) => JSON.parse(answer));
    const whole = documents[0];
    if ("boolean" in whole) whole.boolean = documents.some((document) => document.boolean);
    else whole.results.bindings = documents.flatMap((document) => document.results.bindings);
    return JSON.stringify(whole);
  }

  async function open() {
    status.textContent = "Unpacking the graph and the engine …";
    const { queries, lexical, prefixes, names } = JSON.parse(await unpackText("queries"));
    const vocabulary = { lexical, prefixes, names: window.allegianceBinding.named(names) };
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
    // Prefixes are folded, so that the query itself is in sight.
    const fold = () => gui.getTab().getYasqe().collapsePrefixes(true);
    const write = (text) => { gui.getTab().getYasqe().setValue(text); fold(); };
    const run = () => gui.getTab().getYasqe().query().catch(() => undefined);
    const chosen = () => queries[stored.value];
    function choose(given, immediately) {
      if (!chosen()) { form.hidden = true; return; }
      fields(chosen(), given);
      bound(given, immediately);
    }
    function bound(given, immediately) {
      try {
        const texts = window.allegianceBinding.bind(chosen(), given, vocabulary);
        write(texts[0]);
        status.textContent = texts.length > 1 ? `Asked once for each of ${texts.length} values; the editor has the first, the answer all.` : "";
        if (immediately && texts.length > 1) showAll(texts); else if (immediately) run();
      } catch (error) {
        status.textContent = error.message;
      }
    }
    async function showAll(texts) {
      const answers = [];
      try {
        for (const text of texts) answers.push(await ask(text));
        gui.getTab().getYasr().setResponse({ data: joined(answers), contentType: answers[0].form, status: 200 });
      } catch (error) {
        status.textContent = error.message;
      }
    }
    stored.addEventListener("change", () => choose({}, true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      bound(several([...new FormData(form)]), true);
    });
    function answer(asked) {
      if (!queries[asked.get("query")]) return;
      stored.value = asked.get("query");
      const given = [...asked].filter(([key]) => key.startsWith("p.")).map(([key, value]) => [key.slice(2), value]);
      choose(several(given), true);
    }
    fold();
    answer(waitingForms.pop() || new URLSearchParams(location.search));
    document.addEventListener("allegiance-ask", ({ detail }) => answer(new URLSearchParams(detail)));
    window.allegianceSparql = { ask, joined, queries, vocabulary };
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

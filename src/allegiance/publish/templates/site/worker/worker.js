
// Runs after the engine's own script, in a worker of its own, so that a page stays awake and a query can be stopped.
let store;
self.onmessage = async ({ data }) => {
  try {
    if (data.wasm) {
      await __wbg_init({ module_or_path: data.wasm });
      store = new Store();
      store.load(data.graphs, { format: "application/trig", no_transaction: true, lenient: true });
      self.postMessage({ id: data.id, answer: String(store.size) });
      return;
    }
    const graph = /^\s*(construct|describe)\b/im.test(data.query.replace(/#[^\n]*|<[^>]*>|"[^"]*"/g, " "));
    const form = graph ? "text/turtle" : "application/sparql-results+json";
    const answer = store.query(data.query, { use_default_graph_as_union: true, results_format: form });
    self.postMessage({ id: data.id, answer, form });
  } catch (error) {
    self.postMessage({ id: data.id, error: String((error && error.message) || error) });
  }
};

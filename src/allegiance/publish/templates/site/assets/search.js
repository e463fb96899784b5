// The search: every name in every language, prefixes and small misspellings; nothing leaves the page.
"use strict";
(function () {
  const form = document.getElementById("search-form");
  const field = document.getElementById("search-words");
  const count = document.getElementById("search-count");
  const results = document.getElementById("search-results");
  let documents = [];
  let index;
  // Arabic script: vowel signs and the stretching line are left out, Arabic letters read as their Persian twins.
  const folded = (term) => term.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0640]/g, "")
    .replace(/[\u064a\u0649]/g, "\u06cc").replace(/\u0643/g, "\u06a9");
  async function open() {
    const rows = JSON.parse(await window.allegiance.unpackText("documents"));
    documents = rows.map(([address, title, aliases, kind, text, voices, statuses], id) => ({ id, address, title, aliases, kind, text, voices, statuses }));
    index = new MiniSearch({
      fields: ["title", "aliases", "kind", "text"],
      processTerm: folded,
      searchOptions: { boost: { title: 3, aliases: 3 }, prefix: true, fuzzy: (term) => (term.length > 3 ? 0.25 : false), combineWith: "AND" },
    });
    index.addAll(documents);
    window.allegianceDocuments = documents;
    if (!field.value) field.focus();
    show();
  }

  function show() {
    if (!index) return;
    const words = field.value.trim();
    const found = words ? index.search(words).slice(0, 100) : [];
    count.textContent = words ? (found.length ? `${found.length}${found.length === 100 ? " or more" : ""} found` : "Nothing is called so.") : "";
    results.replaceChildren(...found.map(({ id }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const { address, title, aliases, kind, voices, statuses } = documents[id];
      link.href = window.allegiance.link(address);
      link.textContent = title;
      const more = document.createElement("small");
      // A claim and a situation are no facts: who says so, and the status, stand beside every one.
      more.textContent = ` ${[kind, voices, aliases].filter(Boolean).join(" · ")}`;
      const badges = statuses.flatMap(([key, word]) => [" ", Object.assign(document.createElement("b"), { className: `s-${key}`, textContent: word })]);
      item.append(link, ...badges, more);
      return item;
    }));
    window.allegiance.speak(form.parentElement);
  }
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  document.addEventListener("allegiance-search", (event) => { field.value = event.detail; show(); });
  window.allegiance.whenShown(form, open);
})();

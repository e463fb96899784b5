// Names in the reader's language, the search field, tables as files, and packed data: what every page gains where scripts run.
"use strict";
(function () {
  const script = document.currentScript;
  const root = script.dataset.root !== undefined ? script.dataset.root : script.getAttribute("src").replace(/assets\/site\.js$/, "");
  const single = script.dataset.single !== undefined;
  const languages = { en: "English", fa: "دری", ps: "پښتو" };

  // What other scripts add to pages, by name: compressed and in base 64, because pages opened from a file may not fetch.
  const packed = (window.allegiancePacked = window.allegiancePacked || {});
  async function unpack(name) {
    const bytes = Uint8Array.from(atob(packed[name]), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }
  async function unpackText(name) {
    return new TextDecoder().decode(await unpack(name));
  }
  async function runPacked(name) {
    const address = URL.createObjectURL(new Blob([await unpack(name)], { type: "text/javascript" }));
    await new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject }));
    });
    URL.revokeObjectURL(address);
  }
  function load(name) {
    if (single || document.querySelector(`script[src$="assets/${name}"]`)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const added = document.createElement("script");
      added.src = `${root}assets/${name}`;
      added.onload = resolve;
      added.onerror = reject;
      document.head.append(added);
    });
  }
  // Pages of the one-file site are all in one document: what draws itself waits until its page is looked at.
  function whenShown(element, run) {
    if (element.offsetParent !== null) {
      run();
      return;
    }
    const look = () => {
      if (element.offsetParent === null) return;
      removeEventListener("hashchange", look);
      removeEventListener("load", look);
      run();
    };
    addEventListener("hashchange", look);
    addEventListener("load", look);
  }
  window.allegiance = { root, speak: () => speak(remembered() in languages ? remembered() : "en"), link: (address) => (single ? `#${address.replace("#", "~")}` : root + address), unpack, unpackText, runPacked, whenShown };

  // Browsers may refuse storage to pages from files: then the choice lasts for one page.
  function remembered() {
    try { return localStorage.getItem("allegiance-language"); } catch { return null; }
  }
  function remember(language) {
    try { localStorage.setItem("allegiance-language", language); } catch { /* nothing is lost but the choice */ }
  }

  const originals = new Map();
  function rewrite(node, text) {
    if (!originals.has(node)) originals.set(node, node.textContent);
    node.textContent = text === undefined ? originals.get(node) : text;
  }
  // Puts English words of ours into a place, for `speak` to translate.
  function say(node, text) {
    originals.delete(node);
    node.textContent = text;
  }
  async function speak(language) {
    if (language !== "en") await load("names-data.js").catch(() => undefined);
    const { names = {}, words = {} } = window.allegianceNames || {};
    const known = (slug) => (names[slug] || {})[language];
    for (const link of document.querySelectorAll("main a[href]")) {
      const match = /[#/]id\/([^/#~]+)\.html$/.exec(link.href);
      if (match && names[match[1]] && !link.childElementCount) {
        rewrite(link, known(match[1]));
        if (known(match[1])) link.lang = language; else link.removeAttribute("lang");
      }
    }
    for (const own of document.querySelectorAll("main h1[data-slug]")) {
      if (names[own.dataset.slug]) rewrite(own, known(own.dataset.slug));
    }
    for (const node of document.querySelectorAll("header nav a, main h1:not([data-slug]), main h2, main th, main caption, main dt, [class^='s-'], .verdict, .w, .doors b")) {
      const word = originals.get(node) || node.textContent;
      const said = (words[word.trim()] || {})[language];
      if (said || originals.has(node)) {
        if (node.childElementCount) continue;
        rewrite(node, language === "en" ? undefined : said);
      }
    }
    document.documentElement.lang = language === "fa" ? "fa-AF" : language;
    for (const field of document.querySelectorAll("header input[type=search]")) {
      field.placeholder = (words.Search || {})[language] || "Search";
    }
    document.documentElement.dir = language === "en" ? "ltr" : "rtl";
  }
  function offerLanguages(header) {
    const choice = document.createElement("fieldset");
    choice.className = "languages";
    const legend = document.createElement("legend");
    legend.textContent = "Language of names";
    choice.append(legend);
    const chosen = remembered() in languages ? remembered() : "en";
    for (const [language, words] of Object.entries(languages)) {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "language", value: language });
      input.checked = language === chosen;
      input.addEventListener("change", () => { remember(language); speak(language); });
      label.lang = language;
      label.append(input, words);
      choice.append(label);
    }
    header.insertBefore(choice, header.querySelector("nav"));
    if (chosen !== "en") speak(chosen);
  }
  function offerSearch(header) {
    const form = document.createElement("form");
    form.action = `${root}search.html`;
    form.setAttribute("role", "search");
    const input = Object.assign(document.createElement("input"), { name: "q", type: "search", placeholder: "Search" });
    input.setAttribute("aria-label", "Search");
    form.append(input);
    if (single) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        location.hash = "search.html";
        document.dispatchEvent(new CustomEvent("allegiance-search", { detail: input.value }));
      });
    }
    header.insertBefore(form, header.querySelector("nav"));
  }
  // Suggestions for a field: those given, or the names of actors and places, fetched when somebody is about to type.
  let lists = 0;
  function offer(input, values) {
    const list = Object.assign(document.createElement("datalist"), { id: `suggestions-${(lists += 1)}` });
    list.append(...values.map((value) => Object.assign(document.createElement("option"), { value })));
    input.after(list);
    input.setAttribute("list", list.id);
  }
  function help(form) {
    for (const input of form.querySelectorAll("input[data-suggest]")) {
      input.addEventListener("focus", () => load("suggestions-data.js").then(() => offer(input, window.allegianceSuggestions), () => undefined), { once: true });
    }
    for (const row of form.querySelectorAll("[data-many]")) {
      const more = Object.assign(document.createElement("button"), { type: "button", textContent: "+ another value" });
      more.addEventListener("click", () => {
        const last = [...row.querySelectorAll("input")].pop();
        const input = last.cloneNode();
        input.removeAttribute("id");
        input.value = "";
        last.after(input);
        input.focus();
      });
      row.append(more);
    }
  }
  window.allegiance.say = say;
  window.allegiance.help = help;
  window.allegiance.offer = offer;
  function offerTable(table) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Save this table as CSV" });
    button.addEventListener("click", () => {
      const quoted = (cell) => `"${cell.innerText.trim().replace(/"/g, '""')}"`;
      const lines = [...table.rows].map((row) => [...row.cells].map(quoted).join(","));
      const address = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
      Object.assign(document.createElement("a"), { href: address, download: `${document.title.slice(0, 60)}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    });
    table.parentElement.after(button);
  }

  const header = document.querySelector("header");
  offerLanguages(header);
  if (script.dataset.search !== undefined) offerSearch(header);
  if (single) {
    document.addEventListener("submit", (event) => {
      if (!event.target.matches(".page form.parameters[action]")) return;
      event.preventDefault();
      location.hash = "sparql.html";
      document.dispatchEvent(new CustomEvent("allegiance-ask", { detail: [...new FormData(event.target)] }));
    });
    const entitle = () => {
      const page = document.querySelector(".page:target") || document.querySelector(".page:has(:target)");
      document.title = (page || document.querySelector(".page")).dataset.title;
    };
    addEventListener("hashchange", () => { entitle(); if (document.querySelector(".page:target")) scrollTo(0, 0); });
    addEventListener("load", entitle);
  }
  document.querySelectorAll("table[data-save]").forEach(offerTable);
  document.querySelectorAll("main form.parameters[action]").forEach(help);
})();

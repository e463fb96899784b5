// The choice of language, the search field, tables as files, and packed data: what every page gains where scripts run.
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
  const loaded = {};
  function load(name) {
    if (single) return Promise.resolve();
    loaded[name] = loaded[name] || new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("script"), { src: `${root}assets/${name}`, onload: resolve, onerror: reject }));
    });
    return loaded[name];
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
  window.allegiance = { root, speak, link: (address) => (single ? `#${address.replace("#", "~")}` : root + address), unpack, unpackText, runPacked, whenShown };

  // Browsers may refuse storage to pages from files: then the choice lasts for one page.
  function remembered() {
    try { return localStorage.getItem("allegiance-language"); } catch { return null; }
  }
  function remember(language) {
    try { localStorage.setItem("allegiance-language", language); } catch { /* nothing is lost but the choice */ }
  }

  // Says what is in an element in the reader's language; what scripts write later is said when they ask for it.
  let spoken = false;
  let language = remembered() in languages ? remembered() : "en";
  async function speak(element = document.body) {
    document.documentElement.lang = language === "fa" ? "fa-AF" : language;
    document.documentElement.dir = language === "en" ? "ltr" : "rtl";
    if (language === "en" && !spoken) return;
    spoken = true;
    try {
      await load("names-data.js");
      await load("languages.js");
    } catch { return; }
    window.allegianceSpeak(element, language);
  }
  function offerLanguages(header) {
    const choice = document.createElement("fieldset");
    choice.className = "languages";
    const legend = document.createElement("legend");
    legend.textContent = "Language";
    choice.append(legend);
    for (const [tag, words] of Object.entries(languages)) {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "language", value: tag });
      input.checked = tag === language;
      input.addEventListener("change", () => { remember(tag); language = tag; speak(); });
      label.lang = tag;
      label.append(input, words);
      choice.append(label);
    }
    header.insertBefore(choice, header.querySelector("nav"));
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
  // Suggestions for a field: those given, or the names of what fits, fetched when somebody is about to type.
  let lists = 0;
  function offer(input, values) {
    const list = Object.assign(document.createElement("datalist"), { id: `suggestions-${(lists += 1)}` });
    list.append(...values.map((value) => Object.assign(document.createElement("option"), { value })));
    input.after(list);
    input.setAttribute("list", list.id);
  }
  function help(form) {
    for (const input of form.querySelectorAll("input[data-suggest]")) {
      input.addEventListener("focus", () => load("suggestions-data.js").then(() => offer(input, window.allegianceSuggestions[input.dataset.suggest]), () => undefined), { once: true });
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
  if (language !== "en") speak();
})();

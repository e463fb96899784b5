// The page in Dari or Pashto: names from the graph, our own words from words.json. What has neither stays in English.
"use strict";
window.allegianceSpeak = (function () {
  const { names, words } = window.allegianceNames;
  const originals = new WeakMap();
  const renamed = new WeakSet();
  // A number stands as # in the words, and is put back in its place.
  function said(text, language) {
    const numbers = [];
    const key = text.replace(/\d+(?:[,.]\d{3})*/g, (number) => { numbers.push(number); return "#"; });
    const found = (words[key] || {})[language];
    return found && found.replace(/#/g, () => numbers.shift());
  }
  function phrase(text, language) {
    const parts = [text, ...text.split(", ")].map((part) => said(part, language));
    const list = parts.slice(1);
    return parts[0] || (list.length > 1 && list.every(Boolean) ? list.join("، ") : undefined);
  }
  function named(element, language) {
    const slug = element.dataset.slug || (/[#/]id\/([^/#~]+)\.html$/.exec(element.href || "") || [])[1];
    return (names[slug] || {})[language];
  }
  function rewrite(node, language) {
    const english = originals.has(node) ? originals.get(node) : node.data;
    const [, before, words_, after] = /^(\s*)([^]*?)(\s*)$/.exec(english);
    const name = named(node.parentElement, language);
    const text = words_ && (name || phrase(words_.replace(/\s+/g, " "), language));
    if (!text && !originals.has(node)) return;
    if (text) originals.set(node, english); else originals.delete(node);
    node.data = text ? before + text + after : english;
    if (name) renamed.add(node.parentElement);
    if (renamed.has(node.parentElement)) node.parentElement.lang = name ? language : "en";
  }
  const foreign = "script, style, pre, code, svg, .yasgui, span[lang], label[lang]";
  // Says everything in an element in a language.
  return (element, language) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.data.trim() && !texts.currentNode.parentElement.closest(foreign)) rewrite(texts.currentNode, language);
    }
    for (const field of element.querySelectorAll("header input[type=search]")) field.placeholder = said("Search", language) || "Search";
  };
})();

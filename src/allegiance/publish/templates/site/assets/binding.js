// Values become RDF terms before they come near a query: checked by type, written such that nothing in them can be syntax.
// The places where a term goes were found by the parser's tokens when the site was built.
"use strict";
window.allegianceBinding = (function () {
  const xsd = "http://www.w3.org/2001/XMLSchema#";
  const iri = /^(?:https?:\/\/|urn:)[^\s<>"{}|\\^`\u0000-\u0020]+$/i;
  // Not in the production Char of XML 1.0, or no character at all.
  const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/u;
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };

  // SPARQL 1.1 §19.2 expands \uXXXX before anything else: a u after a backslash of the value is itself written as one.
  function quoted(text) {
    const escaped = text.replace(/[\\"\n\r\t\b\f]/g, (character) => escapes[character]);
    return `"${escaped.replace(/(\\\\)([uU])/g, (_, slashes, letter) => `${slashes}\\u00${letter.charCodeAt(0).toString(16)}`)}"`;
  }
  function wrong(parameter, text, hint) {
    const kinds = { iri: "a name, or an IRI", dateTime: "a date such as 2015-05-08" };
    const advice = hint || (parameter.example ? `for example ${parameter.example}` : "");
    return new Error(`"${text}" is not a value for ${parameter.label}: ${kinds[parameter.type] || parameter.type} is needed${advice ? `, ${advice}` : ""}`);
  }

  // Every name, case apart, with the nodes that prefer it and all that bear it; `rows` are pairs of a CURIE and its names.
  function named(rows) {
    const index = new Map();
    for (const [curie, borne] of rows) {
      for (const [name, preferred] of Object.entries(borne)) {
        const key = name.toLowerCase();
        if (!index.has(key)) index.set(key, { name, preferred: new Set(), all: new Set() });
        index.get(key).all.add(curie);
        if (preferred) index.get(key).preferred.add(curie);
      }
    }
    return index;
  }
  function near(text, names) {
    const words = text.toLowerCase();
    const found = [...names.entries()].filter(([key]) => key.includes(words) || words.includes(key)).sort(([one], [other]) => one.length - other.length);
    return found.slice(0, 3).map(([, { name }]) => name);
  }
  // The one node that a name stands for: of those that prefer it, or else of those that also bear it.
  function node(parameter, text, names) {
    const entry = names.get(text.toLowerCase());
    const fits = (curie) => !parameter.nodes || parameter.nodes.includes(curie);
    const fitting = entry ? [...(entry.preferred.size ? entry.preferred : entry.all)].filter(fits) : [];
    if (fitting.length > 1) throw new Error(`"${text}" names several things: say one of ${fitting.sort().join(", ")}`);
    if (!fitting.length) {
      const alike = near(text, names);
      throw wrong(parameter, text, alike.length ? `perhaps ${alike.join(" or ")}` : "");
    }
    return fitting[0];
  }
  function expanded(text, prefixes) {
    const colon = text.indexOf(":");
    const known = colon >= 0 && Object.hasOwn(prefixes, text.slice(0, colon)) && !text.includes("://");
    return known ? prefixes[text.slice(0, colon)] + text.slice(colon + 1) : text;
  }
  function iriTerm(parameter, text, { prefixes, names }) {
    const given = expanded(text, prefixes);
    if (iri.test(given)) {
      const allowed = parameter.nodes && parameter.nodes.map((curie) => expanded(curie, prefixes));
      if (allowed && !allowed.includes(given)) throw wrong(parameter, text);
      return `<${given}>`;
    }
    return `<${expanded(node(parameter, text, names), prefixes)}>`;
  }
  // A day given for a moment means its first instant in UTC.
  const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  const form = (type, text) => (type === "dateTime" && day.test(text) ? `${text}T00:00:00Z` : text);
  const exists = (date) => date > "0001" && String(new Date(`${date}T00:00:00Z`).toJSON()).startsWith(date);
  function isValue(type, text, lexical) {
    const isDay = !["date", "dateTime"].includes(type) || exists(text.slice(0, 10));
    return new RegExp(`^(?:${lexical[type]})$`).test(text) && isDay;
  }
  const number = (text) => Number(text.replace("INF", "Infinity"));
  const ordered = { integer: number, decimal: number, double: number, date: String, dateTime: (text) => text.replace("Z", "") };
  function demandBounds(parameter, value, text) {
    const rank = ordered[parameter.type];
    const at = (bound) => rank(form(parameter.type, bound));
    const low = rank && parameter.minimum !== "" && !(rank(value) >= at(parameter.minimum));
    const high = rank && parameter.maximum !== "" && !(rank(value) <= at(parameter.maximum));
    if (low || high) throw wrong(parameter, text, `from ${parameter.minimum || "any"} to ${parameter.maximum || "any"}`);
    if (parameter.pattern && !new RegExp(`^(?:${parameter.pattern})$`, "u").test(value)) throw wrong(parameter, text);
  }
  // The term that a text means for a parameter; `vocabulary` holds the prefixes, the index of names, and what values of each type look like.
  function term(parameter, given, vocabulary) {
    const text = given.trim();
    if (parameter.values.length && !parameter.values.includes(text)) {
      throw new Error(`${parameter.label} is one of: ${parameter.values.join(", ")}`);
    }
    if (parameter.type === "iri") return iriTerm(parameter, text, vocabulary);
    const inLanguage = parameter.type.startsWith("@");
    const value = inLanguage || parameter.type === "string" ? given : form(parameter.type, text);
    if (unprintable.test(value) || !(inLanguage || isValue(parameter.type, value, vocabulary.lexical))) throw wrong(parameter, text);
    demandBounds(parameter, value, text);
    if (parameter.type === "string") return quoted(value);
    return inLanguage ? `${quoted(value)}${parameter.type}` : `${quoted(value)}^^<${xsd}${parameter.type}>`;
  }
  // The texts to ask, with terms in the places that wait for them: one, or one for each of several values. Raises an Error for people.
  function bind(query, given, vocabulary) {
    let chosen = [{}];
    for (const parameter of query.parameters) {
      const typed = given[parameter.name] === undefined ? parameter.value : given[parameter.name];
      const texts = (Array.isArray(typed) ? typed : [typed]).filter((text) => text !== "");
      if (!texts.length && parameter.required) throw new Error(`${parameter.label} is needed, for example ${parameter.example}`);
      if (texts.length > 1 && !parameter.many) throw new Error(`${parameter.label} takes one value, and ${texts.length} were given`);
      const terms = [...new Set(texts.map((text) => term(parameter, text, vocabulary)))];
      if (terms.length) chosen = chosen.flatMap((terms_) => terms.map((one) => ({ ...terms_, [parameter.name]: one })));
    }
    return chosen.map((terms) => {
      const parts = query.templates[Object.keys(terms).sort().join(" ")];
      return parts.map((part, place) => (place % 2 ? terms[part] : part)).join("");
    });
  }
  return { bind, named, term };
})();

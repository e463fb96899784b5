// Values become RDF terms before they come near a query: checked by type, written such that nothing in them can be syntax.
// The places where a term goes were found by the parser's tokens when the site was built.
"use strict";
window.allegianceBinding = (function () {
  const xsd = "http://www.w3.org/2001/XMLSchema#";
  const iri = /^(?:https?:\/\/|urn:)[^\s<>"{}|\\^`\u0000-\u0020]+$/i;
  const lexical = {
    integer: /^[+-]?[0-9]+$/,
    decimal: /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/,
    double: /^(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)$/,
    boolean: /^(?:true|false|0|1)$/,
    date: /^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?$/,
    dateTime: /^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?$/,
    gYear: /^-?[0-9]{4,}$/,
    gYearMonth: /^-?[0-9]{4,}-[0-9]{2}$/,
  };
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };

  // SPARQL 1.1 §19.2 expands \uXXXX before anything else: a u after a backslash of the value is itself written as one.
  function quoted(text) {
    const escaped = text.replace(/[\\"\n\r\t\b\f]/g, (character) => escapes[character]);
    return `"${escaped.replace(/(\\\\)([uU])/g, (_, slashes, letter) => `${slashes}\\u00${letter.charCodeAt(0).toString(16)}`)}"`;
  }
  function wrong(parameter, text) {
    return new Error(`"${text}" is not a value for ${parameter.label}: ${parameter.type} is needed${parameter.value ? `, for example ${parameter.value}` : ""}`);
  }
  function term(parameter, given, prefixes) {
    const text = given.trim();
    if (parameter.values.length && !parameter.values.includes(text)) {
      throw new Error(`${parameter.label} is one of: ${parameter.values.join(", ")}`);
    }
    if (parameter.type === "iri") {
      const colon = text.indexOf(":");
      const namespace = Object.hasOwn(prefixes, text.slice(0, colon)) && !text.includes("://") ? prefixes[text.slice(0, colon)] : null;
      const whole = namespace === null ? text : namespace + text.slice(colon + 1);
      if (!iri.test(whole)) throw wrong(parameter, text);
      return `<${whole}>`;
    }
    if (parameter.type === "string") return quoted(given);
    if (parameter.type.startsWith("@")) return `${quoted(given)}${parameter.type}`;
    const value = parameter.type === "dateTime" && lexical.date.test(text) && text.length === 10 ? `${text}T00:00:00Z` : text;
    if (Object.hasOwn(lexical, parameter.type) && !lexical[parameter.type].test(value)) throw wrong(parameter, text);
    return `${quoted(value)}^^<${xsd}${parameter.type}>`;
  }
  // Returns the query with terms in the places that wait for them; raises an Error that a person can read.
  function bind(query, given, prefixes) {
    const terms = {};
    for (const parameter of query.parameters) {
      const text = given[parameter.name] === undefined ? parameter.value : given[parameter.name];
      if (text !== "") terms[parameter.name] = term(parameter, text, prefixes);
      else if (parameter.required) throw new Error(`${parameter.label} is needed, for example ${parameter.example}`);
    }
    const parts = query.templates[Object.keys(terms).sort().join(" ")];
    return parts.map((part, place) => (place % 2 ? terms[part] : part)).join("");
  }
  return { bind, term };
})();

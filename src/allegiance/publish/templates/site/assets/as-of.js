// "As of a day": the same three-valued rule as in the page's own table, for any day.
"use strict";
(function () {
  const field = document.getElementById("as-of-day");
  const rows = [...document.querySelectorAll("#as-of tbody tr")];
  const warning = document.getElementById("as-of-warning");
  function words({ state, notBefore, before, heldFrom, heldUntil }, moment) {
    if (notBefore && moment < notBefore) return "no record";
    if (state === "0") return before && before <= moment ? "yes" : "possibly";
    if (heldFrom && heldFrom <= moment) return !heldUntil || moment < heldUntil ? "yes" : "no record";
    const end = heldUntil || before;
    return !end || moment <= end ? "possibly" : "no record";
  }
  function show() {
    if (!field.value) return;
    const moment = `${field.value}T00:00:00Z`;
    const order = ["yes", "possibly", "no record"];
    for (const row of rows) {
      const verdict = row.querySelector(".verdict");
      row.dataset.verdict = words(row.dataset, moment);
      window.allegiance.say(verdict, row.dataset.verdict);
      verdict.className = `verdict v-${row.dataset.verdict.split(" ")[0]}`;
    }
    const rank = (row) => order.indexOf(row.dataset.verdict);
    document.querySelector("#as-of tbody").append(...[...rows].sort((one, other) => rank(one) - rank(other)));
    warning.textContent = moment > field.dataset.horizon ? "This day is after the source was published: it cannot know." : "";
    window.allegiance.speak();
  }
  document.getElementById("as-of-form").hidden = false;
  document.getElementById("as-of-fixed").hidden = true;
  field.addEventListener("input", show);
})();

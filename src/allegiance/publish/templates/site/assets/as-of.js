// "As of a day": the same three-valued rule as in the page's own table, for any day.
"use strict";
(function () {
  const field = document.getElementById("as-of-day");
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
    for (const row of document.querySelectorAll("#as-of tbody tr")) {
      const verdict = row.querySelector(".verdict");
      verdict.textContent = words(row.dataset, moment);
      verdict.className = `verdict v-${verdict.textContent.split(" ")[0]}`;
    }
    warning.textContent = moment > field.dataset.horizon ? "This day is after the source was published: it cannot know." : "";
  }
  document.getElementById("as-of-form").hidden = false;
  document.getElementById("as-of-fixed").hidden = true;
  field.addEventListener("input", show);
})();

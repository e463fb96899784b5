// "As of a day": looks up what the stored questions answer for any day. Each verdict holds from its day until the next one.
"use strict";
(function () {
  const field = document.getElementById("as-of-day");
  if (!field) return;
  const tables = [...document.querySelectorAll("table.as-of tbody")].map((body) => ({ body, rows: [...body.rows] }));
  const warning = document.getElementById("as-of-warning");
  function verdict(row, day) {
    const all = JSON.parse(row.dataset.verdicts);
    return (all.findLast(([first]) => first <= day) || all[0])[1];
  }
  function show() {
    const day = field.value;
    if (!day) return;
    for (const { body, rows } of tables) {
      const unknown = (row) => row.querySelector(".v-no") !== null;
      for (const row of rows) {
        const shown = row.querySelector(".verdict");
        const words = verdict(row, day);
        shown.textContent = words;
        shown.className = `verdict v-${words.split(" ")[0]}`;
      }
      body.append(...[...rows].sort((one, other) => unknown(one) - unknown(other)));
    }
    warning.textContent = field.dataset.horizon && day > field.dataset.horizon ? "This day is after the source was published: it cannot know." : "";
    window.allegiance.speak(field.closest("main"));
  }
  document.getElementById("as-of-form").hidden = false;
  document.getElementById("as-of-fixed").hidden = true;
  field.addEventListener("input", show);
})();

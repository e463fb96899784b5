// The network, moving: the places are those of the still drawing; a slider for time and boxes for statuses choose the ties.
"use strict";
window.allegiance.whenShown(document.getElementById("network-still"), async () => {
  await window.allegiance.runPacked("drawing");
  const { nodes, ties, steps, words } = window.allegianceNetwork;
  const controls = document.getElementById("network-controls");
  const time = document.getElementById("network-time");
  const date = document.getElementById("network-date");
  const statuses = document.getElementById("network-statuses");
  const count = document.getElementById("network-count");
  const live = document.getElementById("network-live");
  const still = document.getElementById("network-still");
  // Where nothing has a date or a status, there is nothing to choose.
  controls.hidden = steps.length < 2 && words.length < 2;
  live.hidden = false;
  still.hidden = true;

  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const colours = { narratorStated: "--stated", attributedOnly: "--attributed", contested: "--contested", rejectedOnly: "--rejected", notActual: "--notactual", plain: "--soft" };
  const dashes = { attributedOnly: [8, 4], contested: [4, 4], rejectedOnly: [2, 4], notActual: [1, 5] };
  // The marks of the legend; a graph that tells no situations has arrows only.
  const shape = (name, fill = "filled", width = 1.6) => ({ "target-arrow-shape": name, "target-arrow-fill": fill, width });
  const marks = { pledge: shape("triangle", "filled", 3), withdrawal: shape("triangle", "hollow"), hostility: shape("tee"), membership: shape("diamond"), support: shape("circle"), other: shape("vee") };
  function look() {
    return [
      { selector: "node", style: { shape: "round-rectangle", label: "data(label)", "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", width: "data(width)", height: "data(height)", "font-size": 14, color: colour("--ink"), "background-color": colour("--panel"), "border-width": 1, "border-color": colour("--line") } },
      { selector: "node:selected", style: { "border-width": 3, "border-color": colour("--link") } },
      ...Object.keys(colours).map((status) => ({ selector: `edge[status="${status}"]`, style: { "line-color": colour(colours[status]), "target-arrow-color": colour(colours[status]), "line-style": dashes[status] ? "dashed" : "solid", "line-dash-pattern": dashes[status] || [6, 3] } })),
      { selector: "edge", style: { "curve-style": "straight", width: 1.6, "arrow-scale": 1, opacity: 0.75 } },
      ...Object.entries(marks).map(([sort, mark]) => ({ selector: `edge[sort="${sort}"]`, style: mark })),
    ];
  }
  const graph = cytoscape({
    container: live,
    elements: [
      ...nodes.map(([id, label, x, y, width, height, address]) => ({ data: { id, label, width, height, address }, position: { x, y } })),
      ...ties.map(([source, target, status, from, address, label, sort], number) => ({ data: { id: `t${number}`, source, target, status, from, address, label, sort } })),
    ],
    layout: { name: "preset" },
    style: look(),
    minZoom: 0.1,
    maxZoom: 4,
  });
  graph.fit(undefined, 10);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(look()));
  graph.on("tap", "[address]", (event) => {
    if (event.target.data("address")) location.href = window.allegiance.link(event.target.data("address"));
  });

  for (const [status, word] of words) {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: status, checked: status !== "notActual" });
    label.append(box, ` ${word}`);
    statuses.append(label);
  }
  function show() {
    const until = steps[Number(time.value)];
    const chosen = new Set([...statuses.querySelectorAll(":checked")].map((box) => box.value));
    let shown = 0;
    graph.batch(() => {
      graph.edges().forEach((edge) => {
        const visible = chosen.has(edge.data("status")) && (Number(time.value) === steps.length - 1 || edge.data("from") <= until);
        edge.style("display", visible ? "element" : "none");
        shown += visible ? 1 : 0;
      });
    });
    date.textContent = Number(time.value) === steps.length - 1 ? "the end, with what has no date" : until.slice(0, 10);
    count.textContent = `${shown} of ${ties.length} ties shown`;
    window.allegiance.speak(controls);
  }
  time.max = String(steps.length - 1);
  time.value = time.max;
  controls.addEventListener("input", show);
  controls.addEventListener("submit", (event) => event.preventDefault());
  window.allegianceGraph = graph;
  show();
});

// Tabulator: a grid of 2,000 rows of which those in sight are there; a filter that is typed into, a cell that is edited, sorting, a tree.
import { TabulatorFull } from "tabulator-tables";
import css from "tabulator-tables/dist/css/tabulator.min.css";
import { MARKED, SECRET, app, feature, frame, pause, until } from "./common.js";

const rows = Array.from({ length: 2000 }, (_, at) => ({ id: at, name: `row ${at}`, amount: (at * 7919) % 2000, done: at % 3 === 0 }));
const marked = () => `<span data-velo="mask">${MARKED}</span>`;
let grid;

feature({
  ready: async () => {
    document.head.appendChild(document.createElement("style")).textContent = css;
    app().innerHTML = `<input id="typed"> <output></output><button id="add">add</button><button id="turn">turn</button><button id="hide">hide</button><div id="grid"></div>`;
    grid = new TabulatorFull("#grid", {
      data: rows, index: "id", height: 300, layout: "fitColumns", movableColumns: true,
      columns: [
        { title: "Name", field: "name", editor: "input", headerFilter: "input" },
        { title: "Amount", field: "amount", sorter: "number", hozAlign: "right", bottomCalc: "sum" },
        { title: "Done", field: "done", formatter: "tickCross", editor: true },
        { title: "Own", field: "own", formatter: marked },
      ],
    });
    await new Promise((resolve) => grid.on("tableBuilt", resolve));
    const typed = document.querySelector("#typed"), output = document.querySelector("output");
    typed.oninput = () => (output.textContent = typed.value);
    document.querySelector("#add").onclick = () => { grid.addData([{ id: rows.length, name: typed.value, amount: 1, done: true }], true); typed.value = ""; output.textContent = ""; };
    document.querySelector("#turn").onclick = () => grid.setSort("amount", "desc");
    document.querySelector("#hide").onclick = () => grid.toggleColumn("amount");
    await until(".tabulator-row");
  },
  act: async () => {
    const holder = document.querySelector(".tabulator-tableholder");
    for (const top of [400, 9000, 30_000, 200]) {
      holder.scrollTop = top;
      await frame();
      await pause(60);
    }
    await grid.scrollToRow(1500, "top", false);
    await pause(60);
    await grid.updateData([{ id: 1501, name: "updated", amount: 5 }]);
    await grid.deleteRow(1502);
    grid.setSort("amount", "asc");
    await pause(100);
    grid.setHeaderFilterValue("name", "row 19");
    await until(() => grid.getDataCount("active") === 111);
    grid.setHeaderFilterValue("name", "");
    grid.setSort("name", "asc");
    await until(() => grid.getDataCount("active") === 1999);
    holder.scrollTop = 0;
    await pause(100);
  },
  visitor: [
    ["type", "#typed", SECRET], ["click", "#add"], ["click", "#turn"], ["click", "#hide"],
    ["click", ".tabulator-row .tabulator-cell[tabulator-field=name]"], ["press", "Control+a"], ["keys", SECRET], ["wait", 400], ["press", "Enter"],
    ["type", "#typed", "two"], ["click", "#hide"], ["wait", 200],
  ],
});

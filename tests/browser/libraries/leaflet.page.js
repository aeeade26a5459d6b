// Leaflet: a map with tiles, markers, drawings as SVG and on a canvas, a popup and a tooltip that repeat what was typed, zoom and pan.
import * as L from "leaflet";
import css from "leaflet/dist/leaflet.css";
import { MARKED, SECRET, app, feature, frame, pause, until } from "./common.js";

const TILE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='256' height='256'><rect width='255' height='255' fill='rgb(9,{y},{x})'/></svg>";
const RESTS = () => !document.querySelector(".leaflet-zoom-anim, .leaflet-pan-anim") && [...document.querySelectorAll("img.leaflet-tile")].every(({ style, complete }) => complete && style.opacity === "1");
let map, marker, drawn;

const place = (text, at) => L.marker(at, { icon: L.divIcon({ className: "place", html: `<b>${text}</b>`, iconSize: [60, 20] }) });

feature({
  ready: async () => {
    document.head.appendChild(document.createElement("style")).textContent = css;
    app().innerHTML = `<input id="typed"> <output></output><button id="add">add</button><button id="turn">turn</button><button id="hide">hide</button>
      <div id="map" style="width: 600px; height: 400px"></div>`;
    map = L.map("map", { center: [45, 9], zoom: 5, attributionControl: false });
    L.tileLayer(TILE).addTo(map);
    marker = place("first", [45, 9]).addTo(map).bindTooltip("nothing", { permanent: true });
    place(`<span data-velo="mask">${MARKED}</span>`, [47, 12]).addTo(map);
    drawn = L.polyline([[44, 8], [46, 10], [45, 12]], { color: "red" }).addTo(map);
    L.circle([46, 8], { radius: 90_000, renderer: L.canvas() }).addTo(map);
    const typed = document.querySelector("#typed");
    typed.oninput = () => { document.querySelector("output").textContent = typed.value; marker.setTooltipContent(typed.value || "nothing"); };
    document.querySelector("#add").onclick = () => { L.popup([46, 9], { content: `<i>${typed.value}</i>` }).openOn(map); typed.value = ""; typed.oninput(); };
    document.querySelector("#turn").onclick = () => drawn.setLatLngs(drawn.getLatLngs().toReversed()).setStyle({ color: "blue", dashArray: "4" });
    document.querySelector("#hide").onclick = () => (map.hasLayer(drawn) ? drawn.remove() : drawn.addTo(map));
    await until(RESTS);
  },
  act: async () => {
    map.panBy([150, 80]);
    await frame();
    await until(RESTS);
    map.zoomIn(1);
    await frame();
    await until(() => map.getZoom() === 6 && RESTS());
    L.geoJSON({ type: "Polygon", coordinates: [[[8, 44], [10, 44], [10, 46], [8, 44]]] }, { style: { weight: 1 } }).addTo(map);
    L.control.scale({ metric: true, imperial: false }).addTo(map);
    marker.setLatLng([45.5, 9.5]).setIcon(L.divIcon({ className: "place active", html: "<b>moved</b>", iconSize: [60, 20] }));
    map.setView([45, 9], 4, { animate: false });
    await until(() => map.getZoom() === 4 && RESTS());
    await pause(300);
  },
  visitor: [["type", "#typed", SECRET], ["click", "#add"], ["wait", 400], ["click", "#turn"], ["click", "#hide"], ["type", "#typed", "two"], ["click", "#hide"], ["wait", 400]],
});

"use strict";
/* The live page: asks /stats once a second and draws what has changed.  Rates and percentiles are of what was counted between two
 * looks; the server only counts. */

const EVERY_MS = 1000, SPAN = 10, CURVE = 120, MOVED_S = 8, MOVES_SHOWN = 12;
const history = [];                    // the latest answers, the newest last
const curve = [];                      // commands a second
const moved = new Map();               // zone: when it was seen moving
let token = new URLSearchParams(location.search).get("token") || "";

const find = id => document.getElementById(id);

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/* -- figures */

const rate = (then, now, name) => (now.metrics[name] - then.metrics[name]) / ((now.clock - then.clock) / 1000);

function count(value) {
  return value >= 10000 ? (value / 1000).toFixed(1) + " k" : value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 && value % 1 ? 1 : 0);
}

function bytes(value) {
  const units = ["B", "KiB", "MiB", "GiB"];
  let at = 0;
  for (; value >= 1024 && at < units.length - 1; at++) value /= 1024;
  return value.toFixed(value < 10 && at > 0 ? 1 : 0) + " " + units[at];
}

function time(us) {
  return us === null ? "–" : us < 1000 ? us.toFixed(0) + " µs" : us < 1e6 ? (us / 1000).toFixed(1) + " ms" : (us / 1e6).toFixed(1) + " s";
}

/* Step k counts what took at most 2^k µs; a straight line through the step it lies in, as the server does it. */
function quantile(steps, share) {
  const all = steps.reduce((sum, step) => sum + step, 0);
  if (all === 0) return null;
  let before = 0;
  for (let at = 0; at < steps.length - 1; at++) {
    const low = at === 0 ? 0 : 2 ** (at - 1), high = 2 ** at;
    if (steps[at] > 0 && before + steps[at] >= share * all) return low + (high - low) * (share * all - before) / steps[at];
    before += steps[at];
  }
  return 2 ** (steps.length - 2);
}

function list(place, rows) {
  const parts = rows.map(([name, value, note]) => {
    const row = element("div"), words = element("dd", value);
    if (note) words.append(" ", element("small", note));
    row.append(element("dt", name), words);
    return row;
  });
  find(place).replaceChildren(...parts);
}

function drawNow(then, now) {
  list("figures", [
    ["Players", count(now.players), "of " + now.metrics.net_sessions + " connected"],
    ["Commands", count(rate(then, now, "net_lines")), "a second"],
    ["Read", bytes(rate(then, now, "net_bytes_in")), "a second"],
    ["Written", bytes(rate(then, now, "net_bytes_out")), "a second"],
    ["In the store", (now.metrics.persist_epoch_age_ms / 1000).toFixed(1) + " s", "ago, epoch " + now.metrics.persist_epoch],
    ["Latest cut", now.metrics.persist_cut_ms + " ms", bytes(now.metrics.persist_cut_bytes)],
    ["Zones awake", count(now.metrics.worker_zones_awake), "of " + now.zones.length],
    ["Records to write", count(now.metrics.worker_dirty), "in the next cut"],
  ]);
}

function drawLatency(then, now) {
  const steps = now.commands.steps.map((step, at) => step - then.commands.steps[at]);
  list("latency", [["Half within", time(quantile(steps, 0.5))], ["90 of 100", time(quantile(steps, 0.9))],
    ["99 of 100", time(quantile(steps, 0.99))], ["999 of 1000", time(quantile(steps, 0.999))]]);
}

function drawCurve() {
  const most = Math.max(1, ...curve), space = "http://www.w3.org/2000/svg";
  const points = curve.map((value, at) => `${(CURVE - curve.length + at) * 100 / (CURVE - 1)},${39 - value * 38 / most}`).join(" ");
  const image = document.createElementNS(space, "svg"), line = document.createElementNS(space, "polyline");
  image.setAttribute("viewBox", "0 0 100 40");
  image.setAttribute("preserveAspectRatio", "none");
  line.setAttribute("points", points);
  image.append(line);
  find("curve").replaceChildren(image);
  find("curve").setAttribute("aria-label", `Commands a second over the last two minutes: now ${count(curve.at(-1))}, at most ${count(most)}`);
}

function drawWorkers(now) {
  find("workers").replaceChildren(...now.workers.map(worker => {
    const row = element("li"), track = element("span", undefined, "track"), fill = element("span", undefined, "fill");
    const percent = Math.min(100, worker.busy * 100), zones = now.zones.filter(zone => zone.worker === worker.worker).length;
    fill.style.width = percent.toFixed(1) + "%";
    track.append(fill);
    row.append(element("span", "Worker " + worker.worker), track);
    row.append(worker.stuck_ms > 0 ? element("span", `stuck for ${(worker.stuck_ms / 1000).toFixed(1)} s`, "stuck")
      : element("span", `${percent.toFixed(1)} %, ${zones} zones, ${worker.inbox} waiting`, "note"));
    return row;
  }));
}

function noteMoves(then, now) {
  const before = new Map(then.zones.map(zone => [zone.zone, zone.worker]));
  const place = find("moves");
  for (const zone of now.zones) {
    const from = before.get(zone.zone);
    if (from === undefined || from === zone.worker) continue;
    if (moved.size === 0) place.replaceChildren();
    moved.set(zone.zone, now.clock);
    place.prepend(element("li", `${new Date().toLocaleTimeString()}  ${zone.name}: worker ${from} to ${zone.worker}`));
  }
  while (place.children.length > MOVES_SHOWN) place.lastElementChild.remove();
}

/* Where nothing happens and nobody is, a tile says so by being small: only those are shown that cost or hold something. */
function drawZones(now) {
  const shown = now.zones.filter(zone => zone.players > 0 || zone.load >= 0.0001 || zone.pinned || moved.has(zone.zone));
  shown.sort((a, b) => b.load - a.load || a.zone - b.zone);
  const tiles = shown.slice(0, 240).map(zone => {
    const tile = element("li"), heat = Math.min(1, Math.sqrt(zone.load));
    tile.style.backgroundColor = `hsl(${210 - 198 * heat} ${15 + 70 * heat}% ${88 - 22 * heat}%)`;
    if (moved.has(zone.zone) && now.clock - moved.get(zone.zone) < MOVED_S * 1000) tile.classList.add("moved");
    if (zone.over) tile.classList.add("over");
    const words = `${(zone.load * 100).toFixed(2)} percent of worker ${zone.worker}, ${zone.players} players`
      + (zone.pinned ? ", pinned" : "") + (zone.over ? ", over its budget" : "");
    tile.title = `${zone.name}: ${words}`;
    tile.append(element("span", zone.name), element("b", zone.players > 0 ? zone.players : ""), element("span", words, "sr"));
    return tile;
  });
  if (shown.length < now.zones.length) tiles.push(element("li", `${now.zones.length - tiles.length} more at rest`));
  find("zones").replaceChildren(...tiles);
}

/* -- asking */

function draw(now) {
  const last = history.at(-1), then = history[0] || now;
  if (last) {
    noteMoves(last, now);
    curve.push(rate(last, now, "net_lines"));
    if (curve.length > CURVE) curve.shift();
    drawCurve();
    drawNow(last, now);
    drawLatency(then, now);
  }
  drawWorkers(now);
  drawZones(now);
  history.push(now);
  if (history.length > SPAN) history.shift();
}

function say(words, wrong) {
  const place = find("state");
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("wrong", Boolean(wrong));
}

async function look() {
  let again = EVERY_MS;
  try {
    const answer = await fetch("stats", { headers: token ? { Authorization: "Bearer " + token } : {}, cache: "no-store" });
    if (answer.status === 401) {
      find("ask").hidden = false;
      say("The figures of this server are not for everybody.", true);
      return;
    }
    if (!answer.ok) throw new Error(answer.status + " " + answer.statusText);
    const now = await answer.json();
    draw(now);
    say("Drawn anew every second.");
  } catch (trouble) {
    say("The server does not answer: " + trouble.message, true);
    history.length = 0;
    again = 3 * EVERY_MS;
  }
  setTimeout(look, again);
}

find("ask").addEventListener("submit", event => {
  event.preventDefault();
  token = find("token").value;
  find("ask").hidden = true;
  look();
});
look();

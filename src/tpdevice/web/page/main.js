// One page: a picture of the program's screen, hands on it, and plain words when it is not live.

import { hands, letters } from "./hands.js";
import { Link } from "./link.js";
import { Picture } from "./picture.js";
import { Terminal } from "./terminal.js";

const STATES = {
  lost: ["COME OFF", "Nothing comes from the computer. If you press, come off. Trying again.", ""],
  taken: ["ELSEWHERE", "Another browser shows this now. If you press, come off.", "Show it here"],
  ended: ["ENDED", "The program has ended. What was measured is kept on the computer.", "Start again"],
  closed: ["CLOSED", "tpdevice was closed on the computer.", ""],
  refused: ["NOT LET IN", "This page opens only by the newest link, or the code, that tpdevice serve shows on the computer.", ""],
};
const WORDS_MS = 500;
const byId = (id) => document.getElementById(id);

const terminal = new Terminal(bell);
const picture = new Picture(byId("picture"));
let state = "", due = false, sound = null;

const link = new Link({ up, note, state: show, picture: (bytes) => { terminal.write(bytes); soon(); } });

function up() {
  terminal.restart();
  fit();
}

/** Take the room that is left, also by a phone's keyboard, and say how many cells that is. */
function fit() {
  const stage = byId("stage");
  const keyboard = window.innerHeight - (window.visualViewport?.height ?? window.innerHeight);
  picture.fit(stage.clientWidth, stage.clientHeight - Math.max(0, keyboard));
  terminal.resize(picture.columns, picture.rows);
  terminal.cells.changed.fill(1);
  soon();
  link.send("size", picture.columns, picture.rows);
}

function soon() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; picture.draw(terminal.cells); });
}

function note(kind, about) {
  if (kind === "ended") link.end("ended");
  if (kind === "typing") {
    byId("keyboard").hidden = !about[0];
    if (!about[0]) byId("letters").blur();
  }
}

function show(name) {
  if (name === state || (name === "live" && link.final)) return;
  state = name;
  const notice = byId("notice");
  notice.hidden = name === "live";
  if (name === "live") return;
  const [word, text, choice] = STATES[name];
  notice.classList.toggle("stop", name === "lost");
  byId("word").textContent = word;
  byId("text").textContent = text;
  byId("choice").textContent = choice;
  byId("choice").hidden = !choice;
  if (name === "lost" && sound) { navigator.vibrate?.([300, 100, 300]); bell(); }
}

function choose() {
  if (link.socket) { link.again(); fit(); } else link.connect();
}

/** A short tone. Browsers allow it, and to buzz, only after the first touch. */
function bell() {
  if (!sound) return;
  const tone = sound.createOscillator(), volume = sound.createGain();
  volume.gain.setValueAtTime(0.2, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.25);
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.25);
}

/** Keep the phone's screen lit, where the browser lets us: not over plain HTTP from elsewhere. */
function awake() {
  navigator.wakeLock?.request("screen").catch(() => null);
}

function words() {
  const rows = Array.from({ length: terminal.cells.rows }, (_, y) => terminal.cells.words(y));
  const text = rows.join("\n");
  if (byId("words").textContent !== text) byId("words").textContent = text;
}

hands(byId("picture"), picture, (bytes) => link.keys(bytes));
letters(byId("letters"), (bytes) => link.keys(bytes));
byId("keyboard").addEventListener("click", () => byId("letters").focus());
byId("choice").addEventListener("click", choose);
window.addEventListener("pointerdown", () => {
  sound ??= new AudioContext();
  awake();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) { awake(); fit(); } });
// iOS zooms by two fingers whatever the viewport says.
document.addEventListener("gesturestart", (event) => event.preventDefault());
window.addEventListener("resize", fit);
window.visualViewport?.addEventListener("resize", fit);
setInterval(words, WORDS_MS);
link.open();

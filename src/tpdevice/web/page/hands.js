// Fingers, mouse and keys become what a terminal would send.

const NAMED = {
  Enter: "\r", Escape: "\x1b", Backspace: "\x7f", Tab: "\t", Delete: "\x1b[3~", Insert: "\x1b[2~",
  ArrowUp: "\x1b[A", ArrowDown: "\x1b[B", ArrowRight: "\x1b[C", ArrowLeft: "\x1b[D",
  Home: "\x1b[H", End: "\x1b[F", PageUp: "\x1b[5~", PageDown: "\x1b[6~",
  F1: "\x1bOP", F2: "\x1bOQ", F3: "\x1bOR", F4: "\x1bOS",
};
/** How far a finger may slip and still tap, CSS pixels. */
const SLIP = 12;
/** How often a moving mouse is told, ms. */
const MOVES_MS = 50;
/** CSS pixels of a wheel for one step. */
const ROLL = 40;
/** Something to delete: an empty field does not tell of a backspace. */
const BEFORE = "____";

const mouse = (button, [x, y], down = true) => `\x1b[<${button};${x};${y}${down ? "M" : "m"}`;

export function hands(canvas, picture, send) {
  fingers(canvas, picture, send);
  pointer(canvas, picture, send);
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  window.addEventListener("keydown", (event) => {
    const bytes = typed(event);
    if (bytes && !(event.target.id === "letters" && event.key.length === 1)) {
      event.preventDefault();
      send(bytes);
    }
  });
}

function typed(event) {
  if (event.isComposing || event.metaKey || event.altKey) return "";
  if (event.ctrlKey) return /^[a-z]$/i.test(event.key) ? String.fromCharCode(event.key.toLowerCase().charCodeAt(0) - 96) : "";
  if (event.key === "Tab" && event.shiftKey) return "\x1b[Z";
  // On a button of the page Enter and space are the button's.
  if (event.target.tagName === "BUTTON") return "";
  return NAMED[event.key] || ([...event.key].length === 1 ? event.key : "");
}

/** A tap is a click; a drag scrolls, a row of the picture at a time. */
function fingers(canvas, picture, send) {
  let start = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    start = { x: event.clientX, y: event.clientY, turned: 0, drags: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!start || event.pointerType === "mouse" || !event.isPrimary) return;
    const down = event.clientY - start.y;
    if (Math.abs(down) > SLIP || Math.abs(event.clientX - start.x) > SLIP) start.drags = true;
    const rows = Math.trunc((down * picture.scale) / picture.h);
    const at = picture.cell(start.x, start.y);
    if (!start.drags || rows === start.turned) return;
    send(mouse(rows > start.turned ? 64 : 65, at).repeat(Math.abs(rows - start.turned)));
    start.turned = rows;
  });
  canvas.addEventListener("pointerup", (event) => {
    if (start && event.isPrimary && event.pointerType !== "mouse" && !start.drags) {
      const at = picture.cell(event.clientX, event.clientY);
      send(mouse(0, at) + mouse(0, at, false));
    }
    if (event.isPrimary) start = null;
  });
  canvas.addEventListener("pointercancel", () => { start = null; });
}

function pointer(canvas, picture, send) {
  let told = 0;
  const at = (event) => picture.cell(event.clientX, event.clientY);
  const tell = (kind, bytes) => canvas.addEventListener(kind, (event) => {
    if (event.pointerType === "mouse") send(bytes(event));
  });
  tell("pointerdown", (event) => mouse(event.button, at(event)));
  tell("pointerup", (event) => mouse(event.button, at(event), false));
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.timeStamp - told < MOVES_MS) return;
    told = event.timeStamp;
    send(mouse(event.buttons & 1 ? 32 : 35, at(event)));
  });
  let rolled = 0;
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    rolled += event.deltaY;
    const steps = Math.trunc(rolled / ROLL);
    if (steps) send(mouse(steps < 0 ? 64 : 65, at(event)).repeat(Math.min(9, Math.abs(steps))));
    rolled -= steps * ROLL;
  }, { passive: false });
}

/** Letters of a phone's keyboard: it corrects and composes, so the whole field is compared. */
export function letters(field, send) {
  let before = field.value = BEFORE;
  field.addEventListener("input", () => {
    let same = 0;
    while (same < before.length && before[same] === field.value[same]) same += 1;
    const gone = [...before.slice(same)].length;
    send("\x7f".repeat(gone) + field.value.slice(same));
    if (field.value.length < BEFORE.length) field.value = BEFORE;
    before = field.value;
  });
  field.addEventListener("blur", () => { before = field.value = BEFORE; });
}

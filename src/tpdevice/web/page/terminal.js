// A terminal as far as Textual needs one: places, colours, marks, and a bell.

import { BOLD, Cells, DEFAULT, DIM, ITALIC, REVERSE, STRUCK, TAIL, UNDERLINE, width } from "./cells.js";

const SEQUENCE = /\x1b(?:\[([<-?]?)([0-9;:]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P^_][^\x1b]*\x1b\\|[ #%()*+].|[0-9=>A-OQ-Z\\a-z])/y;
/** A sequence that is not complete after so many characters never will be. */
const LONGEST = 4096;
const ON = { 1: BOLD, 2: DIM, 3: ITALIC, 4: UNDERLINE, 7: REVERSE, 9: STRUCK };
const OFF = { 22: BOLD | DIM, 23: ITALIC, 24: UNDERLINE, 27: REVERSE, 29: STRUCK };
const SIXTEEN = [
  0x10171e, 0xe06c5f, 0x7fd9a8, 0xe5c07b, 0x7aa2f7, 0xc792ea, 0x6fc3df, 0xbcc8d4,
  0x4a5a69, 0xff9d8a, 0x95f5c8, 0xffd787, 0xa5c0ff, 0xe0b5ff, 0x9fe5f5, 0xffffff,
];

function indexed(number) {
  if (number < 16) return SIXTEEN[number];
  if (number >= 232) return (8 + 10 * (number - 232)) * 0x010101;
  const level = (n) => (n === 0 ? 0 : 55 + 40 * n);
  const rest = number - 16;
  return (level(Math.floor(rest / 36)) << 16) | (level(Math.floor(rest / 6) % 6) << 8) | level(rest % 6);
}

export class Terminal {
  constructor(onBell) {
    this.cells = new Cells(80, 24);
    this.onBell = onBell;
    this.decoder = new TextDecoder();
    this.rest = "";
    this.clear();
  }

  clear() {
    this.x = this.y = 0;
    this.pen = { ink: DEFAULT, paper: DEFAULT, marks: 0 };
  }

  resize(columns, rows) {
    if (columns !== this.cells.columns || rows !== this.cells.rows) {
      this.cells = new Cells(columns, rows);
    }
  }

  /** Begin anew: what was cut off belongs to a connection that is gone. */
  restart() {
    this.decoder = new TextDecoder();
    this.rest = "";
    this.clear();
  }

  write(bytes) {
    const text = this.rest + this.decoder.decode(bytes, { stream: true });
    this.rest = "";
    let at = 0;
    while (at < text.length) {
      if (text[at] !== "\x1b") {
        const next = text.indexOf("\x1b", at);
        const end = next < 0 ? text.length : next;
        this.print(text.slice(at, end));
        at = end;
        continue;
      }
      SEQUENCE.lastIndex = at;
      const found = SEQUENCE.exec(text);
      if (found) {
        if (found[3]) this.obey(found[1], found[2], found[3]);
        at = SEQUENCE.lastIndex;
      } else if (text.length - at < LONGEST) {
        this.rest = text.slice(at);
        return;
      } else at += 1;
    }
  }

  print(text) {
    for (const char of text) {
      if (char === "\r") this.x = 0;
      else if (char === "\n") this.y = Math.min(this.y + 1, this.cells.rows - 1);
      else if (char === "\b") this.x = Math.max(0, this.x - 1);
      else if (char === "\x07") this.onBell();
      else if (char >= " " && char !== "\x7f") this.place(char);
    }
  }

  place(char) {
    const wide = width(char);
    if (wide === 0) return this.cells.join(this.x - 1, this.y, char);
    this.cells.put(this.x, this.y, char, this.pen);
    if (wide === 2) this.cells.put(this.x + 1, this.y, TAIL, this.pen);
    this.x += wide;
  }

  obey(kind, text, letter) {
    if (kind) return; // modes: there is nothing to switch
    const numbers = text.split(/[;:]/).map((part) => parseInt(part || "0", 10));
    const steps = Math.max(1, numbers[0]);
    if (letter === "m") this.colour(numbers);
    else if (letter === "H" || letter === "f") {
      this.y = Math.max(1, numbers[0]) - 1;
      this.x = Math.max(1, numbers[1] || 1) - 1;
    } else if (letter === "A") this.y = Math.max(0, this.y - steps);
    else if (letter === "B") this.y = Math.min(this.cells.rows - 1, this.y + steps);
    else if (letter === "C") this.x += steps;
    else if (letter === "D") this.x = Math.max(0, this.x - steps);
    else if (letter === "G") this.x = steps - 1;
    else if (letter === "J" && numbers[0] >= 2) this.erase(0, this.cells.rows * this.cells.columns);
    else if (letter === "J") this.erase(this.here(), this.cells.rows * this.cells.columns);
    else if (letter === "K") this.erase(this.here(), (this.y + 1) * this.cells.columns);
  }

  here() {
    return this.y * this.cells.columns + this.x;
  }

  erase(from, to) {
    for (let at = from; at < to; at += 1) {
      this.cells.put(at % this.cells.columns, Math.floor(at / this.cells.columns), " ", this.pen);
    }
  }

  colour(numbers) {
    const pen = { ...this.pen };
    for (let i = 0; i < numbers.length; i += 1) {
      const n = numbers[i];
      if (n === 0) Object.assign(pen, { ink: DEFAULT, paper: DEFAULT, marks: 0 });
      else if (ON[n]) pen.marks |= ON[n];
      else if (OFF[n]) pen.marks &= ~OFF[n];
      else if (n === 38 || n === 48) {
        const [found, used] = this.exact(numbers, i + 1);
        pen[n === 38 ? "ink" : "paper"] = found;
        i += used;
      } else if (n === 39) pen.ink = DEFAULT;
      else if (n === 49) pen.paper = DEFAULT;
      else if (n >= 30 && n <= 37) pen.ink = SIXTEEN[n - 30];
      else if (n >= 40 && n <= 47) pen.paper = SIXTEEN[n - 40];
      else if (n >= 90 && n <= 97) pen.ink = SIXTEEN[n - 82];
      else if (n >= 100 && n <= 107) pen.paper = SIXTEEN[n - 92];
    }
    this.pen = pen;
  }

  /** A colour given in full or by its number, and how many numbers that took. */
  exact(numbers, at) {
    if (numbers[at] === 2) {
      return [(numbers[at + 1] << 16) | (numbers[at + 2] << 8) | numbers[at + 3], 4];
    }
    return [indexed(numbers[at + 1] || 0), 2];
  }
}

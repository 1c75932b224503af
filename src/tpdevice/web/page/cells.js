// The screen as cells: one character, two colours and a few marks each.

export const BOLD = 1, DIM = 2, ITALIC = 4, UNDERLINE = 8, REVERSE = 16, STRUCK = 32;
export const DEFAULT = -1;
/** The second half of a wide character. */
export const TAIL = "";

const WIDE = new RegExp(
  "^[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff" +
  "\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1f64f}\\u{1f680}-\\u{1f6ff}" +
  "\\u{1f900}-\\u{1faff}\\u{20000}-\\u{3fffd}\\p{Emoji_Presentation}]", "u");
const JOINED = /^[\p{Mn}\p{Me}\u200b-\u200f\ufe00-\ufe0f]/u;

/** How many cells a character takes: 0, 1 or 2. */
export function width(char) {
  if (char < "\u0300") return 1;
  return JOINED.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
}

export class Cells {
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = rows;
    const count = columns * rows;
    this.chars = new Array(count).fill(" ");
    this.ink = new Int32Array(count).fill(DEFAULT);
    this.paper = new Int32Array(count).fill(DEFAULT);
    this.marks = new Uint8Array(count);
    this.changed = new Uint8Array(count).fill(1);
  }

  put(x, y, char, pen) {
    if (x < 0 || y < 0 || x >= this.columns || y >= this.rows) return;
    const at = y * this.columns + x;
    this.chars[at] = char;
    this.ink[at] = pen.ink;
    this.paper[at] = pen.paper;
    this.marks[at] = pen.marks;
    this.changed[at] = 1;
  }

  join(x, y, char) {
    if (x < 0 || x >= this.columns || y < 0 || y >= this.rows) return;
    const at = y * this.columns + x;
    this.chars[at] += char;
    this.changed[at] = 1;
  }

  /** One row as words; what is only drawn becomes blank. */
  words(y) {
    const row = this.chars.slice(y * this.columns, (y + 1) * this.columns).join("");
    return row.replace(/[\u2500-\u259f\u2800-\u28ff]/gu, " ").trimEnd();
  }
}

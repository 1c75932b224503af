// Cells on a canvas: as many as fit, each of whole pixels, and only what changed is drawn.

import { block } from "./blocks.js";
import { BOLD, DEFAULT, DIM, ITALIC, REVERSE, STRUCK, TAIL, UNDERLINE, width } from "./cells.js";

const INK = 0xe8eef4, PAPER = 0x0a0e12;
/** CSS pixels of a cell: 41 columns on a phone of 390, and more where 64 columns have more. */
const WISHED = 9.5, ROOMY = 12.5, COLUMNS_OF_ROOM = 64;
/** Below this nobody reads. */
const LEAST = 7;
/** Rows from which there are buttons for a thumb; a short phone gets smaller cells for them. */
const ROWS_FOR_BUTTONS = 38;
const FONT = 'ui-monospace, Menlo, "Roboto Mono", "DejaVu Sans Mono", Consolas, monospace';

const css = (rgb) => "#" + rgb.toString(16).padStart(6, "0");

export class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d", { alpha: false });
    this.columns = this.rows = 0;
  }

  /** Take the room there is, in CSS pixels; cells are twice as high as wide. */
  fit(across, down) {
    const scale = window.devicePixelRatio || 1;
    const wished = Math.max(WISHED, Math.min(ROOMY, across / COLUMNS_OF_ROOM));
    const wide = Math.max(LEAST, Math.min(wished, down / ROWS_FOR_BUTTONS / 2));
    this.columns = Math.max(16, Math.floor(across / wide));
    this.w = Math.max(4, Math.floor((across * scale) / this.columns));
    this.h = this.w * 2;
    this.rows = Math.max(8, Math.floor((down * scale) / this.h));
    this.canvas.width = this.w * this.columns;
    this.canvas.height = this.h * this.rows;
    this.canvas.style.width = `${this.canvas.width / scale}px`;
    this.canvas.style.height = `${this.canvas.height / scale}px`;
    this.scale = scale;
    Object.assign(this.canvas.dataset, { columns: this.columns, rows: this.rows });
    this.letters();
  }

  /** The largest letters whose columns fit. */
  letters() {
    this.ctx.font = `100px ${FONT}`;
    const advance = this.ctx.measureText("0").width / 100;
    this.size = Math.min(this.w / advance, this.h * 0.8);
    this.base = Math.round(this.h * 0.5 + this.size * 0.36);
    this.font = null;
  }

  /** The cell under a point of the page, counted from 1. */
  cell(x, y) {
    const box = this.canvas.getBoundingClientRect();
    const column = Math.floor(((x - box.left) * this.scale) / this.w);
    const row = Math.floor(((y - box.top) * this.scale) / this.h);
    const within = (value, most) => Math.max(0, Math.min(most - 1, value)) + 1;
    return [within(column, this.columns), within(row, this.rows)];
  }

  draw(cells) {
    for (let y = 0; y < Math.min(cells.rows, this.rows); y += 1) {
      for (let x = 0; x < Math.min(cells.columns, this.columns); x += 1) {
        const at = y * cells.columns + x;
        if (cells.changed[at]) {
          cells.changed[at] = 0;
          if (cells.chars[at] !== TAIL) this.paint(cells, at, x * this.w, y * this.h);
        }
      }
    }
  }

  paint(cells, at, x, y) {
    const char = cells.chars[at], marks = cells.marks[at];
    let ink = cells.ink[at] === DEFAULT ? INK : cells.ink[at];
    let paper = cells.paper[at] === DEFAULT ? PAPER : cells.paper[at];
    if (marks & REVERSE) [ink, paper] = [paper, ink];
    const across = this.w * (width(char) || 1);
    const ctx = this.ctx;
    ctx.fillStyle = css(paper);
    ctx.fillRect(x, y, across, this.h);
    if (char === " " && !(marks & (UNDERLINE | STRUCK))) return;
    ctx.fillStyle = css(ink);
    if (marks & DIM) ctx.globalAlpha = 0.6;
    if (!block(ctx, char, x, y, across, this.h)) this.type(char, marks, x, y, across);
    const thin = Math.max(1, Math.round(this.h / 16));
    if (marks & UNDERLINE) ctx.fillRect(x, y + this.h - thin, across, thin);
    if (marks & STRUCK) ctx.fillRect(x, y + Math.round(this.h / 2), across, thin);
    ctx.globalAlpha = 1;
  }

  type(char, marks, x, y, across) {
    const font = `${marks & ITALIC ? "italic " : ""}${marks & BOLD ? "bold " : ""}${this.size}px ${FONT}`;
    if (font !== this.font) this.ctx.font = this.font = font;
    this.ctx.fillText(char, x, y + this.base, across);
  }
}

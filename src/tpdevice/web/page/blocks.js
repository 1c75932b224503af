// Blocks, lines and dots are drawn and not set in type: they meet without a gap in any font.

const QUADRANTS = { "▖": 4, "▗": 8, "▘": 1, "▙": 13, "▚": 9, "▛": 7, "▜": 11, "▝": 2, "▞": 6, "▟": 14 };
const SHADES = { "░": 0.25, "▒": 0.5, "▓": 0.75 };
/** Arms of a line: 1 up, 2 right, 4 down, 8 left; 16 makes it thick. */
const LINES = {
  "─": 10, "━": 26, "│": 5, "┃": 21, "┌": 6, "┐": 12, "└": 3, "┘": 9, "├": 7, "┤": 13, "┬": 14,
  "┴": 11, "┼": 15, "╭": 6, "╮": 12, "╰": 3, "╯": 9, "╴": 8, "╵": 1, "╶": 2, "╷": 4, "╸": 24,
  "╹": 17, "╺": 18, "╻": 20,
};

/** Draw a character into its cell, in the colour that is set; false if type has to do it. */
export function block(ctx, char, x, y, w, h) {
  const code = char.codePointAt(0);
  if (code >= 0x2800 && code <= 0x28ff) return dots(ctx, code - 0x2800, x, y, w, h);
  if (code < 0x2500 || code > 0x259f) return false;
  if (char in LINES) return lines(ctx, LINES[char], x, y, w, h);
  if (char === "╱" || char === "╲" || char === "╳") return slashes(ctx, char, x, y, w, h);
  if (code < 0x2580) return false;
  if (char in QUADRANTS) return quadrants(ctx, QUADRANTS[char], x, y, w, h);
  if (char in SHADES) return shade(ctx, SHADES[char], x, y, w, h);
  return part(ctx, code, x, y, w, h);
}

function part(ctx, code, x, y, w, h) {
  const up = (eighths) => Math.round((h * eighths) / 8);
  const along = (eighths) => Math.round((w * eighths) / 8);
  if (code === 0x2580) ctx.fillRect(x, y, w, up(4));
  else if (code <= 0x2588) ctx.fillRect(x, y + h - up(code - 0x2580), w, up(code - 0x2580));
  else if (code <= 0x258f) ctx.fillRect(x, y, Math.max(1, along(0x2590 - code)), h);
  else if (code === 0x2590) ctx.fillRect(x + along(4), y, w - along(4), h);
  else if (code === 0x2594) ctx.fillRect(x, y, w, Math.max(1, up(1)));
  else if (code === 0x2595) ctx.fillRect(x + w - Math.max(1, along(1)), y, Math.max(1, along(1)), h);
  else return false;
  return true;
}

function quadrants(ctx, which, x, y, w, h) {
  const middle = Math.round(w / 2), half = Math.round(h / 2);
  if (which & 1) ctx.fillRect(x, y, middle, half);
  if (which & 2) ctx.fillRect(x + middle, y, w - middle, half);
  if (which & 4) ctx.fillRect(x, y + half, middle, h - half);
  if (which & 8) ctx.fillRect(x + middle, y + half, w - middle, h - half);
  return true;
}

function shade(ctx, share, x, y, w, h) {
  ctx.globalAlpha = share;
  ctx.fillRect(x, y, w, h);
  ctx.globalAlpha = 1;
  return true;
}

function lines(ctx, arms, x, y, w, h) {
  const thick = Math.max(1, Math.round(w / (arms & 16 ? 4 : 8)));
  const left = x + Math.round((w - thick) / 2), top = y + Math.round((h - thick) / 2);
  if (arms & 1) ctx.fillRect(left, y, thick, top - y + thick);
  if (arms & 4) ctx.fillRect(left, top, thick, y + h - top);
  if (arms & 8) ctx.fillRect(x, top, left - x + thick, thick);
  if (arms & 2) ctx.fillRect(left, top, x + w - left, thick);
  return true;
}

function slashes(ctx, char, x, y, w, h) {
  ctx.lineWidth = Math.max(1, w / 8);
  ctx.strokeStyle = ctx.fillStyle;
  ctx.beginPath();
  if (char !== "╲") { ctx.moveTo(x + w, y); ctx.lineTo(x, y + h); }
  if (char !== "╱") { ctx.moveTo(x, y); ctx.lineTo(x + w, y + h); }
  ctx.stroke();
  return true;
}

const DOTS = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [0, 3], [1, 3]];

function dots(ctx, pattern, x, y, w, h) {
  const size = Math.max(1, Math.round(Math.min(w / 2, h / 4) * 0.7));
  DOTS.forEach(([column, row], bit) => {
    if (pattern & (1 << bit)) {
      const left = x + Math.round((w * (column + 0.5)) / 2 - size / 2);
      const top = y + Math.round((h * (row + 0.5)) / 4 - size / 2);
      ctx.fillRect(left, top, size, size);
    }
  });
  return true;
}

// The way to the computer: the ticket, the WebSocket, and knowing when nothing comes any more.

/** After so long without a pulse the picture is old, ms. The computer pulses twice a second. */
const OLD_MS = 2000;
const AGAIN_MS = 700;
/** Characters of keys in one message. */
const LARGEST = 500;

export class Link {
  /** `on` has: up(), picture(bytes), note(kind, about), state(name). */
  constructor(on) {
    this.on = on;
    this.socket = null;
    this.final = false;
    this.pulsed = performance.now();
    setInterval(() => this.look(), 250);
  }

  /** Hand in the ticket of the link, if there is one, and connect. */
  async open() {
    const ticket = location.hash.slice(1);
    if (ticket) {
      // Away from the address bar before anything else: it must not be kept or shared.
      history.replaceState(null, "", location.pathname);
      await fetch("/enter", { method: "POST", body: ticket }).catch(() => null);
    }
    this.connect();
  }

  connect() {
    this.final = false;
    this.pulsed = performance.now();
    const socket = this.socket = new WebSocket(`ws://${location.host}/screen`);
    let opened = false;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => { opened = true; this.on.up(); };
    socket.onmessage = (event) => this.take(event.data);
    socket.onclose = () => { if (socket === this.socket) this.closed(opened); };
  }

  take(data) {
    if (typeof data !== "string") return this.on.picture(new Uint8Array(data));
    const [kind, ...about] = JSON.parse(data);
    if (kind === "pulse") {
      this.pulsed = performance.now();
      this.send("seen", !document.hidden);
      this.on.state("live");
    } else if (kind === "taken" || kind === "closed") this.end(kind);
    else this.on.note(kind, about);
  }

  async closed(opened) {
    this.socket = null;
    if (this.final) return;
    if (!opened && (await this.refused())) return this.end("refused");
    setTimeout(() => { if (!this.socket && !this.final) this.connect(); }, AGAIN_MS);
  }

  /** Whether the computer is there and does not let us in; a socket does not say why it failed. */
  async refused() {
    const answer = await fetch("/screen").catch(() => null);
    return answer !== null && answer.status === 403;
  }

  end(name) {
    this.final = true;
    this.on.state(name);
  }

  look() {
    if (!this.final && performance.now() - this.pulsed > OLD_MS) this.on.state("lost");
  }

  /** Send what a terminal would; the computer takes only small messages. */
  keys(bytes) {
    for (let at = 0; at < bytes.length; at += LARGEST) this.send("keys", bytes.slice(at, at + LARGEST));
  }

  /** Ask for another run. */
  again() {
    this.final = false;
    this.pulsed = performance.now();
    this.send("again");
  }

  send(...said) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(said));
  }
}

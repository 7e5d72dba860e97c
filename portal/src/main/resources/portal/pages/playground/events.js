/** Server-sent events, read from a body as it comes. */

/** More than this in one event is no event. */
const MOST_CHARS = 8 * 1024 * 1024;

/** Cuts text into events; what is not complete yet waits for more. */
export class EventCutter {
  #rest = '';

  /** @param {string} text @returns {{event: ?string, data: string, raw: string}[]} */
  push(text) {
    // a lone CR at the end may be the first half of a line's end
    this.#rest = (this.#rest + text).replace(/\r\n/g, '\n');
    const events = [];
    for (let at = this.#rest.indexOf('\n\n'); at >= 0; at = this.#rest.indexOf('\n\n')) {
      const raw = this.#rest.slice(0, at);
      this.#rest = this.#rest.slice(at + 2);
      const event = eventOf(raw);
      if (event) {
        events.push(event);
      }
    }
    if (this.#rest.length > MOST_CHARS) {
      throw new Error('an event of the stream is larger than 8 MiB');
    }
    return events;
  }

  /** What stood after the last empty line. */
  end() {
    const event = this.#rest.trim() ? eventOf(this.#rest) : null;
    this.#rest = '';
    return event ? [event] : [];
  }
}

function eventOf(raw) {
  let name = null;
  const data = [];
  for (const line of raw.split('\n')) {
    const [, field, value] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') {
      name = value;
    } else if (field === 'data') {
      data.push(value);
    }
  }
  return data.length === 0 ? null : { event: name, data: data.join('\n'), raw };
}

/**
 * Reads a body to its end. @param {ReadableStream<Uint8Array>} body
 * @param {(text: string) => void} each what is done with each piece of text
 */
export async function readText(body, each) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { value, done } = await reader.read();
    each(decoder.decode(value, { stream: !done }));
    if (done) {
      return;
    }
  }
}

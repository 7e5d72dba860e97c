/** One request, from its sending to its end: what was sent, what came, how long it took. */
import { api } from '../../core/api.js';
import { emptyAnswer, errorOf, hasContent, readEvent, readWhole } from './answers.js';
import { EventCutter, readText } from './events.js';

/** So much of what came is kept to be looked at. */
const RAW_CHARS = 512 * 1024;
/** How often the record of a request that just ended is asked for; it is written a moment later. */
const RECORD_TRIES = [150, 400, 1000, 2500];

/** Headers and options of a fetch that asks as the pasted key, or else as who is logged in. */
export function asking(key, headers) {
  return key ? { headers: { ...headers, authorization: `Bearer ${key}` }, credentials: 'omit' } : { headers: api.headers(headers), credentials: 'same-origin' };
}

export class Run {
  /**
   * @param {{format: object, prompt: object, headers: Record<string, string>, key: string}} asked
   * @param {() => void} changed called whenever there is more to show
   */
  constructor(asked, changed) {
    this.format = asked.format;
    this.prompt = asked.prompt;
    this.key = asked.key;
    this.path = asked.format.path(asked.prompt);
    this.headers = { 'content-type': 'application/json', ...asked.format.headers(), ...asked.headers };
    this.body = asked.format.body(asked.prompt);
    this.changed = changed;
    this.abort = new AbortController();
    this.state = 'waiting';
    this.answer = emptyAnswer();
    this.told = {};
    this.status = null;
    this.raw = '';
    this.rawChars = 0;
    this.events = 0;
    this.ttft = null;
    this.total = null;
    this.record = null;
    this.judged = null;
  }

  get requestId() {
    return this.told['x-request-id'] ?? null;
  }

  get decisionId() {
    return this.told['x-signalbox-decision'] ?? null;
  }

  get losses() {
    return (this.told['x-signalbox-loss'] ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  }

  get busy() {
    return this.state === 'waiting' || this.state === 'streaming';
  }

  stop() {
    this.abort.abort();
  }

  /** Sends it; never throws: what went wrong is in `answer.error`. */
  async go() {
    this.began = performance.now();
    try {
      const response = await fetch(this.path, { method: 'POST', body: JSON.stringify(this.body), signal: this.abort.signal, ...asking(this.key, this.headers) });
      this.status = response.status;
      this.told = Object.fromEntries([...response.headers].filter(([name]) => TOLD.test(name)));
      const streamed = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
      this.state = streamed ? 'streaming' : 'waiting';
      this.changed();
      await (streamed ? this.readStream(response) : this.readWhole(response));
      this.state = this.answer.error ? 'failed' : 'done';
    } catch (error) {
      this.state = error.name === 'AbortError' ? 'stopped' : 'failed';
      if (error.name !== 'AbortError') {
        this.answer.error = { status: this.status ?? 0, message: this.status === null ? 'the gateway cannot be reached' : `the answer broke off: ${error.message}`, code: null, type: null };
      }
    }
    this.total = performance.now() - this.began;
    this.changed();
    await this.readRecord();
  }

  async readWhole(response) {
    await readText(response.body, (text) => this.keep(text));
    const json = JSON.parse(this.whole);
    if (response.ok) {
      readWhole(json, this.answer);
      this.ttft = performance.now() - this.began;
    } else {
      this.answer.error = errorOf(json, response.status);
    }
  }

  async readStream(response) {
    const cutter = new EventCutter();
    this.streamed = true;
    await readText(response.body, (text) => {
      this.keep(text);
      this.take(cutter.push(text));
    });
    this.take(cutter.end());
  }

  take(events) {
    for (const event of events) {
      this.events++;
      if (event.data !== '[DONE]') {
        readEvent(this.format.id, JSON.parse(event.data), this.answer);
      }
      if (this.ttft === null && hasContent(this.answer)) {
        this.ttft = performance.now() - this.began;
      }
    }
    this.changed();
  }

  /** Keeps what came: all of a whole answer, which is read at its end, and the beginning of a stream. */
  keep(text) {
    this.rawChars += text.length;
    if (!this.streamed) {
      this.whole = (this.whole ?? '') + text;
    }
    if (this.raw.length < RAW_CHARS) {
      this.raw += text.slice(0, RAW_CHARS - this.raw.length);
    }
  }

  /** What the gateway recorded of it: cost, attempts, its own times. */
  async readRecord() {
    if (this.requestId === null) {
      return;
    }
    for (const wait of RECORD_TRIES) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      const response = await fetch(`/v1/records/${encodeURIComponent(this.requestId)}`, asking(this.key, { accept: 'application/json' })).catch(() => null);
      if (response?.ok) {
        this.record = await response.json();
        this.changed();
        return;
      }
      if (response && response.status !== 404) {
        return; // one may not see it, and that will not change
      }
    }
  }
}

const TOLD = /^(x-signalbox-|x-request-id$|server-timing$|retry-after|idempotent-replayed$|content-type$|x-ratelimit-|anthropic-ratelimit-)/;

/**
 * What happens at the gateway while one looks: one stream of events a tab, however many parts of
 * the page listen. It is closed while the tab is hidden or nobody listens, and goes on where it
 * left off.
 */
class Live extends EventTarget {
  /** `off`, `connecting`, `open`, `broken`. */
  status = 'off';
  /** When the last event came; null before the first. */
  heardAt = null;

  constructor() {
    super();
    this.listeners = new Map();
    document.addEventListener('visibilitychange', () => this.settle());
  }

  /**
   * Tells `listener` every event of a topic. @returns {function(): void} ends it
   */
  on(topic, listener) {
    const all = this.listeners.get(topic) ?? new Set();
    all.add(listener);
    this.listeners.set(topic, all);
    this.settle();
    return () => {
      all.delete(listener);
      if (all.size === 0) {
        this.listeners.delete(topic);
      }
      this.settle();
    };
  }

  settle() {
    queueMicrotask(() => this.connect());
  }

  connect() {
    const wanted = document.hidden ? '' : [...this.listeners.keys()].sort().join(',');
    if (wanted === (this.topics ?? '')) {
      return;
    }
    this.source?.close();
    this.source = null;
    this.topics = wanted;
    if (!wanted) {
      this.becomes('off');
      return;
    }
    this.becomes('connecting');
    this.open(wanted);
  }

  open(topics) {
    const names = { record: 'records', tick: 'projects', alert: 'alerts', health: 'health', config: 'config', reset: 'records' };
    const source = new EventSource(`/v1/live?topics=${[...new Set(topics.split(',').map((each) => names[each] ?? each))].join(',')}`);
    this.source = source;
    source.onopen = () => this.becomes('open');
    source.onerror = () => {
      this.becomes('broken');
      if (source.readyState === EventSource.CLOSED && this.source === source) {
        // refused: the browser does not try again by itself
        this.topics = '';
        setTimeout(() => this.connect(), 5000);
      }
    };
    for (const topic of Object.keys(names)) {
      source.addEventListener(topic, (event) => this.heard(topic, event));
    }
  }

  heard(topic, event) {
    this.heardAt = Date.now();
    const data = event.data ? JSON.parse(event.data) : null;
    for (const listener of this.listeners.get(topic) ?? []) {
      listener(data);
    }
  }

  becomes(status) {
    if (status !== this.status) {
      this.status = status;
      this.dispatchEvent(new Event('status'));
    }
  }
}

export const live = new Live();

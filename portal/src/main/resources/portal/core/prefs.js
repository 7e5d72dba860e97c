/**
 * What a person likes, kept in the browser: theme, zone, density, columns. Everything else a page
 * shows stands in its URL. Where storage is forbidden the wishes last as long as the tab.
 */
const memory = new Map();

function read(key) {
  try {
    return localStorage.getItem('signalbox.' + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key, value) {
  memory.set(key, value);
  try {
    if (value === null) {
      localStorage.removeItem('signalbox.' + key);
    } else {
      localStorage.setItem('signalbox.' + key, value);
    }
  } catch {
    // kept in memory alone
  }
}

class Prefs extends EventTarget {
  constructor() {
    super();
    this.apply();
  }

  /** `light`, `dark` or null: as the system has it. */
  get theme() {
    return read('theme');
  }

  set theme(value) {
    write('theme', value);
    this.changed();
  }

  /** `utc` or `local`. */
  get zone() {
    return read('zone') === 'utc' ? 'utc' : 'local';
  }

  set zone(value) {
    write('zone', value);
    this.changed();
  }

  /** `normal` or `compact`. */
  get density() {
    return read('density') === 'compact' ? 'compact' : 'normal';
  }

  set density(value) {
    write('density', value);
    this.changed();
  }

  /** Columns of the table `name` that are hidden; null before anybody chose. */
  hidden(name) {
    const text = read('columns.' + name);
    return text === null ? null : text.split(',').filter(Boolean);
  }

  hide(name, columns) {
    write('columns.' + name, columns.join(','));
    this.changed();
  }

  apply() {
    const root = document.documentElement;
    if (this.theme) {
      root.dataset.theme = this.theme;
    } else {
      delete root.dataset.theme;
    }
    root.dataset.density = this.density;
  }

  changed() {
    this.apply();
    this.dispatchEvent(new Event('change'));
  }
}

export const prefs = new Prefs();

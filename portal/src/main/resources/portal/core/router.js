/**
 * Where one is: the path chooses the page, the query holds everything a page shows (range, filters,
 * sort, tab, open row), so that a link is a view.
 */
import { pages } from '../pages/pages.js';

/** The page for `path`, with what stands in the path behind its name. */
export function match(path) {
  const parts = path.split('/').filter(Boolean).map(safeDecode);
  const page = pages.find((each) => each.path === (parts[0] ?? '')) ?? null;
  return { page, rest: parts.slice(1).join('/') };
}

function safeDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class Router extends EventTarget {
  constructor() {
    super();
    this.read();
    addEventListener('popstate', () => this.moved());
    document.addEventListener('click', (event) => this.clicked(event));
  }

  read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
    Object.assign(this, match(this.path));
  }

  moved() {
    this.read();
    this.dispatchEvent(new Event('change'));
  }

  /** Goes to `url`, within the portal. */
  go(url, { replace = false } = {}) {
    if (url === location.pathname + location.search) {
      return;
    }
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    this.moved();
  }

  /** The address of this page with some parameters changed; null, empty text and empty lists take one away. */
  with(changes, path = this.path) {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== null && one !== undefined && one !== '') {
          query.append(name, one);
        }
      }
    }
    const text = query.toString();
    return text ? `${path}?${text}` : path;
  }

  /** Changes parameters of this page. */
  set(changes, options) {
    this.go(this.with(changes), options);
  }

  /** The first value of `name`, or `otherwise`. */
  get(name, otherwise = null) {
    return this.query.get(name) ?? otherwise;
  }

  all(name) {
    return this.query.getAll(name);
  }

  clicked(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    if (link.target || link.hasAttribute('download') || link.origin !== location.origin) {
      return;
    }
    const url = new URL(link.href);
    if (url.hash && url.pathname === location.pathname && url.search === location.search) {
      return;
    }
    if (match(url.pathname).page && !url.pathname.startsWith('/docs/api')) {
      event.preventDefault();
      this.go(url.pathname + url.search + url.hash);
    }
  }
}

export const router = new Router();

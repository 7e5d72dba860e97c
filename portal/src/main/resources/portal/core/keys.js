/** The keyboard: single keys, and `g` followed by the key of a page. Nothing happens while one types. */
import { pages } from '../pages/pages.js';
import { router } from './router.js';

const SEQUENCE_MS = 1200;

class Keys {
  constructor() {
    this.bound = new Map();
    this.before = null;
    document.addEventListener('keydown', (event) => this.pressed(event));
  }

  /** Runs `action` on `key` until the returned function is called; the newest binding counts. */
  on(key, action) {
    const all = this.bound.get(key) ?? [];
    all.push(action);
    this.bound.set(key, all);
    return () => all.splice(all.indexOf(action), 1);
  }

  pressed(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.run('Ctrl+K', event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || this.typing(event)) {
      return;
    }
    if (this.before && Date.now() - this.before < SEQUENCE_MS) {
      this.before = null;
      const page = pages.find((each) => each.key === event.key);
      if (page) {
        event.preventDefault();
        router.go('/' + page.path);
      }
      return;
    }
    if (event.key === 'g') {
      this.before = Date.now();
      return;
    }
    this.run(event.key, event);
  }

  typing(event) {
    const target = event.target;
    const modal = document.querySelector('dialog:modal:not(.drawer)');
    return modal !== null || (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null);
  }

  run(key, event) {
    const action = this.bound.get(key)?.at(-1);
    if (action && action(event) !== false) {
      event.preventDefault();
    }
  }
}

export const keys = new Keys();

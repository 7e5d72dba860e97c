/**
 * Runs in each page before its own scripts: notes what the tests ask about, and changes nothing of
 * what the page does.
 */
(() => {
  const watch = { open: 0, violations: [], injected: [] };
  window.watch = watch;
  document.addEventListener('securitypolicyviolation', (event) =>
    watch.violations.push(`${event.violatedDirective} blocked ${event.blockedURI || 'inline'} (${event.sourceFile}:${event.lineNumber})`));

  const fetched = window.fetch;
  window.fetch = async (...request) => {
    watch.open += 1;
    try {
      const response = await fetched(...request);
      // what reads the answer does so in the microtasks that follow; a stream counts as there once it began
      return response;
    } finally {
      setTimeout(() => (watch.open -= 1), 0);
    }
  };

  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

  /** Whether the page that this address names is there and says what state it is in. */
  const drawn = async () => {
    const { match } = await import(new URL('core/router.js', document.baseURI).href);
    const { page } = match(location.pathname);
    const element = page === null ? document.querySelector('main') : document.querySelector(`main > ${page.tag}`);
    const wanted = new URLSearchParams(location.search).get('state');
    return element !== null && (page === null || page.tag === 'page-login' || (element.dataset.state ?? 'loading') !== 'loading' || wanted === 'loading');
  };

  /** Waits until what was asked for is there and nothing moves any more. */
  watch.settled = async (within = 10000) => {
    const end = performance.now() + within;
    let quiet = 0;
    while (quiet < 3) {
      await frame();
      quiet = watch.open === 0 && (await drawn()) ? quiet + 1 : 0;
      if (performance.now() > end) {
        throw new Error(`${location.pathname}${location.search} does not settle: ${watch.open} requests are open, ${document.querySelector('main')?.innerHTML.slice(0, 300)}`);
      }
    }
  };

  /** Goes to another address as a link within the portal does. */
  watch.go = async (url) => {
    history.pushState(null, '', url);
    dispatchEvent(new PopStateEvent('popstate'));
    await frame();
    await watch.settled();
  };

  /** Waits until what follows the size of the window has followed it. */
  watch.fitted = async () => {
    await frame();
    await frame();
  };

  /** Boxes that make the page scroll sideways; none where it does not. */
  watch.wide = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      return [];
    }
    const wide = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > root.clientWidth + 0.5 && each.closest('.scroll, pre, [hidden]') === null);
    return [`${root.scrollWidth} of ${root.clientWidth} px`, ...wide.slice(-4).map((each) => `<${each.localName} class="${each.getAttribute('class') ?? ''}"> ${(each.textContent ?? '').trim().slice(0, 60)}`)];
  };

  /** Rows and cards are drawn by one template: the first few stand for all. */
  const REPEATED = 'tbody tr:nth-child(n+6), ul.cards > li:nth-child(n+5), ol > li:nth-child(n+12)';

  /**
   * Takes the repeated ones out while `look` looks: axe would measure all of them only to leave them
   * out. Nothing else is changed, so that the page draws what comes meanwhile as ever.
   */
  const withFew = async (look) => {
    const out = [...document.querySelectorAll(REPEATED)].map((each) => [each, document.createComment('')]);
    out.forEach(([each, place]) => each.replaceWith(place));
    try {
      return await look();
    } finally {
      out.forEach(([each, place]) => place.replaceWith(each));
    }
  };

  /** What axe finds, a line each. */
  watch.axe = async (root, rules, all, without = []) => {
    const options = { resultTypes: ['violations'], preload: false, elementRef: false, ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}) };
    const run = () => axe.run({ include: [root], exclude: without }, options);
    const { violations } = await (all ? run() : withFew(run));
    return violations.flatMap((each) => each.nodes.slice(0, 3).map((node) => `${each.id}: ${each.help}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${(node.failureSummary ?? '').split('\n')[1] ?? ''}`));
  };
})();

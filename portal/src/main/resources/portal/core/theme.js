// Runs before the first paint, as a plain script: the remembered theme must not flash.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('signalbox.theme');
  } catch {
    // storage may be forbidden: the page then follows the system
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();

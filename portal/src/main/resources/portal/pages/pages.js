/**
 * The pages, in the order of the side bar. A new page is one line here and one file beside this one.
 *
 * `path`: first segment of its address. `tag`: its element. `key`: what leads there after `g`.
 * `role`: the least that one has to be.
 */
export const pages = [
  { path: '', title: 'Overview', group: 'Observe', tag: 'page-overview', key: 'o', icon: 'gauge', role: 'caller', load: () => import('./overview.js') },
  { path: 'requests', title: 'Requests', group: 'Observe', tag: 'page-requests', key: 'r', icon: 'list', role: 'caller', load: () => import('./requests.js') },
  { path: 'failures', title: 'Failures', group: 'Observe', tag: 'page-failures', key: 'f', icon: 'alert', role: 'caller', load: () => import('./failures.js') },
  { path: 'projects', title: 'Projects', group: 'Observe', tag: 'page-projects', key: 'p', icon: 'layers', role: 'caller', load: () => import('./projects.js') },
  { path: 'requesters', title: 'Requesters', group: 'Observe', tag: 'page-requesters', key: 's', icon: 'people', role: 'caller', load: () => import('./requesters.js') },
  { path: 'routing', title: 'Routing', group: 'Decide', tag: 'page-routing', key: 'v', icon: 'route', role: 'caller', load: () => import('./routing.js') },
  { path: 'catalogue', title: 'Catalogue', group: 'Decide', tag: 'page-catalogue', key: 'm', icon: 'grid', role: 'caller', load: () => import('./catalogue.js') },
  { path: 'profiles', title: 'Profiles', group: 'Decide', tag: 'page-profiles', key: 'w', icon: 'sliders', role: 'caller', load: () => import('./profiles.js') },
  { path: 'quality', title: 'Signals & quality', group: 'Decide', tag: 'page-quality', key: 'q', icon: 'star', role: 'viewer', load: () => import('./quality.js') },
  { path: 'playground', title: 'Playground', group: 'Use', tag: 'page-playground', key: 'y', icon: 'play', role: 'caller', load: () => import('./playground.js') },
  { path: 'ask', title: 'Ask your data', group: 'Use', tag: 'page-ask', key: 'a', icon: 'question', role: 'viewer', load: () => import('./ask.js') },
  { path: 'gateways', title: 'Gateways & apps', group: 'Manage', tag: 'page-gateways', key: 'g', icon: 'door', role: 'viewer', load: () => import('./gateways.js') },
  { path: 'providers', title: 'Providers', group: 'Manage', tag: 'page-providers', key: 'i', icon: 'plug', role: 'viewer', load: () => import('./providers.js') },
  { path: 'access', title: 'Keys, users, audit', group: 'Manage', tag: 'page-access', key: 'k', icon: 'key', role: 'admin', load: () => import('./access.js') },
  { path: 'config', title: 'Configuration', group: 'Manage', tag: 'page-config', key: 'c', icon: 'file', role: 'admin', load: () => import('./config.js') },
  { path: 'docs', title: 'Docs', group: 'Learn', tag: 'page-docs', key: 'd', icon: 'book', role: 'caller', load: () => import('./docs.js') },
  { path: 'login', title: 'Log in', group: null, tag: 'page-login', key: null, icon: 'key', role: null, load: () => import('./login.js') },
];

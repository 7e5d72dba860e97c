/** What was stored of a profile before, and going back to it. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { form } from '../../ui/dialog.js';
import { toast } from '../../ui/toasts.js';
import '../../ui/table.js';
import '../../ui/time.js';
import { asToml, differences } from './document.js';

/** Differences key by key. @param {{key: string, before: string, after: string}[]} changes */
export function changes(changes, before = 'In force', after = 'Draft') {
  return changes.length === 0
    ? html`<p class="muted">No difference.</p>`
    : html`<div class="scroll changes" tabindex="0" role="region" aria-label="Differences"><table class="plain">
        <caption class="visually-hidden">Differences</caption>
        <thead><tr><th scope="col">Key</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead>
        <tbody>${changes.map((each) => html`<tr><th scope="row"><code>${each.key}</code></th><td class="wrap"><code class="removed">${each.before}</code></td><td class="wrap"><code class="added">${each.after}</code></td></tr>`)}</tbody>
      </table></div>`;
}

/** Says a refusal for the assertions it breaks, and asks whether to do it all the same. */
export function forced(wrong) {
  return wrong?.code === 'assertion_broken' ? html`<label class="check"><input type="checkbox" name="force" value="true">do it all the same; the assertions stay broken</label>` : nothing;
}

/**
 * @param {string} id @param {object[]} versions newest first @param {object} inForce
 * @param {{mayChange: boolean, done: Function}} page
 */
export function versions(id, versions, inForce, page) {
  if (versions.length === 0) {
    return html`<section class="card"><header><h2>Versions</h2></header><div class="body"><p class="muted">Nothing was stored of it.</p></div></section>`;
  }
  const columns = [
    { id: 'version', label: 'Version', num: true, cell: (row) => (row.version === 0 ? 'file or built in' : row.version) },
    { id: 'at', label: 'When', cell: (row) => html`<sb-time .at=${row.at}></sb-time>` },
    { id: 'by', label: 'By', cell: (row) => row.by || '(nobody named)' },
    { id: 'says', label: 'Says', wrap: true, cell: (row) => (row.deleted ? html`<span class="tag warn">deleted</span>` : html`<code class="small">${asToml(id, row.profile ?? {}).split('\n').slice(1).filter(Boolean).join(' · ') || 'all as standard'}</code>`) },
    { id: 'load', label: 'Draft', cell: (row) => (row.profile ? html`<a href=${router.with({ draft: JSON.stringify(toDraft(row.profile, inForce)) })}>load</a>` : nothing) },
    { id: 'back', label: 'Roll back', cell: (row) => (row.deleted || !page.mayChange ? nothing : html`<button class="small" @click=${() => rollBack(id, row, inForce, page)}>Roll back</button>`) },
  ];
  return html`<section class="card"><header><h2>Versions</h2><span class="small muted">the last twenty are kept</span></header>
    <sb-table name="profile-versions" caption="Versions, the newest first" .columns=${columns} .rows=${versions} .keyOf=${(row) => row.version} plain></sb-table></section>`;
}

/** What a version says, as changes of what is in force: keys it leaves out are left alone. */
function toDraft(profile, inForce) {
  const { based_on: _, ...said } = profile;
  const trade = 'weights' in said ? { point_usd_per_1000: null, second_points: null } : 'point_usd_per_1000' in said || 'second_points' in said ? { weights: null } : {};
  return Object.fromEntries(Object.entries({ ...trade, ...said }).filter(([key, value]) => JSON.stringify(inForce[key] ?? null) !== JSON.stringify(value)));
}

function rollBack(id, version, inForce, { done }) {
  return form({
    title: `Roll ${id} back`,
    action: 'Roll back',
    kind: 'wide',
    body: (_, wrong) => html`<p>${version.version === 0 ? 'What is in the file or built in applies again; it stays among the versions that it was taken back.' : html`Version ${version.version} is stored again as the newest. The next decision follows it.`}</p>
      ${version.profile ? changes(differences(inForce, { ...inForce, ...version.profile }).filter((each) => each.key in version.profile), 'In force', `Version ${version.version}`) : nothing}${forced(wrong)}`,
    save: async (fields) => {
      await api.post(`/v1/profiles/${encodeURIComponent(id)}/rollback${fields.force ? '?force=true' : ''}`, { version: version.version });
      toast(`${id} is back at ${version.version === 0 ? 'what is declared' : `version ${version.version}`}`);
      done();
      return true;
    },
  });
}

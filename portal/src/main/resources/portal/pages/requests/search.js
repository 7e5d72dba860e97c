/** The search field: an id opens its request, anything else is looked for in what clients were told. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { attempt } from '../../ui/dialog.js';

const ID = /^[A-Za-z0-9_.:/@-]{6,128}$/;

export function search() {
  const text = router.get('text', '');
  return html`<form class="search-requests no-print" role="search" aria-label="Requests" @submit=${submit}>
    <input type="search" name="find" aria-label="Request id, or text of an error" placeholder="Request id, or text of an error" .value=${text} minlength="3" maxlength="200" autocomplete="off" spellcheck="false">
    <button>Search</button>
    ${text ? html`<button type="button" class="quiet" @click=${() => router.set({ text: null })}>Clear</button>` : nothing}
  </form>`;
}

async function submit(event) {
  event.preventDefault();
  const wanted = new FormData(event.target).get('find').trim();
  if (/^d_[A-Za-z0-9]{6,}$/.test(wanted)) {
    router.go(`/routing?decision=${wanted}`);
    return;
  }
  if (ID.test(wanted) && (await attempt(() => isThere(wanted)))) {
    router.set({ open: wanted });
    return;
  }
  router.set({ text: wanted, open: null });
}

/** Clients may give ids of any form, so it is asked whether there is one. */
async function isThere(id) {
  return (await api.get('/v1/records', { request_id: id, limit: 1 })).data.length > 0;
}

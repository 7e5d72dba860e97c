/** The form of the simulator: a question field by field, or a client's request as it is. */
import { html, nothing } from 'lit';
import { router } from '../../core/router.js';
import { count } from '../../core/format.js';
import { CAPABILITIES, FORMATS } from './question.js';

const TASKS = ['general', 'code', 'extract', 'chat', 'math', 'long_context', 'tools'];
const MOST_BODY = 2_000_000;

/**
 * @param {{profiles: string[], deployments: string[], providers: string[], aliases: string[]}} known
 * @param {{ask: (fields: FormData) => void, paste: (fields: FormData) => void, body: string, wrong: ?Error}} page
 */
export function form(known, page) {
  const pasting = router.get('how') === 'body';
  return html`<section class="card"><header><h2>Question</h2>
      <div class="row" role="group" aria-label="How to ask">
        <a class="button small" aria-current=${pasting ? nothing : 'true'} href=${router.with({ how: null, decision: null })}>Fields</a>
        <a class="button small" aria-current=${pasting ? 'true' : nothing} href=${router.with({ how: 'body' })}>A client's request</a>
      </div></header>
    <div class="body">${pasting ? pasted(known, page) : asked(known, page)}</div></section>`;
}

const value = (name) => router.get('q.' + name, '');
const has = (name, one) => router.all('q.' + name).includes(one);

function text(name, label, more = {}) {
  return html`<label class="field">${label}<input name=${name} .value=${value(name)} list=${more.list ?? nothing} placeholder=${more.placeholder ?? ''} inputmode=${more.inputmode ?? nothing} pattern=${more.pattern ?? nothing} title=${more.title ?? nothing} maxlength="300" autocomplete="off" spellcheck="false"></label>`;
}

const whole = { inputmode: 'numeric', pattern: '[0-9]{1,12}', title: 'a whole number' };

function asked(known, page) {
  return html`<form class="ask-form" @submit=${(event) => (event.preventDefault(), page.ask(new FormData(event.target)))}>
    <div class="ask-grid">
      ${text('model', 'Model', { list: 'ask-models', placeholder: 'auto' })}
      <label class="field">Profile<select name="profile"><option value="">as the rules say</option>${known.profiles.map((id) => html`<option value=${id} ?selected=${id === value('profile')}>${id}</option>`)}</select></label>
      ${text('task', 'Task', { list: 'ask-tasks' })}
      ${text('input_tokens', 'Input tokens', whole)}
      ${text('max_output', 'Most output tokens', whole)}
      ${text('project', 'Project')}
      ${text('source', 'Source')}
      ${text('budget_left_usd', 'Budget left, $', { inputmode: 'decimal', pattern: '[0-9]*[.]?[0-9]*', title: 'dollars', placeholder: 'no limit' })}
    </div>
    <fieldset class="checks"><legend>Needs</legend>${CAPABILITIES.map((name) => check('needs', name))}</fieldset>
    <fieldset class="checks"><legend>Parameters</legend>${['temperature', 'stop'].map((name) => check('parameters', name))}
      <label class="check"><input type="checkbox" name="strict" ?checked=${value('strict') === '1'}>strict: no loss</label>
      <label class="check"><input type="checkbox" name="failover" ?checked=${value('failover') !== '0'}>failover</label>
      <label class="check"><input type="checkbox" name="explores" ?checked=${value('explores') === '1'}>chance may take part</label>
      <label class="check"><input type="checkbox" name="input_tokens_exact" ?checked=${value('input_tokens_exact') === '1'}>tokens are counted, not estimated</label></fieldset>
    ${providers(known)}
    <details class="more-fields" ?open=${['app', 'session', 'session_last', 'session_cached_tokens', 'classifications', 'format', 'allowed_models', 'seed'].some((name) => value(name))}><summary>Conversation, findings, format</summary>
      <div class="ask-grid">
        ${text('session', 'Session')}
        ${text('session_last', 'Answered the turn before', { list: 'ask-deployments', placeholder: 'provider/model' })}
        ${text('session_cached_tokens', 'Tokens cached there', whole)}
        <label class="field">Classified by the guard as<input name="classifications" .value=${router.all('q.classifications').join(', ')} placeholder="secret, personal" autocomplete="off"></label>
        <label class="field">Format of the client<select name="format"><option value="">openai_chat</option>${FORMATS.slice(1).map((id) => html`<option value=${id} ?selected=${id === value('format')}>${id}</option>`)}</select></label>
        ${text('app', 'App')}
        <label class="field">Only these models<input name="allowed_models" .value=${router.all('q.allowed_models').join(', ')} placeholder="family:claude-haiku" autocomplete="off"></label>
        ${text('seed', 'Seed of chance', whole)}
      </div></details>
    ${wrong(page.wrong)}
    <div class="row"><button class="primary">Decide</button><span class="hint">Nobody is called. The decision is kept like those of requests, as a dry run.</span></div>
    ${lists(known)}
  </form>`;
}

function check(name, one) {
  return html`<label class="check"><input type="checkbox" name=${name} value=${one} ?checked=${has(name, one)}>${one.replaceAll('_', ' ')}</label>`;
}

/** Providers that may not be used: as a key that is limited to the others would have it. */
function providers(known) {
  const chosen = router.all('q.allowed_providers');
  const named = value('model') && value('model') !== 'auto' && !value('model').startsWith('profile:');
  return known.providers.length < 2
    ? nothing
    : html`<fieldset class="checks" ?disabled=${named}><legend>Providers that may answer</legend>
        ${known.providers.map((id) => html`<label class="check"><input type="checkbox" name="allowed_providers" value=${id} ?checked=${chosen.length === 0 || chosen.includes(id)}>${id}</label>`)}
        <span class="hint">${named ? 'Only where the engine chooses: for auto and profiles.' : 'One that is not ticked is treated as denied, for this question alone.'}</span></fieldset>`;
}

function pasted(known, page) {
  return html`<form class="ask-form" @submit=${(event) => (event.preventDefault(), page.paste(new FormData(event.target)))}>
    <label class="field">Body of the request, as a client sends it
      <textarea class="code" name="body" rows="10" required maxlength=${MOST_BODY} spellcheck="false" .value=${page.body} placeholder='{"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}'></textarea></label>
    <div class="ask-grid">
      <label class="field">Format<select name="format"><option value="">known by its shape</option>${FORMATS.map((id) => html`<option value=${id}>${id}</option>`)}</select></label>
      <label class="field">Model in the address<input name="model" list="ask-models" placeholder="Gemini only" autocomplete="off"></label>
      ${['project', 'source', 'profile', 'task', 'session'].map((name) => html`<label class="field"><span>Header <code>x-${name}</code></span><input name=${name} maxlength="128" pattern="[A-Za-z0-9_.:\\/@\\-]*" autocomplete="off" list=${name === 'profile' ? 'ask-profiles' : nothing}></label>`)}
    </div>
    ${wrong(page.wrong)}
    <div class="row"><button class="primary">Decide</button><span class="hint">Nobody is called. The text stays in this tab: the address holds the decision, which has no prompt in it. At most ${count(MOST_BODY / 1000)} KB.</span></div>
    ${lists(known)}
  </form>`;
}

function wrong(problem) {
  return problem ? html`<p class="wrong" role="alert">${problem.param ? html`<code>${problem.param}</code>: ` : nothing}${problem.message}</p>` : nothing;
}

function lists(known) {
  return html`<datalist id="ask-models"><option value="auto"></option>${known.profiles.map((id) => html`<option value="profile:${id}"></option>`)}${known.deployments.map((id) => html`<option value=${id}></option>`)}</datalist>
    <datalist id="ask-deployments">${known.deployments.map((id) => html`<option value=${id}></option>`)}</datalist>
    <datalist id="ask-profiles">${known.profiles.map((id) => html`<option value=${id}></option>`)}</datalist>
    <datalist id="ask-tasks">${TASKS.map((id) => html`<option value=${id}></option>`)}</datalist>`;
}

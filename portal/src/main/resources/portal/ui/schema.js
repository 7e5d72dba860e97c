/**
 * Forms made of the API's own description, so that every field the API takes is there, with the
 * API's own words about it, and none that it does not take.
 */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';

let document_ = null;

function described() {
  document_ ??= api.get('/openapi.json').catch((error) => {
    document_ = null;
    throw error;
  });
  return document_;
}

/** Whether this gateway has `path`, which some have only where it is configured. */
export async function hasPath(path) {
  return path in (await described()).paths;
}

/** The schema of the body of `method` at `path`, as `/openapi.json` has it. */
export async function bodySchema(method, path) {
  const operation = (await described()).paths[path][method.toLowerCase()];
  return operation.requestBody.content['application/json'].schema;
}

/** A field as a form needs it: which kind of entry, what may be chosen, what is said of it. */
function kindOf(schema) {
  const options = [schema, ...(schema.anyOf ?? []), ...(schema.anyOf ?? []).flatMap((each) => each.anyOf ?? [])];
  const has = (type) => options.some((each) => each.type === type || (Array.isArray(each.type) && each.type.includes(type)));
  const choices = options.find((each) => each.enum)?.enum?.filter((each) => each !== null);
  const listed = options.find((each) => each.items?.enum)?.items.enum;
  return {
    choices: has('array') ? null : choices,
    listed,
    list: has('array') && !options.some((each) => each.items?.anyOf || each.items?.type === 'object'),
    json: has('object') || options.some((each) => each.items?.type === 'object'),
    number: has('integer') || has('number'),
    flag: has('boolean'),
    secret: options.some((each) => each.writeOnly || each.items?.writeOnly),
    about: options.map((each) => each.description).find(Boolean) ?? '',
    example: options.flatMap((each) => each.examples ?? [])[0],
  };
}

/**
 * The fields of a form. @param {{first?: string[], hide?: string[], values?: object, wrong?: ?Error}} how `first` are shown at once, the others behind "more"
 */
export function schemaFields(schema, { first = [], hide = [], values = {}, wrong = null } = {}) {
  const names = Object.keys(schema.properties).filter((name) => !hide.includes(name));
  const required = schema.required ?? [];
  const shown = [...first.filter((name) => names.includes(name)), ...required.filter((name) => !first.includes(name) && names.includes(name))];
  const rest = names.filter((name) => !shown.includes(name));
  const draw = (name) => field(name, kindOf(schema.properties[name]), { value: values[name], required: required.includes(name), wrong: wrong?.param === name ? wrong.message : null });
  return html`${shown.map(draw)}
    ${rest.length ? html`<details><summary>More fields</summary><div class="stack inset">${rest.map(draw)}</div></details>` : nothing}`;
}

function field(name, kind, { value, required, wrong }) {
  const about = kind.about.split('; must')[0];
  const label = name.replaceAll('_', ' ');
  return html`<label class="field"><span>${label}${required ? html` <span class="muted">(needed)</span>` : nothing}</span>${entry(name, kind, value, required)}
    ${about ? html`<span class="hint">${about}${kind.list ? ', several with commas' : ''}</span>` : nothing}
    ${wrong ? html`<span class="wrong">${wrong}</span>` : nothing}</label>`;
}

function entry(name, kind, value, required) {
  if (kind.flag) {
    return select(name, ['true', 'false'], value === undefined || value === null ? '' : String(value));
  }
  if (kind.choices) {
    return select(name, kind.choices, value ?? '');
  }
  if (kind.json) {
    return html`<textarea class="code" name=${name} rows="2" spellcheck="false" placeholder=${kind.example ? JSON.stringify(kind.example) : 'JSON'} .value=${value === undefined || value === null ? '' : JSON.stringify(value)}></textarea>`;
  }
  if (kind.number) {
    return html`<input name=${name} type="number" step="any" ?required=${required} .value=${value ?? ''}>`;
  }
  const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
  return html`<input name=${name} type=${kind.secret ? 'password' : 'text'} autocomplete=${kind.secret ? 'new-password' : 'off'} spellcheck="false" ?required=${required} placeholder=${kind.example && typeof kind.example !== 'object' ? kind.example : (kind.listed ?? []).join(', ')} .value=${text}>`;
}

function select(name, choices, value) {
  return html`<select name=${name}><option value="" ?selected=${value === ''}>–</option>${choices.map((each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}</select>`;
}

/** Thrown when what was typed is not what the field holds. */
class FieldError extends Error {
  constructor(param, message) {
    super(message);
    this.param = param;
  }
}

/**
 * What was filled in, as the API takes it. With `before` only what is another is there, and what
 * was emptied is null.
 */
export function schemaValues(form, schema, before = null) {
  const body = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    const element = form.elements.namedItem(name);
    if (!element) {
      continue;
    }
    const text = element.value.trim();
    const value = text === '' ? undefined : valueOf(name, kindOf(property), text);
    if (before === null) {
      if (value !== undefined) {
        body[name] = value;
      }
    } else if (JSON.stringify(value ?? null) !== JSON.stringify(before[name] ?? null)) {
      body[name] = value ?? null;
    }
  }
  return body;
}

function valueOf(name, kind, text) {
  if (kind.flag) {
    return text === 'true';
  }
  if (kind.json) {
    try {
      return JSON.parse(text);
    } catch {
      throw new FieldError(name, 'must be JSON');
    }
  }
  if (kind.number) {
    return Number(text);
  }
  if (kind.list && (!kind.secret || text.includes(','))) {
    return text.split(',').map((each) => each.trim()).filter(Boolean);
  }
  return text;
}

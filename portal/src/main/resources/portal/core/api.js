/**
 * The control API. Every page reads through here, so that errors, sessions and forgery tokens are
 * handled once. The answers are those of `/openapi.json`.
 */

/** What an answer that is no success says. */
export class ApiError extends Error {
  /** @param {{status: number, code: string, message: string, param: ?string, requestId: ?string}} told */
  constructor(told) {
    super(told.message);
    this.status = told.status;
    this.code = told.code;
    this.param = told.param;
    this.requestId = told.requestId;
  }

  /** Whether it is the caller's role that is missing. */
  get forbidden() {
    return this.status === 403;
  }
}

/** Parameters as a query: lists repeat their name, null and empty text are left out. */
export function queryOf(parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') {
        query.append(name, one);
      }
    }
  }
  return query;
}

/** The address of `path` with these parameters, for links and downloads. */
export function address(path, parameters) {
  const query = (parameters instanceof URLSearchParams ? parameters : queryOf(parameters)).toString();
  return query ? `${path}?${query}` : path;
}

class Api extends EventTarget {
  /** Who one is, as `/v1/me` says; null before it was asked and when nobody is logged in. */
  me = null;

  /** Asks who one is. @returns {Promise<?object>} null when a login is needed */
  async identify() {
    try {
      this.me = await this.get('/v1/me');
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) {
        throw error;
      }
      this.me = null;
    }
    this.dispatchEvent(new Event('me'));
    return this.me;
  }

  /** Whether one is at least that. @param {'caller'|'viewer'|'operator'|'admin'} role */
  may(role) {
    const ranks = ['caller', 'viewer', 'operator', 'admin'];
    return this.me !== null && ranks.indexOf(this.me.role) >= ranks.indexOf(role);
  }

  get(path, parameters, signal) {
    return this.send('GET', address(path, parameters), undefined, { signal });
  }

  post(path, body = {}, options) {
    return this.send('POST', path, body, options);
  }

  put(path, body, options) {
    return this.send('PUT', path, body, options);
  }

  patch(path, body, options) {
    return this.send('PATCH', path, body, options);
  }

  delete(path, options) {
    return this.send('DELETE', path, undefined, options);
  }

  /** Headers that a request from this session needs to change anything. */
  headers(more = {}) {
    const headers = { ...more };
    if (this.me?.csrf_token) {
      headers['x-csrf-token'] = this.me.csrf_token;
    }
    return headers;
  }

  /** The raw answer, for streams. @returns {Promise<Response>} */
  async raw(method, path, body, { signal, headers } = {}) {
    const options = { method, signal, headers: this.headers({ accept: 'application/json', ...headers }) };
    if (body !== undefined) {
      options.headers['content-type'] = 'application/json';
      options.body = typeof body === 'string' ? body : JSON.stringify(body);
    }
    try {
      return await fetch(path, options);
    } catch (cause) {
      if (cause.name === 'AbortError') {
        throw cause;
      }
      throw new ApiError({ status: 0, code: 'unreachable', message: 'the gateway cannot be reached', param: null, requestId: null });
    }
  }

  async send(method, path, body, options) {
    const response = await this.raw(method, path, body, options);
    if (response.ok) {
      const text = await response.text();
      return text ? JSON.parse(text) : null;
    }
    throw await this.problem(response, path);
  }

  async problem(response, path) {
    const told = await response.json().catch(() => ({}));
    const error = typeof told.error === 'object' && told.error !== null ? told.error : {};
    if (response.status === 401 && !path.startsWith('/v1/me') && !path.startsWith('/v1/login')) {
      this.dispatchEvent(new Event('expired'));
    }
    return new ApiError({
      status: response.status,
      code: error.code ?? error.type ?? 'unknown',
      message: error.message ?? (typeof told.error === 'string' ? told.error : `the gateway answered ${response.status}`),
      param: error.param ?? null,
      requestId: response.headers.get('x-request-id'),
    });
  }
}

export const api = new Api();

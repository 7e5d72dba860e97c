// The API as a page: swagger-ui over this gateway's own document, and nothing from elsewhere.

const SAFE = new Set(["GET", "HEAD"]);

let token;

/** What a page of a session sends along with whatever changes something; "" without a session. */
async function sessionToken() {
  const answer = await fetch("/v1/me", { headers: { accept: "application/json" } });
  return answer.ok ? ((await answer.json()).csrf_token ?? "") : "";
}

/** Adds the session's token, asked for once, and only when a request needs it. */
async function withToken(request) {
  const hasKey = Object.keys(request.headers ?? {}).some((name) =>
    /^(authorization|x-api-key|x-goog-api-key|api-key)$/i.test(name));
  if (request.loadSpec || hasKey || SAFE.has((request.method ?? "GET").toUpperCase())) {
    return request;
  }
  token ??= await sessionToken();
  if (token) {
    request.headers["x-csrf-token"] = token;
  }
  return request;
}

/** Follows the theme that the portal remembers, else the system's. */
function applyTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wanted = document.documentElement.dataset.theme || localStorage.getItem("signalbox.theme") || "";
  const show = () => {
    const isDark = wanted === "dark" || (wanted !== "light" && dark.matches);
    document.documentElement.classList.toggle("dark-mode", isDark);
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  };
  dark.addEventListener("change", show);
  show();
}

/** What swagger-ui leaves unnamed: parts of the page, and the level of its headings. */
const NAMES = {
  ".information-container section": { "aria-label": "About this API" },
  ".scheme-container .schemes": { "aria-label": "Server and access" },
  ".filter-container section, .filter.wrapper section": { "aria-label": "Find an operation" },
  "section.models": { "aria-label": "Schemas" },
  "section.models h4": { "aria-level": "2" },
  "#servers": { "aria-label": "Server" },
  "h3.opblock-tag": { "aria-level": "2" },
  ".opblock h4": { "aria-level": "3" },
  ".opblock h5": { "aria-level": "4" },
};

/** Names them, and again whenever something is drawn anew. */
function nameParts() {
  const root = document.getElementById("api");
  const name = () => {
    for (const [selector, attributes] of Object.entries(NAMES)) {
      for (const part of root.querySelectorAll(selector)) {
        Object.entries(attributes).forEach(([key, value]) => part.getAttribute(key) === value || part.setAttribute(key, value));
      }
    }
  };
  new MutationObserver(name).observe(root, { childList: true, subtree: true });
}

applyTheme();
nameParts();
globalThis.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  tryItOutEnabled: true,
  requestSnippetsEnabled: true,
  requestInterceptor: withToken,
});

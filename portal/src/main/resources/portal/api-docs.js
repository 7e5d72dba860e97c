// The API as a page: swagger-ui over this gateway's own document, and nothing from elsewhere.

const SAFE = new Set(["GET", "HEAD"]);

/** What a page of a session sends along with whatever changes something; "" without a session. */
async function sessionToken() {
  const answer = await fetch("/v1/me", { headers: { accept: "application/json" } });
  return answer.ok ? ((await answer.json()).csrf_token ?? "") : "";
}

/** Follows the theme that the portal remembers, else the system's. */
function applyTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wanted = document.documentElement.dataset.theme || localStorage.getItem("theme") || "";
  const show = () => {
    const isDark = wanted === "dark" || (wanted !== "light" && dark.matches);
    document.documentElement.classList.toggle("dark-mode", isDark);
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  };
  dark.addEventListener("change", show);
  show();
}

applyTheme();
const token = await sessionToken();
globalThis.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  tryItOutEnabled: true,
  requestSnippetsEnabled: true,
  requestInterceptor: (request) => {
    if (token && !SAFE.has((request.method ?? "GET").toUpperCase())) {
      request.headers["x-csrf-token"] = token;
    }
    return request;
  },
});

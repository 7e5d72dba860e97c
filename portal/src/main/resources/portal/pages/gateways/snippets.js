/** What is pasted into clients, by client. */
import { html } from 'lit';
import '../../ui/code.js';

const CLIENTS = { claude_code: 'Claude Code', codex: 'Codex', cursor: 'Cursor', openai_python: 'OpenAI (Python)', anthropic_python: 'Anthropic (Python)', gemini_python: 'Gemini (Python)', curl: 'curl' };

/** @param {Record<string, string>} texts as the API tells them */
export function snippets(texts) {
  return html`<sb-code .samples=${Object.entries(texts).map(([id, text]) => ({ label: CLIENTS[id] ?? id, text }))}></sb-code>`;
}

package dev.signalbox.gateway.migrate;

import java.util.Optional;

/** LiteLLM's guardrails, of which those that scan for keys and personal data are built in. */
final class LiteLlmGuardrails {
  private final Sheet sheet;
  private final Findings findings;

  LiteLlmGuardrails(Sheet sheet) {
    this.sheet = sheet;
    this.findings = sheet.findings();
  }

  void read(Value list) {
    list.items().forEach(this::guardrail);
  }

  private void guardrail(Value value) {
    Optional<Value> kind =
        value.get("litellm_params").filter(Value::isTable).flatMap(table -> table.get("guardrail"));
    switch (kind.map(Value::text).orElse("")) {
      case "presidio" -> scan(value, "redact_pii");
      case "hide-secrets", "hide_secrets" -> scan(value, "scan_credentials");
      case "generic_guardrail_api", "custom_guardrail" ->
          findings.without(
              value, "`[[sanitization.webhooks]]` ask a service of yours; docs/guard.md");
      default ->
          findings.without(
              value,
              "`[sanitization]` scans for keys and personal data itself, and asks others by"
                  + " `[[sanitization.webhooks]]`; docs/guard.md");
    }
  }

  private void scan(Value value, String key) {
    Block block = sheet.draft().the(Part.SANITIZATION, "[sanitization]");
    block.put("enabled", true, value);
    if (!block.has("scan_credentials")) {
      block.put("scan_credentials", false, value);
    }
    block.put(key, true, value);
    if (key.equals("scan_credentials")) {
      block.put("actions", Json.object().put("credentials", "redact"), value);
    }
    findings.approximated(
        value,
        "`sanitization.%s`".formatted(key),
        "the built-in scanner looks at every prompt; what it finds is in docs/guard.md");
  }
}

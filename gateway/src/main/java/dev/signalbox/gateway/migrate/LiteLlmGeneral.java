package dev.signalbox.gateway.migrate;

/** LiteLLM's {@code general_settings}: bounds and limits of the whole gateway. */
final class LiteLlmGeneral {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MOST_BYTES = 1 << 30;

  private final Sheet sheet;
  private final Findings findings;

  LiteLlmGeneral(Sheet sheet) {
    this.sheet = sheet;
    this.findings = sheet.findings();
  }

  void read(Value section) {
    section.get("max_request_size_mb").ifPresent(value -> bytes("max_body_bytes", value));
    section.get("max_response_size_mb").ifPresent(value -> bytes("max_response_bytes", value));
    section
        .get("global_max_parallel_requests")
        .ifPresent(value -> limit("all together", "total", value));
    section.get("max_parallel_requests").ifPresent(value -> limit("each key", "key", value));
    section
        .get("store_prompts_in_spend_logs")
        .ifPresent(
            value ->
                findings.without(
                    value, "`analytics.capture` says of which requests prompts are kept"));
    section
        .get("store_model_in_db")
        .ifPresent(
            value ->
                findings.approximated(
                    value,
                    "what is always done",
                    "providers can be registered at run time and are stored; those in LiteLLM's"
                        + " database are not read"));
  }

  private void bytes(String key, Value value) {
    long bytes = Math.clamp(value.number().longValue() * MEBIBYTE, 1_024, MOST_BYTES);
    sheet.draft().server().put(key, bytes, value);
    findings.taken(value, "`server.%s`".formatted(key));
  }

  private void limit(String name, String scope, Value value) {
    long most = value.number().longValue();
    if (most <= 0) {
      findings.taken(value, "no limit");
      return;
    }
    Block block = sheet.draft().add(Part.LIMITS, "[[limits]]").from(value);
    block.put("name", name).put("scope", scope);
    if (scope.equals("key")) {
      block.put("subject", "*");
    }
    block.put("max_in_flight", most, value);
    findings.taken(value, "the limit `%s`".formatted(name));
  }
}

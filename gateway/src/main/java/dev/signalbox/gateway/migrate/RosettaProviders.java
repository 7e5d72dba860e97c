package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The providers of LLM-Rosetta. */
final class RosettaProviders {
  private static final Map<String, String> TYPES =
      Map.of(
          "openai_chat", "openai_chat",
          "openai", "openai_chat",
          "openai_responses", "openai_responses",
          "open_responses", "openai_responses",
          "anthropic", "anthropic",
          "google", "google",
          "gemini", "google");

  private final Sheet sheet;
  private final Findings findings;
  private final Value server;
  private final Map<String, Set<String>> models;

  /**
   * Providers.
   *
   * @param server says what counts for all of them
   * @param models those that each serves, by its id
   */
  RosettaProviders(Sheet sheet, Value server, Map<String, Set<String>> models) {
    this.sheet = sheet;
    this.findings = sheet.findings();
    this.server = server;
    this.models = models;
  }

  /**
   * The type of ours; a service that is not known is taken to speak Chat where it has an address.
   */
  static Optional<String> typeOf(String name, Value provider) {
    String type = provider.textOf("shim").or(() -> provider.textOf("type")).orElse(name);
    return Optional.ofNullable(TYPES.get(type))
        .or(() -> provider.get("base_url").map(_ -> "openai_chat"));
  }

  void provider(String id, String name, Value value) {
    Optional<String> type = typeOf(name, value);
    if (type.isEmpty()) {
      findings.without(value, "neither its type nor an address says how it is spoken to");
      return;
    }
    String path = "`providers.%s.".formatted(id);
    Block block = sheet.draft().add(Part.PROVIDERS, "[[providers]]").from(value);
    block.put("id", id).put("provider_type", type.get(), value.of("type").toArray(Value[]::new));
    for (Value each : value.of("shim", "type")) {
      type(each, type.get(), path);
    }
    value
        .get("enabled")
        .ifPresent(
            flag -> {
              block.put("enabled", flag.flag(), flag);
              findings.taken(flag, path + "enabled`");
            });
    value.get("api_key").ifPresent(key -> keys(key, block, path));
    value
        .get("base_url")
        .ifPresent(
            url -> {
              block.put("endpoint", Secrets.BRACES.ours(url.text()), url);
              findings.taken(url, path + "endpoint`");
            });
    Set<String> served = models.getOrDefault(id, Set.of());
    if (!served.isEmpty()) {
      block.put("models", Json.texts(served));
    }
    value.get("proxy").or(() -> server.get("proxy")).ifPresent(each -> proxy(each, block));
    server
        .get("upstream_timeout")
        .ifPresent(
            seconds -> {
              Timing.bound(block, seconds);
              findings.taken(
                  seconds, "`first_byte_timeout_ms` and `total_timeout_ms` of providers");
            });
    value
        .get("circuit_breaker")
        .or(() -> server.get("circuit_breaker"))
        .ifPresent(each -> breaker(each, block));
    advice(value);
  }

  private void type(Value value, String ours, String path) {
    if (TYPES.containsKey(value.text())) {
      findings.taken(value, path + "provider_type`");
    } else {
      findings.approximated(
          value,
          path + "provider_type = \"%s\"`".formatted(ours),
          "it is taken to speak Chat; `dialect` says how it differs from OpenAI");
    }
  }

  /** One key, or several with commas between. */
  private void keys(Value key, Block block, String path) {
    List<String> keys =
        Arrays.stream(Secrets.BRACES.secret(key, findings).split(",", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    if (keys.size() > 1) {
      block.put("api_key", Json.texts(keys), key);
    } else if (!keys.isEmpty()) {
      block.put("api_key", keys.getFirst(), key);
    }
    findings.taken(key, path + "api_key`");
  }

  private void proxy(Value proxy, Block block) {
    String address = Secrets.BRACES.ours(proxy.text());
    if (address.startsWith("http://")) {
      block.put("proxy", address, proxy);
      findings.taken(proxy, "`proxy` of providers");
    } else {
      findings.without(proxy, "a proxy of ours is an address such as `http://proxy:3128`");
    }
  }

  private void breaker(Value breaker, Block block) {
    if (!breaker.get("enabled").map(Value::flag).orElse(false)) {
      findings.without(breaker, "a circuit is always there; `breaker` says when it opens");
      return;
    }
    ObjectNode ours = Json.object();
    breaker
        .get("error_threshold")
        .ifPresent(each -> ours.put("min_calls", Math.max(1, each.number().longValue())));
    breaker
        .get("cooldown_seconds")
        .ifPresent(each -> ours.put("open_seconds", Math.max(1, each.number().longValue())));
    breaker
        .get("half_open_max_probes")
        .ifPresent(each -> ours.put("half_open_calls", Math.max(1, each.number().longValue())));
    if (!ours.isEmpty()) {
      block.put("breaker", ours, breaker);
    }
    findings.approximated(
        breaker,
        "`breaker` of providers",
        "it opens by the share of failures among the latest calls, not by their number");
  }

  private void advice(Value value) {
    for (Value each :
        value.of(
            "supports_custom_tools",
            "hoist_system_messages",
            "preflight_token_count",
            "max_tool_description_length",
            "key_affinity",
            "rerank_format",
            "rerank_path",
            "embedding_format",
            "embedding_path")) {
      findings.without(each, "translation does without it; docs/translation.md");
    }
  }
}

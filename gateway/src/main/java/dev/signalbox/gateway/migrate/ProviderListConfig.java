package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.TomlText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The TOML of an LLM Gateway with lists: {@code [[providers]]}, {@code [key_map.TOKEN]}. Most of
 * its keys are ours.
 */
final class ProviderListConfig {
  private static final int PORT = 8930;
  private static final List<String> PROVIDER_KEYS =
      List.of("id", "provider_type", "enabled", "endpoint", "deployment", "api_version");
  private static final Set<String> SWITCHES =
      Set.of("enabled", "scan_credentials", "redact_pii", "compliance_gate");
  private static final Set<String> SECRETS =
      Set.of("anthropic_key", "openai_key", "google_key", "cohere_key");

  private final Sheet sheet;
  private final Draft draft;
  private final Findings findings;

  ProviderListConfig(Sheet sheet) {
    this.sheet = sheet;
    this.draft = sheet.draft();
    this.findings = sheet.findings();
  }

  void read() {
    Value root = sheet.root();
    Optional<Value> keys = root.get("key_map");
    boolean locked = keys.filter(map -> !map.entries().isEmpty()).isPresent();
    Optional<Value> server = root.get("server");
    Listening listening = new Listening(sheet);
    listening.port(server.flatMap(value -> value.get("port")), PORT);
    listening.host(server.flatMap(value -> value.get("host")), locked);
    root.get("providers").ifPresent(list -> list.items().forEach(this::provider));
    root.get("sanitization").ifPresent(this::sanitization);
    keys.ifPresent(map -> map.entries().forEach(this::key));
    if (locked) {
      findings.added("who presents no token of `key_map` is refused; the old gateway let such in");
    }
  }

  private void provider(Value value) {
    Block block = draft.add(Part.PROVIDERS, "[[providers]]").from(value);
    String path = "`providers.%s.".formatted(value.textOf("id").orElse("?"));
    for (String key : PROVIDER_KEYS) {
      value
          .get(key)
          .ifPresent(
              each -> {
                block.put(key, Json.of(each), each);
                findings.taken(each, path + key + "`");
              });
    }
    value
        .get("api_key")
        .ifPresent(
            key -> {
              block.put("api_key", Secrets.BRACES.secret(key, findings), key);
              findings.taken(key, path + "api_key`");
            });
  }

  private void sanitization(Value value) {
    Block block = draft.the(Part.SANITIZATION, "[sanitization]");
    value
        .entries()
        .forEach(
            (key, each) -> {
              if (SWITCHES.contains(key)) {
                block.put(key, each.flag(), each);
                findings.taken(each, "`sanitization." + key + "`");
              }
            });
  }

  private void key(String token, Value value) {
    findings.literalSecret(value);
    Block block = draft.add(Part.KEY_MAP, "[key_map." + TomlText.key(token) + "]").from(value);
    value
        .entries()
        .forEach(
            (key, each) -> {
              if (SECRETS.contains(key)) {
                block.put(key, Secrets.BRACES.secret(each, findings), each);
                findings.taken(each, "`" + key + "` of the `key_map` entry");
              } else if (key.equals("label")) {
                block.put(key, each.text(), each);
                findings.taken(each, "`label` of the `key_map` entry");
              }
            });
  }
}

package dev.signalbox.gateway.migrate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code config.yaml} of the LiteLLM proxy (<a
 * href="https://docs.litellm.ai/docs/proxy/config_settings">All settings</a>, read 2026-11).
 */
final class LiteLlmConfig {
  private static final int PORT = 4000;
  private static final String MASTER_KEY = "LITELLM_MASTER_KEY";
  private static final List<String> SECTIONS =
      List.of("router_settings", "litellm_settings", "general_settings");

  private final Sheet sheet;
  private final Findings findings;

  LiteLlmConfig(Sheet sheet) {
    this.sheet = sheet;
    this.findings = sheet.findings();
  }

  void read() {
    Value root = sheet.root();
    LiteLlmAdvice advice = new LiteLlmAdvice(findings);
    LiteLlmModels models = new LiteLlmModels(sheet, advice, credentials(root));
    root.get("model_list").ifPresent(models::read);
    root.get("credential_list").ifPresent(list -> used(list, models));
    LiteLlmRouter router = new LiteLlmRouter(sheet, models);
    for (String section : SECTIONS.subList(0, 2)) {
      root.get(section).ifPresent(router::read);
    }
    models.write(router.standards());
    router.write();
    boolean locked =
        masterKey(root.get("general_settings").flatMap(table -> table.get("master_key")));
    Listening listening = new Listening(sheet);
    listening.port(Optional.empty(), PORT);
    listening.host(Optional.empty(), locked);
    root.get("general_settings").ifPresent(new LiteLlmGeneral(sheet)::read);
    root.get("environment_variables").ifPresent(this::variables);
    root.get("guardrails").ifPresent(new LiteLlmGuardrails(sheet)::read);
    for (String section : SECTIONS) {
      root.get(section).ifPresent(table -> advice.give(section, table));
    }
    advice.give("", root);
  }

  private boolean masterKey(Optional<Value> key) {
    Block server = sheet.draft().server();
    if (key.isPresent()) {
      server.put("api_key", Secrets.OS_ENVIRON.secret(key.get(), findings), key.get());
      findings.taken(key.get(), "`server.api_key`");
      findings.added(
          "keys that LiteLLM made are in its database and are not read: `signalbox keys create`"
              + " makes new ones");
      return true;
    }
    if (sheet.environment().contains(MASTER_KEY)) {
      server.put("api_key", "${" + MASTER_KEY + "}");
      findings.added("`server.api_key` is the variable `%s`, as in LiteLLM".formatted(MASTER_KEY));
      return true;
    }
    return false;
  }

  /** The values of each credential by its name. */
  private static Map<String, Map<String, Value>> credentials(Value root) {
    Map<String, Map<String, Value>> credentials = new HashMap<>();
    for (Value each : root.get("credential_list").map(Value::items).orElse(List.of())) {
      each.textOf("credential_name")
          .ifPresent(
              name ->
                  credentials.put(
                      name, each.get("credential_values").map(Value::entries).orElse(Map.of())));
    }
    return credentials;
  }

  private void used(Value list, LiteLlmModels models) {
    for (Value each : list.items()) {
      if (each.textOf("credential_name").filter(models.credentialsUsed()::contains).isPresent()) {
        for (Value known : each.of("credential_name", "credential_info")) {
          findings.taken(known, "the providers that it gives keys to");
        }
      }
    }
  }

  private void variables(Value table) {
    table
        .entries()
        .forEach(
            (name, value) ->
                findings.without(
                    value, "set `%s` in the environment of the gateway".formatted(name)));
  }
}

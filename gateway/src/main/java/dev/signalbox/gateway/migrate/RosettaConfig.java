package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code config.jsonc} of the LLM-Rosetta gateway. */
final class RosettaConfig {
  private static final Value NO_SERVER =
      new Value(new Node.Table(Map.of(), new Place("", 0, "")), "server");
  private static final List<String> OTHER_DOORS =
      List.of(
          "rerank_providers",
          "rerank_models",
          "default_rerank_format",
          "embedding_providers",
          "embedding_models",
          "default_embedding_format",
          "decision_models",
          "default_decision_format");

  private final Sheet sheet;
  private final Findings findings;

  RosettaConfig(Sheet sheet) {
    this.sheet = sheet;
    this.findings = sheet.findings();
  }

  void read() {
    Value root = sheet.root();
    Value server = root.get("server").orElse(NO_SERVER);
    RosettaServer settings = new RosettaServer(sheet, server);
    settings.read();
    Map<String, String> ids = ids(root);
    RosettaModels models = new RosettaModels(sheet, ids);
    root.get("models").ifPresent(table -> table.entries().forEach(models::model));
    RosettaProviders providers = new RosettaProviders(sheet, server, models.served());
    root.get("providers")
        .ifPresent(
            table ->
                table
                    .entries()
                    .forEach(
                        (name, value) ->
                            providers.provider(ids.getOrDefault(name, name), name, value)));
    root.get("debug").ifPresent(this::debug);
    for (String name : OTHER_DOORS) {
      root.get(name)
          .ifPresent(
              value ->
                  findings.without(
                      value, "reranking and the like pass through to the provider of the model"));
    }
  }

  /** Ids of ours by the names of the source; none of what is no provider of ours. */
  private static Map<String, String> ids(Value root) {
    Names names = new Names(Set.of());
    Map<String, String> ids = new LinkedHashMap<>();
    root.get("providers")
        .ifPresent(
            table ->
                table
                    .entries()
                    .forEach(
                        (name, value) -> {
                          if (RosettaProviders.typeOf(name, value).isPresent()) {
                            ids.put(name, names.id(name));
                          }
                        }));
    return ids;
  }

  private void debug(Value debug) {
    debug
        .get("verbose")
        .ifPresent(
            each ->
                findings.without(
                    each,
                    "the environment says it: `SIGNALBOX_LOG=info,dev.signalbox.gateway=debug`"));
    debug
        .get("log_bodies")
        .ifPresent(
            each ->
                findings.without(
                    each,
                    "prompts and answers are kept where `analytics.capture` asks for it, not in"
                        + " the log"));
    debug
        .get("error_dumps")
        .ifPresent(
            each -> findings.without(each, "`analytics.capture = \"errors\"` keeps such requests"));
    debug
        .get("log_format")
        .ifPresent(
            each -> findings.without(each, "the environment says it: `SIGNALBOX_LOG_FORMAT=json`"));
  }
}

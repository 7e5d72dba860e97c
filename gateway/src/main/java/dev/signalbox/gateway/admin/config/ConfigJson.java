package dev.signalbox.gateway.admin.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.config.EffectiveConfig;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.registry.Kind;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The configuration as JSON of our own API. */
final class ConfigJson {
  private static final String DATABASE = "database";

  private ConfigJson() {}

  static JsonNode of(ConfigDesk.View view) {
    ObjectNode node = StrictJson.object().put("revision", view.revision());
    node.put("file", view.file().orElse(null));
    putState(node, view.state());
    node.put("editable", view.obstacle().isEmpty());
    node.put("obstacle", view.obstacle().map(ConfigJson::id).orElse(null));
    node.put("toml", view.toml().orElse(null));
    ObjectNode effective = node.putObject("effective");
    view.effective().forEach(each -> effective.set(each.key(), each.value()));
    ObjectNode overridden = node.putObject("overridden");
    view.effective().stream()
        .filter(each -> each.source() == EffectiveConfig.Source.ENVIRONMENT)
        .forEach(each -> overridden.put(each.key(), each.variable().orElse("")));
    ObjectNode sources = node.putObject("source_of");
    sources(view).forEach((top, from) -> putAll(sources.putArray(top), List.copyOf(from)));
    node.set("registered", registered(view));
    putAll(node.putArray("restart_needed"), view.left());
    return node;
  }

  private static Map<String, Set<String>> sources(ConfigDesk.View view) {
    Map<String, Set<String>> sources = new TreeMap<>();
    for (EffectiveConfig.Entry each : view.effective()) {
      sources
          .computeIfAbsent(each.top(), _ -> new TreeSet<>())
          .add(each.source().name().toLowerCase(Locale.ROOT));
    }
    for (Registration each : view.registered()) {
      if (each.kind() != Kind.DRAIN) {
        sources.computeIfAbsent(each.kind().id() + "s", _ -> new TreeSet<>()).add(DATABASE);
      }
    }
    if (!view.profiles().isEmpty()) {
      sources.computeIfAbsent("profiles", _ -> new TreeSet<>()).add(DATABASE);
    }
    return sources;
  }

  private static ObjectNode registered(ConfigDesk.View view) {
    ObjectNode node = StrictJson.object();
    for (Kind kind : List.of(Kind.PROVIDER, Kind.GATEWAY)) {
      ArrayNode all = node.putArray(kind.id() + "s");
      view.registered().stream()
          .filter(each -> each.kind() == kind)
          .forEach(
              each ->
                  all.addObject()
                      .put("id", each.id())
                      .put("changed_at", each.changed().toString())
                      .put("changed_by", each.author())
                      .put(
                          "shadowed",
                          kind == Kind.PROVIDER && view.shadowed().contains(each.id())));
    }
    putAll(node.putArray("profiles"), view.profiles());
    putAll(
        node.putArray("drained"),
        view.registered().stream()
            .filter(each -> each.kind() == Kind.DRAIN)
            .map(Registration::id)
            .toList());
    return node;
  }

  static JsonNode of(ConfigDesk.Check check) {
    ObjectNode node = StrictJson.object().put("valid", check.problems().isEmpty());
    putProblems(node, check.problems());
    node.put("untold", check.untold());
    ArrayNode differences = node.putArray("diff");
    for (EffectiveConfig.Difference each : check.differences()) {
      ObjectNode difference = differences.addObject().put("key", each.key());
      difference.set("before", each.before());
      difference.set("after", each.after());
    }
    putAll(node.putArray("restart_needed"), check.left());
    putAll(node.putArray("notes"), check.notes());
    return node;
  }

  static JsonNode of(ConfigDesk.Applied applied) {
    ObjectNode node = StrictJson.object().put("revision", applied.revision());
    putState(node, applied.state());
    putAll(node.putArray("restart_needed"), applied.left());
    putAll(node.putArray("notes"), applied.notes());
    return node;
  }

  private static void putState(ObjectNode node, ConfigState state) {
    node.put("served", state.revision()).put("loaded_at", state.loadedAt().toString());
    state
        .lastError()
        .ifPresent(
            error -> {
              ObjectNode last =
                  node.putObject("last_error")
                      .put("at", error.at().toString())
                      .put("message", error.message());
              putProblems(last, error.problems());
            });
  }

  private static void putProblems(ObjectNode node, List<ConfigProblem> problems) {
    ArrayNode all = node.putArray("problems");
    for (ConfigProblem each : problems) {
      ObjectNode problem = all.addObject();
      if (each.place().line() > 0) {
        problem.put("line", each.place().line());
      } else {
        problem.putNull("line");
      }
      problem.put("key", each.place().path()).put("message", each.message());
    }
  }

  private static String id(ConfigDesk.Obstacle obstacle) {
    return obstacle.name().toLowerCase(Locale.ROOT);
  }

  private static void putAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}

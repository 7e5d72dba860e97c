package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.engine.text.Fields;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How deployments stand as stored JSON, by name. What is as in good health is left out. */
final class HealthJson {
  private static final String STANDINGS = "standings";
  private static final String SEEN = "seen";
  private static final String TASKS = "output_tasks";

  private HealthJson() {}

  /**
   * How {@code known} deployments stand.
   *
   * @param seen those that nobody had said are served
   */
  static ObjectNode write(Collection<Standing> known, Collection<Standing> seen) {
    Map<String, ObjectNode> entries = new TreeMap<>();
    for (Standing standing : known) {
      entries.put(standing.deployment().target().toString(), entry(standing));
    }
    for (Standing standing : seen) {
      entries.put(standing.deployment().target().toString(), entry(standing).put(SEEN, true));
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject(STANDINGS).setAll(entries);
    return node;
  }

  /**
   * How one deployment stands.
   *
   * @param seen whether nobody had said that it is served
   */
  record Entry(boolean seen, Health health, Latency latency, Output output) {}

  /** The entries of a whole part, by deployment. */
  static Map<String, Entry> read(Fields fields) {
    Fields standings = fields.required(STANDINGS, fields.object(STANDINGS));
    Map<String, Entry> entries = new TreeMap<>();
    for (String model : standings.names()) {
      entries.put(model, entry(standings.required(model, standings.object(model))));
    }
    return entries;
  }

  private static ObjectNode entry(Standing standing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Health health = standing.health();
    node.put("circuit", Fields.id(health.circuit()));
    health.openUntil().ifPresent(until -> node.put("open_until", until.toString()));
    health.benchedUntil().ifPresent(until -> node.put("benched_until", until.toString()));
    putCount(node, "quota_percent", health.quotaPercent());
    putCount(node, "in_flight", health.inFlight());
    putCount(node, "capacity", health.capacity());
    putFlag(node, "draining", health.draining());
    putFlag(node, "rate_limited", health.rateLimited());
    Latency latency = standing.latency();
    putCount(node, "first_token_ms", latency.firstTokenMillis());
    putCount(node, "first_token_p95_ms", latency.firstTokenP95Millis());
    putCount(node, "tokens_per_second", latency.tokensPerSecond());
    putCount(node, "latency_n", latency.samples());
    node.put("source", latency.source());
    Output output = standing.output();
    putCount(node, "output_tokens", output.all().meanTokens());
    putCount(node, "output_n", output.all().samples());
    if (!output.tasks().isEmpty()) {
      ObjectNode tasks = node.putObject(TASKS);
      new TreeMap<>(output.tasks())
          .forEach(
              (task, length) ->
                  tasks
                      .putObject(task)
                      .put("tokens", length.meanTokens())
                      .put("n", length.samples()));
    }
    return node;
  }

  private static Entry entry(Fields fields) {
    return new Entry(
        fields.flag(SEEN, false),
        new Health(
            fields.required("circuit", fields.oneOf("circuit", Circuit.values())),
            fields.moment("open_until"),
            fields.moment("benched_until"),
            fields.smallCount("quota_percent"),
            fields.smallCount("in_flight"),
            fields.smallCount("capacity"),
            fields.flag("draining", false),
            fields.flag("rate_limited", false)),
        new Latency(
            fields.smallCount("first_token_ms"),
            fields.smallCount("first_token_p95_ms"),
            fields.smallCount("tokens_per_second"),
            fields.count("latency_n").orElse(0),
            fields.text("source").orElse("")),
        new Output(length(fields, "output_tokens", "output_n"), tasks(fields)));
  }

  private static Output.Length length(Fields fields, String tokens, String samples) {
    return new Output.Length(fields.count(tokens).orElse(0), fields.count(samples).orElse(0));
  }

  private static Map<String, Output.Length> tasks(Fields fields) {
    Map<String, Output.Length> lengths = new TreeMap<>();
    fields
        .object(TASKS)
        .ifPresent(
            tasks -> {
              for (String task : tasks.names()) {
                lengths.put(task, length(tasks.required(task, tasks.object(task)), "tokens", "n"));
              }
            });
    return lengths;
  }

  private static void putCount(ObjectNode node, String name, long count) {
    if (count != 0) {
      node.put(name, count);
    }
  }

  private static void putFlag(ObjectNode node, String name, boolean flag) {
    if (flag) {
      node.put(name, true);
    }
  }
}

package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;

/** How a deployment stands at the moment, as JSON: health, speed, length of answers, quality. */
public final class StandingJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StandingJson() {}

  /**
   * All of {@code standing}; its quality with what signals taught of its kind of task in general.
   *
   * @param at when the age of evidence is counted to
   */
  public static ObjectNode of(Standing standing, QualityTable learnt, Instant at) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("model", standing.deployment().target().toString())
            .put("provider", standing.deployment().provider().id())
            .put("enabled", standing.deployment().provider().enabled());
    node.set("health", health(standing.health()));
    Latency latency = standing.latency();
    node.putObject("latency")
        .put("ttft_ms", latency.firstTokenMillis())
        .put("ttft_p95_ms", latency.firstTokenP95Millis())
        .put("tokens_per_second", latency.tokensPerSecond())
        .put("n", latency.samples())
        .put("source", latency.source());
    node.set("output", output(standing.output()));
    ObjectNode quality = node.putObject("quality");
    for (TaskFamily family : TaskFamily.values()) {
      Quality figure = learnt.general(family).of(standing);
      ObjectNode judged = quality.putObject(family.id());
      judged
          .put("q", Figures.fraction(figure.value()))
          .put("sd", Figures.fraction(figure.sd()))
          .put("n_eff", BigDecimal.valueOf(figure.effectiveSamplesMilli(), 3));
      QualityTerms.put(figure, at, judged);
    }
    return node;
  }

  private static ObjectNode output(Output output) {
    ObjectNode node = length(output.all());
    ObjectNode tasks = node.putObject("tasks");
    new TreeMap<>(output.tasks()).forEach((task, length) -> tasks.set(task, length(length)));
    return node;
  }

  private static ObjectNode length(Output.Length length) {
    return NODES.objectNode().put("mean_tokens", length.meanTokens()).put("n", length.samples());
  }

  private static ObjectNode health(Health health) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("circuit", health.circuit().name().toLowerCase(Locale.ROOT))
            .put("quota_percent", health.quotaPercent())
            .put("in_flight", health.inFlight())
            .put("draining", health.draining())
            .put("rate_limited", health.rateLimited());
    health.openUntil().ifPresent(until -> node.put("open_until", until.toString()));
    health.benchedUntil().ifPresent(until -> node.put("benched_until", until.toString()));
    return node;
  }
}

package dev.signalbox.gateway.wire.random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random settings beside a conversation, each within what some API allows. */
final class RandomSettings {
  private RandomSettings() {}

  static Arbitrary<Tooling> tooling(List<String> names) {
    Arbitrary<ToolChoice> choice =
        Arbitraries.of(
            new ToolChoice.None(),
            new ToolChoice.Auto(),
            new ToolChoice.Any(),
            new ToolChoice.Named(names.getFirst()),
            new ToolChoice.Allowed(names.subList(0, 2), true),
            new ToolChoice.Allowed(names.subList(1, 2), false));
    Arbitrary<Tooling> some =
        Combinators.combine(
                tool(names.getFirst()),
                tool(names.get(1)),
                choice.optional(0.6),
                Arbitraries.of(true, false).optional(0.3))
            .as((one, two, how, parallel) -> new Tooling(List.of(one, two), how, parallel));
    return some.optional(0.7).map(tooling -> tooling.orElse(Tooling.NONE));
  }

  private static Arbitrary<Tool> tool(String name) {
    return Combinators.combine(
            RandomJson.visibleText().optional(0.8),
            RandomJson.schema().optional(0.9),
            Arbitraries.of(true, false).optional(0.3))
        .as((about, schema, strict) -> new Tool.Function(name, about, schema, strict, Extras.NONE));
  }

  static Arbitrary<Sampling> sampling() {
    Arbitrary<Sampling> first =
        Combinators.combine(
                decimal("0", "0.7", "1", "1.5", "2"),
                decimal("0", "0.5", "1"),
                decimal("1", "40"),
                decimal("-2", "0", "0.5", "2"),
                Arbitraries.of("a", "\n", "STOP", "é").list().uniqueElements().ofMaxSize(4),
                Arbitraries.of(0L, 42L, -1L, 1L << 40).optional(0.2),
                Arbitraries.of(1, 2, 5).optional(0.2),
                Arbitraries.of(0, 3, 20).optional(0.2))
            .as(
                (temperature, topP, topK, penalty, stop, seed, n, top) ->
                    new Sampling(
                        temperature,
                        topP,
                        topK,
                        penalty,
                        penalty,
                        stop,
                        seed,
                        n,
                        top.map(_ -> true),
                        top,
                        Optional.empty()));
    return first.optional(0.8).map(sampling -> sampling.orElse(Sampling.NONE));
  }

  private static Arbitrary<Optional<BigDecimal>> decimal(String... values) {
    return Arbitraries.of(values).map(BigDecimal::new).optional(0.3);
  }

  static Arbitrary<OutputSpec> output() {
    return Combinators.combine(
            Arbitraries.of(1, 16, 1000, 1025, 8000).optional(0.6),
            format().optional(0.4),
            reasoning(),
            Arbitraries.of("low", "medium", "high").optional(0.2))
        .as(OutputSpec::new);
  }

  private static Arbitrary<ResponseFormat> format() {
    Arbitrary<ResponseFormat> schema =
        Combinators.combine(RandomJson.schema(), Arbitraries.of(true, false).optional(0.5))
            .as(
                (json, strict) ->
                    new ResponseFormat.JsonSchema("answer", Optional.empty(), json, strict));
    return Arbitraries.oneOf(
        Arbitraries.of(new ResponseFormat.Text(), new ResponseFormat.JsonObject()), schema);
  }

  private static Arbitrary<ReasoningRequest> reasoning() {
    Arbitrary<ReasoningRequest> some =
        Combinators.combine(
                Arbitraries.of(true, false).optional(0.5),
                Arbitraries.of("none", "minimal", "low", "medium", "high", "xhigh", "max")
                    .optional(0.5),
                Arbitraries.of(0, 500, 1024, 20_000).optional(0.4),
                Arbitraries.of("auto", "detailed", "summarized", "omitted").optional(0.3),
                Arbitraries.of(true, false).optional(0.3))
            .as(ReasoningRequest::new);
    return some.optional(0.5).map(request -> request.orElse(ReasoningRequest.NONE));
  }

  static Arbitrary<Labels> labels() {
    Arbitrary<ObjectNode> metadata =
        Arbitraries.of("v", "é").map(value -> StrictJson.object().put("k", value));
    Arbitrary<Labels> some =
        Combinators.combine(
                Arbitraries.of("user-1", "u@example.com").optional(0.5),
                Arbitraries.of("safe-1").optional(0.3),
                metadata.optional(0.3),
                Arbitraries.of("cache-1").optional(0.3),
                Arbitraries.of("auto", "flex", "priority", "standard_only").optional(0.3),
                Arbitraries.of(true, false).optional(0.3))
            .as(Labels::new);
    return some.optional(0.5).map(labels -> labels.orElse(Labels.NONE));
  }
}

package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Requests for tests, changed one thing at a time. */
record Asking(Request request) {
  static Asking of(String text) {
    return ofParts(Part.Text.of(text));
  }

  static Asking ofParts(Part... parts) {
    return ofTurns(Turn.of(Role.USER, List.of(parts)));
  }

  static Asking ofTurns(Turn... turns) {
    return new Asking(
        new Request(
            "sim-mini",
            false,
            List.of(turns),
            Tooling.NONE,
            Sampling.NONE,
            OutputSpec.NONE,
            Labels.NONE,
            Extras.NONE));
  }

  static JsonNode json(String quoted) {
    return StrictJson.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Tool.Function tool(String name, String quotedSchema) {
    return new Tool.Function(
        name,
        Optional.empty(),
        Optional.of((ObjectNode) json(quotedSchema)),
        Optional.empty(),
        Extras.NONE);
  }

  Asking tools(Tooling tooling) {
    return with(tooling, request.sampling(), request.output(), request.labels());
  }

  Asking tools(ToolChoice choice, Tool... tools) {
    return tools(new Tooling(List.of(tools), Optional.of(choice), Optional.empty()));
  }

  Asking labels(Labels labels) {
    return with(request.tooling(), request.sampling(), request.output(), labels);
  }

  Asking maxTokens(int tokens) {
    OutputSpec old = request.output();
    return output(
        new OutputSpec(Optional.of(tokens), old.format(), old.reasoning(), old.verbosity()));
  }

  Asking format(ResponseFormat format) {
    OutputSpec old = request.output();
    return output(
        new OutputSpec(old.maxTokens(), Optional.of(format), old.reasoning(), old.verbosity()));
  }

  Asking reasoning(ReasoningRequest reasoning) {
    OutputSpec old = request.output();
    return output(new OutputSpec(old.maxTokens(), old.format(), reasoning, old.verbosity()));
  }

  Asking effort(String effort) {
    return reasoning(
        new ReasoningRequest(
            Optional.empty(),
            Optional.of(effort),
            Optional.empty(),
            Optional.of("auto"),
            Optional.of(true)));
  }

  Asking stop(String... texts) {
    return sampling(List.of(texts), Optional.empty(), Optional.empty());
  }

  Asking candidates(int count) {
    return sampling(List.of(), Optional.of(count), Optional.empty());
  }

  Asking topLogProbs(int top) {
    return sampling(List.of(), Optional.empty(), Optional.of(top));
  }

  private Asking sampling(List<String> stop, Optional<Integer> candidates, Optional<Integer> top) {
    Sampling sampling =
        new Sampling(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            stop,
            Optional.empty(),
            candidates,
            top.map(_ -> true),
            top,
            Optional.empty());
    return with(request.tooling(), sampling, request.output(), request.labels());
  }

  private Asking output(OutputSpec output) {
    return with(request.tooling(), request.sampling(), output, request.labels());
  }

  private Asking with(Tooling tooling, Sampling sampling, OutputSpec output, Labels labels) {
    return new Asking(
        new Request(
            request.model(),
            request.stream(),
            request.turns(),
            tooling,
            sampling,
            output,
            labels,
            request.extras()));
  }
}

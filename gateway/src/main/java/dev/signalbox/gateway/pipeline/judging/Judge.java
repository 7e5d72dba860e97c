package dev.signalbox.gateway.pipeline.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.relay.Reading;
import dev.signalbox.gateway.wire.codec.FieldNames;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.schema.SchemaCheck;
import dev.signalbox.gateway.wire.schema.SchemaCheck.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds an answer against what its request asked for. One cause, one flaw: of an answer that was
 * refused or cut nothing is said of its shape, and nothing is held against a model that was not
 * asked for it, because it was lost in translation. What cannot be read is held against nobody.
 */
public final class Judge {
  /** Most characters of text that are held against a schema. */
  static final int MOST_CHARACTERS = 256 * 1024;

  /** Most steps of a check: some 100 ms of a worker thread. */
  private static final int MOST_STEPS = 100_000;

  private final Expectation expected;
  private final Protocol client;

  /** Of answers to a client of {@code client} that expects {@code expected}. */
  public Judge(Expectation expected, Protocol client) {
    this.expected = expected;
    this.client = client;
  }

  /**
   * What is wrong with an answer that came to its end: at once, but where it must be held against
   * what was asked for, which a worker thread does, as clients choose how long that takes.
   *
   * @param losses what of the request its provider was not told
   */
  public Future<List<Flaw>> flaws(Vertx vertx, Reading reading, Losses losses) {
    Optional<Flaw> told = told(reading.stops());
    if (told.isPresent()) {
      return Future.succeededFuture(List.of(told.get()));
    }
    if (!endedWell(reading.stops()) || !reading.all()) {
      return Future.succeededFuture(List.of());
    }
    Optional<Reply> reply = reading.reply().filter(found -> found.choices().size() > 0);
    return reply.isEmpty() || !asksOf(reply.get())
        ? Future.succeededFuture(List.of())
        : judged(vertx, reply.get(), losses);
  }

  private Future<List<Flaw>> judged(Vertx vertx, Reply reply, Losses losses) {
    boolean formatTold = isTold(losses, "response_format");
    boolean choiceTold = isTold(losses, "tool_choice");
    return Offload.away(
        vertx,
        () ->
            expected
                .shape()
                .flatMap(
                    request ->
                        reply.choices().stream()
                            .flatMap(
                                choice ->
                                    new Sight(request, choice)
                                        .flaw(formatTold, choiceTold).stream())
                            .findFirst())
                .map(List::of)
                .orElseGet(List::of));
  }

  private Optional<Flaw> told(Set<StopReason> stops) {
    if (stops.contains(StopReason.REFUSAL) || stops.contains(StopReason.CONTENT_FILTER)) {
      return Optional.of(Flaw.REFUSAL);
    }
    boolean cut =
        stops.contains(StopReason.CONTEXT_EXCEEDED)
            || (stops.contains(StopReason.MAX_TOKENS) && expected.isRoomy());
    return cut ? Optional.of(Flaw.CUT_BY_LENGTH) : Optional.empty();
  }

  private static boolean endedWell(Set<StopReason> stops) {
    return !stops.contains(StopReason.MAX_TOKENS)
        && !stops.contains(StopReason.ERROR)
        && !stops.contains(StopReason.PAUSE);
  }

  /** Whether anything of it can be held against the request; mostly a plain text beside tools. */
  private boolean asksOf(Reply reply) {
    return expected.mayHaveFormat()
        || expected.mayForce()
        || reply.choices().stream()
            .flatMap(choice -> choice.parts().stream())
            .anyMatch(Part.ToolCall.class::isInstance);
  }

  private boolean isTold(Losses losses, String canonical) {
    String field = FieldNames.of(client, canonical);
    return losses.toList().stream()
        .noneMatch(loss -> loss.field().startsWith(field) || loss.field().startsWith(canonical));
  }

  /** One choice of an answer, beside what was asked for. */
  private record Sight(Request request, Choice choice) {
    Optional<Flaw> flaw(boolean formatTold, boolean choiceTold) {
      List<Part.ToolCall> calls = calls();
      if (choiceTold && isForced() && !isCalled(calls)) {
        return Optional.of(Flaw.TOOL_NOT_CALLED);
      }
      if (calls.stream().anyMatch(this::breaksParameters)) {
        return Optional.of(Flaw.TOOL_ARGUMENTS);
      }
      boolean text = calls.isEmpty() && formatTold && hasOnlyText();
      return text && breaksFormat() ? Optional.of(Flaw.SCHEMA_VIOLATION) : Optional.empty();
    }

    private List<Part.ToolCall> calls() {
      return choice.parts().stream()
          .filter(Part.ToolCall.class::isInstance)
          .map(Part.ToolCall.class::cast)
          .toList();
    }

    /** Parts that only their own protocol knows may be calls, or what came of them. */
    private boolean hasOnlyText() {
      return choice.parts().stream().noneMatch(Part.Opaque.class::isInstance);
    }

    private boolean isForced() {
      return switch (request.tooling().choice().orElseGet(ToolChoice.Auto::new)) {
        case ToolChoice.Any _, ToolChoice.Named _ -> hasOnlyText();
        case ToolChoice.Allowed(_, var required) -> required && hasOnlyText();
        case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Native _ -> false;
      };
    }

    private boolean isCalled(List<Part.ToolCall> calls) {
      return switch (request.tooling().choice().orElseGet(ToolChoice.Auto::new)) {
        case ToolChoice.Named(var name) ->
            calls.stream().anyMatch(made -> made.name().equals(name));
        case ToolChoice.Allowed(var names, _) ->
            calls.stream().anyMatch(made -> names.contains(made.name()));
        case ToolChoice.Any _, ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Native _ ->
            !calls.isEmpty();
      };
    }

    /** A tool that was not declared is not looked at: names may be changed on the way. */
    private boolean breaksParameters(Part.ToolCall made) {
      return request.tooling().tools().stream()
          .filter(Tool.Function.class::isInstance)
          .map(Tool.Function.class::cast)
          .filter(tool -> tool.name().equals(made.name()))
          .findFirst()
          .map(tool -> breaks(made.argumentsJson(), tool.parameters()))
          .orElse(false);
    }

    private boolean breaks(String arguments, Optional<ObjectNode> parameters) {
      if (arguments.length() > MOST_CHARACTERS) {
        return false;
      }
      Optional<JsonNode> value =
          arguments.isBlank() ? Optional.of(StrictJson.object()) : StrictJson.tryParse(arguments);
      if (value.filter(JsonNode::isObject).isEmpty()) {
        return true;
      }
      return parameters
          .map(schema -> SchemaCheck.check(schema, value.get(), MOST_STEPS) == Verdict.BROKEN)
          .orElse(false);
    }

    private boolean breaksFormat() {
      return switch (request.output().format().orElseGet(ResponseFormat.Text::new)) {
        case ResponseFormat.Text _ -> false;
        case ResponseFormat.JsonObject _ ->
            text()
                .map(text -> value(text).filter(JsonNode::isContainerNode).isEmpty())
                .orElse(false);
        case ResponseFormat.JsonSchema(_, _, var schema, _) ->
            text().map(text -> breaks(text, schema)).orElse(false);
      };
    }

    private boolean breaks(String text, JsonNode schema) {
      return value(text)
          .map(found -> SchemaCheck.check(schema, found, MOST_STEPS) == Verdict.BROKEN)
          .orElse(true);
    }

    private static Optional<JsonNode> value(String text) {
      return StrictJson.tryParse(text.strip());
    }

    /** Empty when there is too much of it. */
    private Optional<String> text() {
      return Optional.of(AnswerText.of(choice)).filter(text -> text.length() <= MOST_CHARACTERS);
    }
  }
}

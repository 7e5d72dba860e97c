package dev.signalbox.gateway.pipeline.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a request asks of the shape of its answer. Told from its needs and the names of its fields
 * before anybody is called; the schemas themselves are read when an answer is held against them. Of
 * one request; two of its answers may be judged at once, which at worst reads the schemas twice.
 */
public final class Expectation {
  /** Tokens from which on a limit for the answer leaves it room. */
  static final long ROOMY_TOKENS = 1_024;

  /** Tokens up to which an answer is short. */
  static final long FEW_TOKENS = 256;

  /** Bytes up to which a schema is small. */
  static final int SMALL_BYTES = 4_096;

  private static final RequestTarget NOWHERE =
      new RequestTarget(Optional.of("-"), Optional.of(false));

  private static final List<String> SHAPE =
      List.of(
          "response_format",
          "text",
          "output_config",
          "output_format",
          "generationConfig",
          "generation_config");

  private static final List<String> CHOICE =
      List.of("tool_choice", "function_call", "toolConfig", "tool_config");

  private static final List<String> TOOLS = List.of("tools", "functions");

  private final GenerationCall call;
  private final boolean format;
  private final boolean tools;
  private final boolean choice;
  private final OptionalLong limit;
  private volatile Optional<Optional<Request>> shape = Optional.empty();

  private Expectation(GenerationCall call, RequestNeeds needs) {
    BodyScan scan = call.body().scanned();
    this.call = call;
    this.format = needs.capabilities().contains(Capability.JSON_SCHEMA) || mayShape(scan);
    this.tools = needs.capabilities().contains(Capability.TOOLS);
    this.choice = tools && choiceIn(scan);
    this.limit = needs.maxOutputTokens();
  }

  /** What {@code call}, with {@code needs}, asks for. */
  public static Expectation of(GenerationCall call, RequestNeeds needs) {
    return new Expectation(call, needs);
  }

  private static boolean mayShape(BodyScan scan) {
    for (String name : SHAPE) {
      if (scan.has(name) && mayShape(scan, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean choiceIn(BodyScan scan) {
    for (String name : CHOICE) {
      if (scan.has(name)) {
        return true;
      }
    }
    return false;
  }

  /** Errs on the side of yes. */
  private static boolean mayShape(BodyScan scan, String name) {
    return scan.value(name)
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .filter(value -> value.contains("json") || value.contains("chema"))
        .isPresent();
  }

  /** Whether an answer must be read whole to be held against it. */
  public boolean asksForShape() {
    return format || tools;
  }

  /**
   * Whether the answer will be short and can be compared with another one: JSON of a small schema,
   * a tool that must be called, or few tokens.
   */
  public boolean isShort() {
    return (format && size() <= SMALL_BYTES)
        || (limit.isPresent() && limit.getAsLong() <= FEW_TOKENS)
        || isForced();
  }

  private boolean isForced() {
    return choice
        && shape().flatMap(request -> request.tooling().choice()).stream()
            .anyMatch(Expectation::forces);
  }

  private static boolean forces(ToolChoice said) {
    return switch (said) {
      case ToolChoice.Any _, ToolChoice.Named _ -> true;
      case ToolChoice.Allowed(_, var required) -> required;
      case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Native _ -> false;
    };
  }

  /** Whether a text of a certain shape may be asked for. */
  boolean mayHaveFormat() {
    return format;
  }

  /** Whether how tools are used is said. */
  boolean mayForce() {
    return choice;
  }

  /** Whether an answer may be so long that an end for its length is not the client's own doing. */
  boolean isRoomy() {
    return limit.isEmpty() || limit.getAsLong() >= ROOMY_TOKENS;
  }

  /** Bytes of the schemas. */
  private int size() {
    BodyScan scan = call.body().scanned();
    return SHAPE.stream().mapToInt(name -> sizeOf(scan, name)).sum()
        + TOOLS.stream().mapToInt(name -> sizeOf(scan, name)).sum();
  }

  private static int sizeOf(BodyScan scan, String name) {
    return scan.value(name).map(value -> value.length).orElse(0);
  }

  /**
   * The request's own words for the shape of its answer, without the conversation; empty when they
   * break the rules of its format, which a provider that got them as they are may overlook.
   */
  Optional<Request> shape() {
    Optional<Request> known = shape.orElseGet(this::read);
    shape = Optional.of(known);
    return known;
  }

  private Optional<Request> read() {
    try {
      return Optional.of(call.format().decodeRequest(skeleton(), NOWHERE));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** The request with another conversation. */
  private ObjectNode skeleton() {
    BodyScan scan = call.body().scanned();
    ObjectNode body = StrictJson.object();
    for (List<String> names : List.of(SHAPE, CHOICE, TOOLS)) {
      for (String name : names) {
        scan.value(name).ifPresent(value -> body.set(name, StrictJson.parse(value)));
      }
    }
    Protocol protocol = call.format().protocol();
    switch (protocol) {
      case CHAT, ANTHROPIC ->
          body.put("max_tokens", 1)
              .putArray("messages")
              .addObject()
              .put("role", "user")
              .put("content", "-");
      case RESPONSES -> body.put("input", "-");
      case GEMINI ->
          body.putArray("contents").addObject().putArray("parts").addObject().put("text", "-");
    }
    return body;
  }
}

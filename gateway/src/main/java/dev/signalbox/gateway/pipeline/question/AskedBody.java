package dev.signalbox.gateway.pipeline.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.formats.RequestShape;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The body of a dry run: a question in our own words, or a client's whole request. */
sealed interface AskedBody {
  /** The fields of a request in a wrapper that says its format. */
  List<String> WRAPPER = List.of("format", "model", "stream", "app", "body");

  /** A question in the words of the decision record. */
  record Question(ObjectNode fields) implements AskedBody {}

  /**
   * A client's request.
   *
   * @param model what an address would say, for formats that name the model there
   * @param app name of the app it would come through; empty text for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(
      Protocol format, Optional<String> model, Optional<Boolean> stream, String app, byte[] body)
      implements AskedBody {}

  /**
   * Reads {@code bytes}.
   *
   * @param anthropic whether a header says that it is a request in Anthropic's format
   * @throws ProblemException when it is neither
   */
  static AskedBody of(byte[] bytes, boolean anthropic) {
    BodyScan scan = BodyScan.of(bytes);
    if (scan.has("body")) {
      return wrapped(scan, StrictJson.parseObject(bytes));
    }
    ObjectNode tree = StrictJson.parseObject(bytes);
    Optional<Protocol> shape = RequestShape.of(tree);
    if (shape.isEmpty()) {
      return new Question(tree);
    }
    return switch (shape.get()) {
      case GEMINI -> gemini(tree);
      case CHAT -> plain(anthropic ? Protocol.ANTHROPIC : Protocol.CHAT, bytes);
      case ANTHROPIC -> plain(Protocol.ANTHROPIC, bytes);
      case RESPONSES -> plain(Protocol.RESPONSES, bytes);
    };
  }

  private static Request plain(Protocol format, byte[] body) {
    return new Request(format, Optional.empty(), Optional.empty(), "", body);
  }

  /** Its model stands beside the contents, as there is no address to say it. */
  private static Request gemini(ObjectNode tree) {
    Optional<String> model = Optional.ofNullable(tree.remove("model")).map(name -> name.asText());
    return new Request(
        Protocol.GEMINI, geminiModel(model), Optional.of(false), "", StrictJson.toBytes(tree));
  }

  private static Request wrapped(BodyScan scan, ObjectNode tree) {
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!WRAPPER.contains(name)) {
                throw wrong(name, "there is no field `%s` beside `body`".formatted(name));
              }
            });
    List<String> ids = Stream.of(Protocol.values()).map(Protocol::id).toList();
    Protocol format =
        scan.text("format")
            .flatMap(Protocol::byId)
            .orElseThrow(
                () -> wrong("format", "`format` must be one of " + String.join(", ", ids)));
    byte[] body =
        scan.object("body").orElseThrow(() -> wrong("body", "`body` must be a JSON object"));
    boolean inAddress = format == Protocol.GEMINI;
    Optional<String> model = scan.text("model");
    if (!inAddress && (model.isPresent() || scan.has("stream"))) {
      throw wrong("model", "`model` and `stream` stand in the body of this format");
    }
    return new Request(
        format,
        inAddress ? geminiModel(model) : Optional.empty(),
        inAddress ? Optional.of(scan.flag("stream")) : Optional.empty(),
        scan.text("app").orElse(""),
        body);
  }

  private static Optional<String> geminiModel(Optional<String> name) {
    return Optional.of(
        name.map(model -> model.startsWith("models/") ? model.substring(7) : model)
            .filter(model -> !model.isEmpty())
            .orElseThrow(() -> Problem.modelMissing().toException()));
  }

  private static ProblemException wrong(String param, String message) {
    return Problem.invalid(param, message).toException();
  }
}

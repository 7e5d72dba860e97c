package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;

/** Error answers of this format: an exception by its name, with a message. */
final class Problems {
  private Problems() {}

  /** The problem in an error answer; {@code status} 200 means it stood in a successful one. */
  static Problem read(int status, JsonNode body) {
    Exceptions.Said said = new Exceptions.Said(status, nameOf(body), messageOf(status, body));
    Problem problem = Exceptions.problem(said);
    return status >= 400 ? problem.withUpstreamStatus(status) : problem;
  }

  /** An answer that is no answer of this API. */
  static Problem notAnAnswer() {
    return Problem.of(
        ProblemKind.UPSTREAM, "the provider's answer is not a message of Bedrock's Converse");
  }

  /** Whether {@code body} is an error: it has the name of one, or nothing but a message. */
  static boolean isError(JsonNode body) {
    return body.has(EventStreamText.TYPE)
        || (!body.has("output") && (isText(body, "message") || isText(body, "Message")));
  }

  private static boolean isText(JsonNode body, String name) {
    return body.path(name).isTextual();
  }

  private static String nameOf(JsonNode body) {
    return Lenient.text(body, EventStreamText.TYPE).or(() -> Lenient.text(body, "code")).orElse("");
  }

  private static String messageOf(int status, JsonNode body) {
    String message =
        Lenient.text(body, "message")
            .or(() -> Lenient.text(body, "Message"))
            .or(() -> Lenient.text(body, "originalMessage"))
            .orElse(body.isTextual() && body.textValue().indexOf('<') < 0 ? body.textValue() : "");
    if (message.isBlank()) {
      return status >= 400
          ? "the provider answered with status %d".formatted(status)
          : "the provider's answer is an error";
    }
    return message.strip();
  }
}

package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole answer. */
final class ReplyReader {
  /** Most parts read of one answer. */
  static final int MAX_PARTS = 10_000;

  private ReplyReader() {}

  static Reply read(ObjectNode body) {
    if (Errors.isError(body)) {
      throw OpenAiErrorReader.read(200, body).toException();
    }
    if (!body.path("output").isArray()) {
      throw Problem.of(
              ProblemKind.UPSTREAM, "the provider's answer is not a response of the Responses API")
          .toException();
    }
    List<Part> parts = new ArrayList<>();
    for (ObjectNode item : Lenient.objects(body, "output")) {
      parts.addAll(OutputReader.parts(item));
      if (parts.size() > MAX_PARTS) {
        throw tooMany().toException();
      }
    }
    Choice choice =
        new Choice(
            0,
            parts,
            ResponseFields.stop(body, ResponseFields.Seen.of(parts)),
            Optional.empty(),
            ResponseFields.stopExtras(body));
    return new Reply(
        Lenient.textOf(body, "id"),
        Lenient.textOf(body, "model"),
        Lenient.count(body, "created_at"),
        List.of(choice),
        UsageJson.read(body),
        ResponseFields.extras(body));
  }

  /** The failure of an answer with more parts than {@link #MAX_PARTS}. */
  static Problem tooMany() {
    return Problem.of(
        ProblemKind.UPSTREAM, "the provider's answer has more than %d parts".formatted(MAX_PARTS));
  }
}

package dev.signalbox.gateway.wire.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;

/** The checks that both formats share. */
final class Embeddings {
  private Embeddings() {}

  /** Refuses no inputs at all and more than one request may have. */
  static void checkCount(Fields fields, String name, int count) {
    if (count < 1 || count > EmbeddingRequest.MAX_INPUTS) {
      throw fields.problem(
          name, "must have 1 to %d items, not %d".formatted(EmbeddingRequest.MAX_INPUTS, count));
    }
  }

  /** {@code value} as a wanted length; refuses less than 1. */
  static int checkDimensions(Fields fields, String name, int value) {
    if (value < 1) {
      throw fields.problem(name, "must be at least 1");
    }
    return value;
  }

  /** The vector of one item of a provider's answer. */
  static EmbeddingVector vector(JsonNode value, String at) {
    return EmbeddingVector.read(value)
        .orElseThrow(() -> upstream("`%s` of the provider's answer is not a vector".formatted(at)));
  }

  /** Refuses an answer that does not match its request, whose vectors nobody could tell apart. */
  static void checkAnswer(EmbeddingReply reply, EmbeddingRequest request) {
    if (reply.vectors().size() != request.inputs().size()) {
      throw upstream(
          "the provider answered %d inputs with %d vectors"
              .formatted(request.inputs().size(), reply.vectors().size()));
    }
  }

  static ProblemException upstream(String message) {
    return Problem.of(ProblemKind.UPSTREAM, message).toException();
  }
}

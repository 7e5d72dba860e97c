package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a whole answer as a stream of one piece per choice, so that both ways agree. */
final class ReplyReader {
  private ReplyReader() {}

  static Reply read(ObjectNode body) {
    if (OpenAiErrorReader.isError(body.path("error")) || !body.path("choices").isArray()) {
      throw failure(body).toException();
    }
    ReplyFold fold = new ReplyFold();
    String id = Lenient.text(body, "id").orElse("");
    fold.accept(
        new ReplyEvent.Started(
            id,
            Lenient.text(body, "model").orElse(""),
            Lenient.count(body, "created"),
            Extras.of(Protocol.CHAT, Lenient.others(body, ChatStreamDecoder.READ_FIELDS))));
    choices(Lenient.objects(body, "choices"), id, fold);
    ChatUsage.of(body).ifPresent(usage -> fold.accept(new ReplyEvent.UsageReported(usage)));
    return fold.toReply();
  }

  private static void choices(List<ObjectNode> nodes, String id, ReplyFold fold) {
    if (nodes.size() > ChatStreamDecoder.MAX_CHOICES) {
      throw Problem.of(
              ProblemKind.UPSTREAM,
              "the provider sent more than %d choices".formatted(ChatStreamDecoder.MAX_CHOICES))
          .toException();
    }
    Set<Integer> seen = new HashSet<>();
    for (int position = 0; position < nodes.size(); position++) {
      ObjectNode node = nodes.get(position);
      if (OpenAiErrorReader.isError(node.path("error"))) {
        throw OpenAiErrorReader.read(200, node).toException();
      }
      int index = index(node, position);
      while (!seen.add(index)) {
        index++;
      }
      ChoiceDecoder choice = new ChoiceDecoder(index, id, true, fold::accept);
      choice.accept(node);
      if (!choice.stopped()) {
        choice.stop("");
      }
    }
  }

  private static int index(ObjectNode node, int position) {
    return Lenient.number(node, "index")
        .filter(value -> value >= 0 && value < ChatStreamDecoder.MAX_CHOICES)
        .map(Long::intValue)
        .orElse(position);
  }

  private static Problem failure(ObjectNode body) {
    if (OpenAiErrorReader.isError(body.path("error"))) {
      return OpenAiErrorReader.read(200, body);
    }
    return Problem.of(ProblemKind.UPSTREAM, "the provider's answer is not a chat completion")
        .withDetails(body);
  }
}

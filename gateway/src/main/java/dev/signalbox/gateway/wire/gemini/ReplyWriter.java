package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a whole {@code GenerateContentResponse}. */
final class ReplyWriter {
  private final ReplyFrame frame;
  private final ReplyPartWriter parts;
  private final Losses losses;

  ReplyWriter(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.losses = losses;
    this.parts = new ReplyPartWriter(seal, losses);
  }

  ObjectNode write(Reply reply) {
    ObjectNode body = StrictJson.object();
    ArrayNode candidates = body.putArray("candidates");
    for (Choice choice : reply.choices()) {
      if (!blockedPrompt(choice, reply.extras())) {
        candidates.add(candidate(choice));
      }
    }
    if (candidates.isEmpty()) {
      body.remove("candidates");
    }
    reply.usage().ifPresent(usage -> body.set("usageMetadata", UsageMetadata.write(usage)));
    about(reply.id(), reply.model(), body);
    created(reply.createdSeconds(), reply.extras(), body);
    Nested.write(reply.extras(), body, losses, "");
    return body;
  }

  /** The prompt itself was refused: there is a feedback and no candidate. */
  private static boolean blockedPrompt(Choice choice, Extras extras) {
    return choice.parts().isEmpty()
        && choice.stop() == StopReason.CONTENT_FILTER
        && extras.belongTo(Protocol.GEMINI)
        && extras.fields().path("promptFeedback").has("blockReason");
  }

  /** Names the model and the answer. */
  private void about(String id, String model, ObjectNode body) {
    body.put("modelVersion", frame.modelOr(model));
    body.put("responseId", frame.replyId().isEmpty() ? id : frame.replyId());
  }

  /** Only some of Google's servers tell the time; it goes to clients when it came from them. */
  static void created(long seconds, Extras extras, ObjectNode body) {
    if (seconds > 0 && extras.belongTo(Protocol.GEMINI)) {
      body.put("createTime", Instant.ofEpochSecond(seconds).toString());
    }
  }

  private ObjectNode candidate(Choice choice) {
    ObjectNode candidate = StrictJson.object();
    ObjectNode content = candidate.putObject("content");
    ArrayNode written = StrictJson.object().putArray("parts");
    GroundingWriter grounding = new GroundingWriter(losses);
    List<TokenLogProb> logProbs = new ArrayList<>();
    for (int i = 0; i < choice.parts().size(); i++) {
      Part part = choice.parts().get(i);
      String path = path(choice.index(), i);
      if (part instanceof Part.Text text) {
        grounding.add(
            new GroundingWriter.Place(written.size(), text.text(), path), text.citations());
        logProbs.addAll(text.logProbs());
      }
      parts.write(part, path).forEach(written::add);
    }
    if (!written.isEmpty()) {
      content.set("parts", written);
    }
    content.put("role", "model");
    stop(choice, candidate, losses);
    if (!logProbs.isEmpty()) {
      candidate.set("logprobsResult", LogProbs.write(logProbs));
    }
    grounding
        .metadata()
        .ifPresent(metadata -> candidate.putIfAbsent("groundingMetadata", metadata));
    return candidate;
  }

  static String path(int choice, int part) {
    return "choices[%d].content[%d]".formatted(choice, part);
  }

  /** Writes the end of a choice: why, its index, and its further fields. */
  static void stop(Choice choice, ObjectNode candidate, Losses losses) {
    String path = "choices[%d]".formatted(choice.index());
    Optional<String> own =
        choice.extras().belongTo(Protocol.GEMINI)
            ? Optional.of(choice.extras().fields().path("finishReason").asText(""))
            : Optional.empty();
    candidate.put(
        "finishReason",
        own.filter(name -> !name.isEmpty()).orElse(FinishReasons.write(choice.stop())));
    candidate.put("index", choice.index());
    FinishReasons.loss(choice.stop())
        .ifPresent(why -> losses.adapted(path + ".finish_reason", why));
    if (choice.stopSequence().isPresent()) {
      losses.dropped(path + ".stop_sequence", "Gemini does not tell which text was met");
    }
    Nested.write(choice.extras(), candidate, losses, path);
  }
}

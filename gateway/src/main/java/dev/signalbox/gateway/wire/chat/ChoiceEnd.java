package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Optional;
import java.util.Set;

/** What ends a choice, the same for whole and streamed answers. */
final class ChoiceEnd {
  static final String NO_RESULTS = "a Chat answer holds no tool results";
  static final String ONE_FUNCTION = "`functions` allow one call in an answer";

  private final ClientCalls calls;
  private final Losses losses;

  ChoiceEnd(ClientCalls calls, Losses losses) {
    this.calls = calls;
    this.losses = losses;
  }

  static String opaque(Part.Opaque opaque) {
    return "`%s` is not part of a Chat answer".formatted(opaque.type());
  }

  /** {@code logprobs} with both of its keys. */
  static ObjectNode logProbs(ArrayNode tokens) {
    ObjectNode node = StrictJson.object();
    node.set("content", tokens);
    node.putNull("refusal");
    return node;
  }

  /** The {@code finish_reason}; tells when it says less than {@code stop}. */
  String reason(StopReason stop, boolean refused) {
    if (FinishReasons.blurs(stop)) {
      losses.adapted("finish_reason", "the Chat API does not tell this reason");
    }
    return stop == StopReason.TOOL_CALLS && calls.older()
        ? "function_call"
        : FinishReasons.write(stop, refused);
  }

  /** Tells that the stop text is lost, unless a server's own field carries it. */
  void stopSequence(Optional<String> sequence, Extras extras) {
    if (sequence.isPresent() && !extras.belongTo(Protocol.CHAT)) {
      losses.dropped("stop_sequence", "the Chat API does not tell which text stopped it");
    }
  }

  /** Writes the further fields of a choice and those of its message or delta. */
  void extras(Extras extras, ObjectNode choice, ObjectNode message) {
    if (!extras.belongTo(Protocol.CHAT)) {
      extras.writeTo(choice, Protocol.CHAT, losses, "choices[]");
      return;
    }
    ObjectNode fields = extras.fields();
    if (fields.path(ChoiceExtras.MESSAGE) instanceof ObjectNode inner) {
      inner.properties().forEach(field -> merge(field.getKey(), inner, message));
    }
    if (fields.path("logprobs") instanceof ObjectNode lists) {
      ObjectNode target =
          choice.path("logprobs") instanceof ObjectNode there
              ? there
              : logProbs(JsonNodeFactory.instance.arrayNode());
      lists.properties().forEach(field -> target.set(field.getKey(), field.getValue()));
      choice.set("logprobs", target);
    }
    Lenient.others(fields, Set.of(ChoiceExtras.MESSAGE, "logprobs"))
        .properties()
        .forEach(field -> choice.putIfAbsent(field.getKey(), field.getValue()));
  }

  /** Annotations that are no citations are none that clients can read. */
  private void merge(String name, ObjectNode from, ObjectNode target) {
    if (name.equals("annotations")) {
      losses.dropped("annotations", "only citations are part of the Chat API");
    } else {
      target.putIfAbsent(name, from.path(name));
    }
  }
}

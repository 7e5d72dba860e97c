package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads one candidate over all chunks of an answer. */
final class ChoiceDecoder implements PartContext {
  private static final Set<String> KNOWN =
      Set.of("content", "index", "finishReason", "logprobsResult");

  private final int index;
  private final String replyId;
  private final PartReader reader = new PartReader(this);
  private final ChoiceParts parts;
  private final ObjectNode extras = StrictJson.object();
  private Optional<PartialCall> partial = Optional.empty();
  private Optional<String> finish = Optional.empty();
  private int calls;

  ChoiceDecoder(int index, String replyId) {
    this.index = index;
    this.replyId = replyId;
    this.parts = new ChoiceParts(index);
  }

  /** Whether a finish reason was seen. */
  boolean finished() {
    return finish.isPresent();
  }

  /** Takes what a chunk says of the candidate. */
  void accept(ObjectNode candidate, Consumer<ReplyEvent> out) {
    annotate(candidate);
    parts.beginChunk(candidate, candidate.path("content").path("parts"));
    for (JsonNode part : candidate.path("content").path("parts")) {
      part(part, out);
    }
    parts.endChunk(out);
    FinishReasons.name(candidate.path("finishReason"))
        .ifPresent(name -> finish = Optional.of(name));
  }

  private void annotate(ObjectNode candidate) {
    for (Map.Entry<String, JsonNode> field : candidate.properties()) {
      JsonNode value = field.getValue();
      boolean empty = value.isContainerNode() && value.isEmpty();
      if (!KNOWN.contains(field.getKey()) && !empty) {
        extras.set(field.getKey(), withEarlier(field.getKey(), value));
      }
    }
  }

  /**
   * A stream tells the sources of recited text as it meets them; all else it repeats or ends with.
   */
  private JsonNode withEarlier(String name, JsonNode value) {
    if (name.equals("safetyRatings")) {
      return EnumNumbers.named(value);
    }
    if (!name.equals("citationMetadata") || !(extras.path(name) instanceof ObjectNode earlier)) {
      return value;
    }
    ObjectNode all = earlier.deepCopy();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (all.path(field.getKey()) instanceof ArrayNode sources && field.getValue().isArray()) {
        for (JsonNode source : field.getValue()) {
          if (sources.size() < Grounding.MAX_SOURCES && !contains(sources, source)) {
            sources.add(source);
          }
        }
      } else {
        all.set(field.getKey(), field.getValue());
      }
    }
    return all;
  }

  private static boolean contains(ArrayNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private void part(JsonNode value, Consumer<ReplyEvent> out) {
    if (!(value instanceof ObjectNode object)) {
      return;
    }
    ObjectNode part = Names.camel(object);
    if (part.path("functionCall") instanceof ObjectNode call && partial(part, call, out)) {
      return;
    }
    finishPartial(out);
    read(part).ifPresent(read -> parts.add(read, out));
  }

  /** A malformed part is kept as it came rather than ending the answer. */
  private Optional<Part> read(ObjectNode part) {
    try {
      return reader.read(Fields.ofReply(part, "parts"));
    } catch (ProblemException e) {
      String type = part.fieldNames().hasNext() ? part.fieldNames().next() : "part";
      return Optional.of(new Part.Opaque(Protocol.GEMINI, type, part));
    }
  }

  /** Takes a call whose arguments come in pieces; false when the call is whole. */
  private boolean partial(ObjectNode part, ObjectNode written, Consumer<ReplyEvent> out) {
    ObjectNode call = Names.camel(written);
    boolean more = call.path("willContinue").asBoolean(false);
    String name = call.path("name").asText("");
    if (!name.isEmpty()) {
      if (!more && !call.has("partialArgs")) {
        return false;
      }
      finishPartial(out);
      Optional<String> signature = Optional.of(part.path("thoughtSignature").asText(""));
      ObjectNode args = call.path("args") instanceof ObjectNode given ? given : StrictJson.object();
      Optional<String> id = Optional.of(call.path("id").asText(""));
      partial =
          Optional.of(
              new PartialCall(
                  id.filter(each -> !each.isEmpty()),
                  name,
                  signature.filter(each -> !each.isEmpty()).map(Signatures::own),
                  args));
    }
    if (partial.isEmpty()) {
      return false;
    }
    if (!partial.get().add(call.path("partialArgs"))) {
      throw unreadableArguments();
    }
    if (!more) {
      finishPartial(out);
    }
    return true;
  }

  private void finishPartial(Consumer<ReplyEvent> out) {
    if (partial.isEmpty()) {
      return;
    }
    PartialCall whole = partial.get();
    partial = Optional.empty();
    String arguments = whole.arguments().orElseThrow(ChoiceDecoder::unreadableArguments);
    String id = call(whole.id(), whole.name(), arguments).id();
    parts.add(new Part.ToolCall(id, whole.name(), arguments, whole.signature(), Extras.NONE), out);
  }

  private static ProblemException unreadableArguments() {
    return ReplyDecoder.unreadable("the provider sent arguments of a call that cannot be read")
        .toException();
  }

  /** Closes what is open and stops the choice. */
  void end(Consumer<ReplyEvent> out) {
    finishPartial(out);
    parts.end(out);
    StopReason stop = FinishReasons.read(finish.orElse(""), calls > 0);
    finish
        .filter(name -> !name.equals(FinishReasons.write(stop)))
        .ifPresent(name -> extras.put("finishReason", name));
    parts.logProbsLeft().ifPresent(left -> extras.set("logprobsResult", left));
    out.accept(
        new ReplyEvent.Stopped(index, stop, Optional.empty(), Extras.of(Protocol.GEMINI, extras)));
  }

  @Override
  public ToolIds.Opened call(Optional<String> id, String name, String argumentsJson) {
    String seed = String.join("\n", replyId, "" + index, "" + calls, name, argumentsJson);
    calls++;
    return new ToolIds.Opened(id.orElseGet(() -> ToolIds.madeUp(seed)), Optional.empty());
  }

  @Override
  public String answered(Optional<String> id, String name) {
    return id.orElseGet(
        () -> ToolIds.madeUp(String.join("\n", replyId, "" + index, "result", name)));
  }

  @Override
  public Signature signature(String value) {
    return Signatures.own(value);
  }
}

package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the parts of one candidate as events. Neighbouring texts without signature are one part, as
 * a stream cuts them anywhere; a part with a signature stands alone, as the two must stay together.
 */
final class ChoiceParts {
  /** Most parts of one choice. */
  static final int MAX_PARTS = 10_000;

  /** Longest text kept to find the places of citations in it, in UTF-16 units. */
  private static final int MAX_CITED_TEXT = 4 * 1024 * 1024;

  /** What kind of part is open. */
  private enum Open {
    NOTHING,
    TEXT,
    REASONING
  }

  private final int choice;
  private final Grounding grounding = new Grounding();
  private final StringBuilder text = new StringBuilder();
  private final List<TokenLogProb> leftOver = new ArrayList<>();
  private LogProbs logProbs = new LogProbs(StrictJson.object());
  private int textsLeft;
  private Open open = Open.NOTHING;

  /** Whether the open text has a signature, so that no other may join it. */
  private boolean alone;

  private Optional<Part.Text> held = Optional.empty();
  private int next;

  ChoiceParts(int choice) {
    this.choice = choice;
  }

  /** Takes note of sources and log probabilities for the parts that follow. */
  void beginChunk(ObjectNode candidate, JsonNode parts) {
    grounding.add(candidate);
    logProbs = new LogProbs(candidate.path("logprobsResult"));
    textsLeft = 0;
    if (!logProbs.isEmpty()) {
      parts.forEach(part -> textsLeft += isText(part) ? 1 : 0);
    }
  }

  private static boolean isText(JsonNode part) {
    return !part.path("text").asText("").isEmpty() && !part.path("thought").asBoolean(false);
  }

  /** Hands log probabilities without a text of their own to the text that is open. */
  void endChunk(Consumer<ReplyEvent> out) {
    List<TokenLogProb> left = logProbs.takeAll();
    if (open == Open.TEXT) {
      tell(left, out);
    } else {
      leftOver.addAll(left);
    }
  }

  /** The log probabilities that belong to no text. */
  Optional<ObjectNode> logProbsLeft() {
    return leftOver.isEmpty() ? Optional.empty() : Optional.of(LogProbs.write(leftOver));
  }

  void add(Part part, Consumer<ReplyEvent> out) {
    switch (part) {
      case Part.Text words -> text(words, out);
      case Part.Reasoning thought -> reasoning(thought, out);
      case Part.ToolCall(var id, var name, var arguments, var signature, var extras) -> {
        release(out);
        open(new Part.ToolCall(id, name, "", signature, extras), out);
        delta(arguments, out);
        closeNow(out);
      }
      case Part.Media _, Part.Opaque _, Part.ToolResult _, Part.Refusal _ -> {
        release(out);
        open(part, out);
        closeNow(out);
      }
    }
  }

  private void text(Part.Text words, Consumer<ReplyEvent> out) {
    boolean signed = words.signature().isPresent() || !words.extras().isEmpty();
    if (!signed && words.text().isEmpty()) {
      return;
    }
    if (signed && words.text().isEmpty() && open == Open.TEXT && held.isEmpty()) {
      // Sources for the text before may still come; the empty part waits until another begins.
      held = Optional.of(words);
      return;
    }
    if (signed || alone || open != Open.TEXT || held.isPresent()) {
      release(out);
      open(opening(words), out);
      open = Open.TEXT;
      alone = signed;
    }
    grow(words.text(), out);
  }

  private static Part opening(Part.Text words) {
    return new Part.Text("", List.of(), List.of(), words.signature(), words.extras());
  }

  private void grow(String words, Consumer<ReplyEvent> out) {
    delta(words, out);
    if (text.length() + words.length() <= MAX_CITED_TEXT) {
      text.append(words);
    }
    if (!words.isEmpty() && textsLeft > 0) {
      textsLeft--;
      tell(textsLeft == 0 ? logProbs.takeAll() : logProbs.take(words.length()), out);
    }
  }

  private void reasoning(Part.Reasoning thought, Consumer<ReplyEvent> out) {
    boolean signed = thought.signature().isPresent() || !thought.extras().isEmpty();
    if (!signed && thought.text().isEmpty()) {
      return;
    }
    if (signed || open != Open.REASONING) {
      release(out);
      open(new Part.Reasoning("", thought.signature(), thought.extras()), out);
      open = Open.REASONING;
    }
    delta(thought.text(), out);
    if (signed) {
      close(out);
    }
  }

  /** Closes what is open and tells the part that waited. */
  private void release(Consumer<ReplyEvent> out) {
    close(out);
    if (held.isPresent()) {
      Part.Text words = held.get();
      held = Optional.empty();
      open(opening(words), out);
      closeNow(out);
    }
  }

  void end(Consumer<ReplyEvent> out) {
    release(out);
  }

  private void open(Part opening, Consumer<ReplyEvent> out) {
    if (next >= MAX_PARTS) {
      throw ReplyDecoder.unreadable(
              "the provider's answer has more than %d parts".formatted(MAX_PARTS))
          .toException();
    }
    out.accept(new ReplyEvent.PartOpened(choice, next, opening));
    next++;
  }

  private void delta(String words, Consumer<ReplyEvent> out) {
    if (!words.isEmpty()) {
      out.accept(new ReplyEvent.Delta(choice, next - 1, words));
    }
  }

  private void tell(List<TokenLogProb> tokens, Consumer<ReplyEvent> out) {
    if (!tokens.isEmpty()) {
      out.accept(new ReplyEvent.LogProbs(choice, next - 1, tokens));
    }
  }

  private void close(Consumer<ReplyEvent> out) {
    if (open == Open.NOTHING) {
      return;
    }
    if (open == Open.TEXT) {
      grounding
          .take(text.toString())
          .forEach(citation -> out.accept(new ReplyEvent.Cited(choice, next - 1, citation)));
      text.setLength(0);
    }
    open = Open.NOTHING;
    alone = false;
    closeNow(out);
  }

  private void closeNow(Consumer<ReplyEvent> out) {
    out.accept(new ReplyEvent.PartClosed(choice, next - 1));
  }
}

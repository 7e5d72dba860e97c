package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The reasoning of one answer: what was thought, and what of it the protocol shows.
 *
 * @param text all that was thought; its pieces are the reasoning tokens
 * @param shown the part to send; none where the protocol shows nothing
 */
record Thinking(String text, List<Part> shown) {
  /** Nothing thought. */
  static final Thinking NONE = new Thinking("", List.of());

  /**
   * The thinking before an answer, as long as the effort says.
   *
   * @param mostTokens no more pieces than this
   */
  static Thinking of(Request request, Protocol protocol, int mostTokens, Dice dice) {
    ReasoningRequest wish = request.output().reasoning();
    if (!Wishes.reasoning(wish)) {
      return NONE;
    }
    int budget = Math.min(mostTokens, wish.budgetTokens().filter(b -> b > 0).orElse(mostTokens));
    String text =
        Pieces.first(AnswerText.reasoning(request, sentences(wish), dice.fork("text")), budget);
    return new Thinking(text, shown(text, wish, protocol));
  }

  /** A Gemini signature for the first call or the text behind reasoning; empty for other APIs. */
  Optional<Signature> signatureBehind(Protocol protocol) {
    return protocol == Protocol.GEMINI && !text.isEmpty()
        ? Optional.of(signature(protocol, Signature.Kind.SIGNED, text))
        : Optional.empty();
  }

  private static int sentences(ReasoningRequest wish) {
    return switch (wish.effort().orElse("medium")) {
      case "minimal" -> 1;
      case "low" -> 2;
      case "high" -> 6;
      case "xhigh", "max" -> 10;
      default -> 4;
    };
  }

  private static List<Part> shown(String text, ReasoningRequest wish, Protocol protocol) {
    return switch (protocol) {
      case CHAT -> List.of(Part.Reasoning.of(text));
      case RESPONSES ->
          List.of(
              part(
                  wish.summary().isPresent() ? text : "",
                  protocol,
                  Signature.Kind.ENCRYPTED,
                  text));
      case ANTHROPIC -> {
        boolean hidden = wish.summary().filter("omitted"::equals).isPresent();
        yield List.of(part(hidden ? "" : text, protocol, Signature.Kind.SIGNED, text));
      }
      case GEMINI ->
          wish.includeThoughts().orElse(false) ? List.of(Part.Reasoning.of(text)) : List.of();
    };
  }

  private static Part part(String shown, Protocol protocol, Signature.Kind kind, String thought) {
    return new Part.Reasoning(shown, Optional.of(signature(protocol, kind, thought)), Extras.NONE);
  }

  /** Looks like a real one: base64 of something that follows from what was thought. */
  private static Signature signature(Protocol protocol, Signature.Kind kind, String thought) {
    long print = new Fingerprint(4).add(protocol.id()).add(thought).value();
    String plain = "signalbox simulator, %s, %016x".formatted(protocol.id(), print);
    String value = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    return new Signature(protocol, kind, value);
  }
}

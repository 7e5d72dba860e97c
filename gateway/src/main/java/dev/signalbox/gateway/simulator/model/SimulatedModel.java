package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model that understands nothing but answers as one would: the same answer for the same request
 * and seed.
 *
 * <ul>
 *   <li>a text begins with {@code [simulated]}, quotes the question and describes its media; a
 *       question for "200 words" gets about as many;
 *   <li>offered functions are called as {@link ToolPlan} says, with arguments that satisfy their
 *       schemas; the results are quoted in the next answer;
 *   <li>structured output satisfies its schema;
 *   <li>reasoning comes when asked for, signed as the protocol does;
 *   <li>output limit and stop texts are kept; tokens are {@link Pieces}.
 * </ul>
 */
public final class SimulatedModel {
  /** Most answers of one reply. */
  public static final int MAX_CHOICES = 128;

  /** Most tokens of one answer when the request sets no limit. */
  public static final int MAX_TOKENS = 100_000;

  private final long seed;

  /**
   * A model whose answers follow from {@code seed}.
   *
   * @param seed any number; another one gives other answers
   */
  public SimulatedModel(long seed) {
    this.seed = seed;
  }

  /**
   * The answer to {@code request}, for a provider that speaks {@code protocol}.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the request forces a function that it does not offer
   */
  public Reply reply(Request request, Protocol protocol) {
    Dice dice = new Dice(Fingerprint.of(request, seed));
    int count = Math.clamp(request.sampling().candidates().orElse(1), 1, MAX_CHOICES);
    List<Choice> choices = new ArrayList<>();
    long output = 0;
    long reasoning = 0;
    for (int index = 0; index < count; index++) {
      Draft draft = new Draft(request, protocol, dice.fork("choice " + index));
      choices.add(draft.toChoice(index));
      output += draft.tokens();
      reasoning += draft.reasoningTokens();
    }
    Usage input = PromptTokens.of(request);
    Usage usage =
        new Usage(
            input.input(),
            input.cacheRead(),
            0,
            0,
            0,
            output,
            reasoning,
            input.audioInput(),
            0,
            "");
    String id = dice.fork("id").letters(24);
    return new Reply(id, request.model(), 0, choices, Optional.of(usage), Extras.NONE);
  }

  /** One answer while it is made; what is written counts against the output limit. */
  private static final class Draft {
    private final Request request;
    private final Protocol protocol;
    private final Dice dice;
    private final List<Part> parts = new ArrayList<>();
    private final Thinking thinking;
    private StopReason stop = StopReason.END;
    private Optional<String> stopSequence = Optional.empty();
    private int left;
    private int written;

    Draft(Request request, Protocol protocol, Dice dice) {
      this.request = request;
      this.protocol = protocol;
      this.dice = dice;
      this.left = Math.min(request.output().maxTokens().orElse(MAX_TOKENS), MAX_TOKENS);
      this.thinking = Thinking.of(request, protocol, left, dice.fork("thinking"));
      spend(reasoningTokens());
      parts.addAll(thinking.shown());
      List<Part.ToolCall> calls = ToolPlan.calls(request, protocol, dice.fork("tools"));
      if (calls.isEmpty()) {
        writeText();
      } else {
        writeCalls(calls);
      }
    }

    Choice toChoice(int index) {
      return new Choice(index, parts, stop, stopSequence, Extras.NONE);
    }

    int tokens() {
      return written;
    }

    int reasoningTokens() {
      return Pieces.count(thinking.text());
    }

    private void spend(int tokens) {
      written += tokens;
      left -= tokens;
    }

    private void writeText() {
      String whole = AnswerText.of(request, dice.fork("text"));
      String text = untilStop(whole);
      String kept = Pieces.first(text, left);
      if (kept.length() < text.length()) {
        stop = StopReason.MAX_TOKENS;
        stopSequence = Optional.empty();
      }
      spend(Pieces.count(kept));
      if (!kept.isEmpty()) {
        parts.add(
            new Part.Text(
                kept, List.of(), logProbs(kept), thinking.signatureBehind(protocol), Extras.NONE));
      }
    }

    /** {@code text} up to the first stop text in it. */
    private String untilStop(String text) {
      int end = text.length();
      for (String sequence : request.sampling().stop()) {
        int at = sequence.isEmpty() ? -1 : text.indexOf(sequence);
        if (at >= 0 && at < end) {
          end = at;
          stop = StopReason.STOP_SEQUENCE;
          stopSequence = Optional.of(sequence);
        }
      }
      return text.substring(0, end);
    }

    private List<TokenLogProb> logProbs(String text) {
      int top = request.sampling().topLogProbs().orElse(0);
      boolean asked = request.sampling().logProbs().orElse(top > 0);
      return asked ? LogProbs.of(text, top, dice.fork("log probabilities")) : List.of();
    }

    private void writeCalls(List<Part.ToolCall> calls) {
      stop = StopReason.TOOL_CALLS;
      for (Part.ToolCall call : calls) {
        int name = Pieces.count(call.name());
        String arguments = Pieces.first(call.argumentsJson(), Math.max(0, left - name));
        boolean whole = arguments.length() == call.argumentsJson().length() && left >= name;
        if (!whole) {
          stop = StopReason.MAX_TOKENS;
        }
        // Gemini sends calls as objects, so that it has no way to send half of one.
        if (left < name || (!whole && protocol == Protocol.GEMINI)) {
          return;
        }
        addCall(call, arguments);
        spend(name + Pieces.count(arguments));
        if (!whole) {
          return;
        }
      }
    }

    private void addCall(Part.ToolCall call, String arguments) {
      boolean first = parts.stream().noneMatch(Part.ToolCall.class::isInstance);
      parts.add(
          new Part.ToolCall(
              call.id(),
              call.name(),
              arguments,
              first ? thinking.signatureBehind(protocol) : Optional.empty(),
              Extras.NONE));
    }
  }
}

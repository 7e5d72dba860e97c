package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client sees of an answer, in words that all APIs share.
 *
 * @param answers by index
 * @param tokens absent when none were told
 */
record Seen(List<Answer> answers, Optional<Tokens> tokens) {

  /**
   * One choice.
   *
   * @param order runs of texts and single calls as they follow each other
   * @param stops the API's words for why it ended: one when seen, all right ones when expected
   * @param citations how many sources are named
   * @param logProbs how many tokens have log probabilities
   * @param media how many images or sounds
   * @param others how many parts that only their own API knows
   */
  record Answer(
      String text,
      String refusal,
      String reasoning,
      List<Call> calls,
      List<String> order,
      Set<String> stops,
      int citations,
      int logProbs,
      int media,
      int others) {
    private Answer unordered() {
      return new Answer(
          text, refusal, reasoning, calls, List.of(), stops, citations, logProbs, media, others);
    }
  }

  /** The same without the order of texts and calls. */
  Seen unordered() {
    return new Seen(answers.stream().map(Answer::unordered).toList(), tokens);
  }

  /** One call; {@code arguments} that are no JSON are a text. */
  record Call(String name, JsonNode arguments) {
    static Call of(String name, String arguments) {
      JsonNode json =
          arguments.isEmpty()
              ? JsonNodeFactory.instance.objectNode()
              : StrictJson.tryParse(arguments)
                  .orElseGet(() -> JsonNodeFactory.instance.textNode(arguments));
      return new Call(name, json);
    }
  }

  /**
   * Tokens as OpenAI counts them.
   *
   * @param input cached ones included
   * @param cached read from a cache
   * @param output reasoning included
   */
  record Tokens(long input, long cached, long output) {}

  /** Collects an {@link Answer} part by part. */
  static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private Set<String> stops = Set.of();
    private int citations;
    private int logProbs;
    private int media;
    private int others;

    void text(String more) {
      if (!more.isEmpty() && (order.isEmpty() || !order.getLast().equals("text"))) {
        order.add("text");
      }
      text.append(more);
    }

    void refusal(String more) {
      refusal.append(more);
    }

    void reasoning(String more) {
      reasoning.append(more);
    }

    void call(String name, String arguments) {
      order.add("call");
      calls.add(Call.of(name, arguments));
    }

    void stop(String stop) {
      stops = Set.of(stop);
    }

    void stops(Set<String> any) {
      stops = any;
    }

    void citations(int more) {
      citations += more;
    }

    void logProbs(int more) {
      logProbs += more;
    }

    void media() {
      media++;
    }

    void other() {
      others++;
    }

    Answer build() {
      return new Answer(
          text.toString(),
          refusal.toString(),
          reasoning.toString(),
          List.copyOf(calls),
          List.copyOf(order),
          stops,
          citations,
          logProbs,
          media,
          others);
    }
  }
}

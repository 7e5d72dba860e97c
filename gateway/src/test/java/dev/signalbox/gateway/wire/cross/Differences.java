package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Where two views of an answer differ, and whether a loss tells of it. */
final class Differences {
  private static final Comparator<JsonNode> NUMBERS_BY_VALUE =
      (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
          return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
      };

  private final Losses losses;
  private final Protocol client;
  private final List<String> untold = new ArrayList<>();

  private Differences(Losses losses, Protocol client) {
    this.losses = losses;
    this.client = client;
  }

  /** The differences that no loss tells of. */
  static List<String> untold(Seen expected, Seen actual, Losses losses, Protocol client) {
    Differences differences = new Differences(losses, client);
    differences.compare(expected, actual);
    return differences.untold;
  }

  private void compare(Seen expected, Seen actual) {
    int both = Math.min(expected.answers().size(), actual.answers().size());
    if (expected.answers().size() != actual.answers().size() && !blocked(expected, actual)) {
      note("choices", expected.answers().size(), actual.answers().size(), "choice", "candidate");
    }
    for (int i = 0; i < both; i++) {
      compare(expected.answers().get(i), actual.answers().get(i));
    }
    if (expected.tokens().isPresent() && !expected.tokens().equals(actual.tokens())) {
      note("usage", expected.tokens(), actual.tokens(), "usage");
    }
  }

  /** A blocked prompt has no answer in Gemini and an empty one elsewhere. */
  private static boolean blocked(Seen expected, Seen actual) {
    List<Seen.Answer> more = expected.answers().isEmpty() ? actual.answers() : expected.answers();
    return (expected.answers().isEmpty() || actual.answers().isEmpty())
        && more.size() == 1
        && more.getFirst().text().isEmpty()
        && more.getFirst().calls().isEmpty();
  }

  private void compare(Seen.Answer expected, Seen.Answer actual) {
    same("text", expected.text(), actual.text(), "text", "content");
    same("refusal", expected.refusal(), actual.refusal(), "refusal");
    same("reasoning", flat(expected.reasoning()), flat(actual.reasoning()), "reasoning", "think");
    calls(expected.calls(), actual.calls());
    if (client != Protocol.CHAT) {
      same("order", expected.order(), actual.order(), "order");
    }
    if (!expected.stops().containsAll(actual.stops())) {
      note("stop", expected.stops(), actual.stops(), "stop", "finish");
    }
    gone("citations", expected.citations(), actual.citations(), "citation", "annotation");
    gone("logprobs", expected.logProbs(), actual.logProbs(), "logprob");
    gone("media", expected.media(), actual.media(), "media", "image", "audio", "inline");
    gone(
        "other parts",
        expected.others(),
        actual.others(),
        "content",
        "part",
        "output",
        "item",
        "kind");
  }

  private void calls(List<Seen.Call> expected, List<Seen.Call> actual) {
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same =
          expected.get(i).name().equals(actual.get(i).name())
              && sameArguments(expected.get(i).arguments(), actual.get(i).arguments());
    }
    if (!same) {
      note("calls", expected, actual, "tool", "argument", "call", "input");
    }
  }

  /** Arguments that are no object stream to Anthropic clients as they are; its SDK reads none. */
  private boolean sameArguments(JsonNode expected, JsonNode actual) {
    return expected.equals(NUMBERS_BY_VALUE, actual)
        || (client == Protocol.ANTHROPIC && !expected.isObject() && actual.isEmpty());
  }

  private void same(String aspect, Object expected, Object actual, String... words) {
    if (!expected.equals(actual)) {
      note(aspect, expected, actual, words);
    }
  }

  private void gone(String aspect, int expected, int actual, String... words) {
    if (expected > 0 && actual == 0) {
      note(aspect, expected, actual, words);
    }
  }

  private void note(String aspect, Object expected, Object actual, String... words) {
    if (!told(words)) {
      untold.add(
          "%s: expected %s, seen %s, told %s".formatted(aspect, expected, actual, losses.toList()));
    }
  }

  private boolean told(String... words) {
    for (Loss loss : losses.toList()) {
      String text = (loss.field() + " " + loss.why()).toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (text.contains(word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String flat(String text) {
    return text.replace("\n", "").strip();
  }
}

package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Finds the verified questions that are most like one, by <a
 * href="https://en.wikipedia.org/wiki/Okapi_BM25">Okapi BM25</a>.
 */
final class Nearest {
  private static final double SATURATION = 1.2;
  private static final double LENGTH = 0.75;

  private Nearest() {}

  /** At most {@code most} of {@code pairs} that share a word with {@code question}, best first. */
  static List<Verified.Pair> of(String question, List<Verified.Pair> pairs, int most) {
    Collection texts = Collection.of(pairs);
    record Scored(Verified.Pair pair, double score) {}
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      double score = 0;
      for (String word : new HashSet<>(words(question))) {
        score += texts.score(word, i);
      }
      if (score > 0) {
        scored.add(new Scored(pairs.get(i), score));
      }
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return scored.stream().limit(most).map(Scored::pair).toList();
  }

  /** The texts and what must be known of all of them. */
  private record Collection(
      List<List<String>> texts, Map<String, Integer> inTexts, double averageLength) {
    static Collection of(List<Verified.Pair> pairs) {
      List<List<String>> texts = pairs.stream().map(pair -> words(pair.question())).toList();
      Map<String, Integer> inTexts = new HashMap<>();
      texts.forEach(
          text -> new HashSet<>(text).forEach(word -> inTexts.merge(word, 1, Integer::sum)));
      return new Collection(
          texts, inTexts, texts.stream().mapToInt(List::size).average().orElse(1));
    }

    double score(String word, int text) {
      List<String> words = texts.get(text);
      long often = words.stream().filter(word::equals).count();
      int having = inTexts.getOrDefault(word, 0);
      double rare = Math.log(1 + (texts.size() - having + 0.5) / (having + 0.5));
      double length = 1 - LENGTH + LENGTH * words.size() / averageLength;
      return rare * often * (SATURATION + 1) / (often + SATURATION * length);
    }
  }

  private static List<String> words(String question) {
    return Word.of(question).stream().map(Word::text).toList();
  }
}

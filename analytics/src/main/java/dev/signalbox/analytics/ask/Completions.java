package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Ways to go on with the beginning of a question. */
final class Completions {
  /** Questions that can be answered. */
  static final List<String> EXAMPLES =
      List.of(
          "cost by project last 7 days",
          "slowest models p95",
          "failures mitigated today",
          "requests per hour yesterday",
          "error rate by provider this week",
          "cost this month vs last month by model",
          "top 3 models by cost per project",
          "share of cost by source last 30 days");

  private static final int MOST = 8;
  private static final int LONGEST = 300;

  /** What often follows, when the last word is complete. */
  private static final List<String> NEXT =
      List.of(
          "by project",
          "by model",
          "by provider",
          "per day",
          "last 7 days",
          "today",
          "this month",
          "vs last week");

  private final Vocabulary vocabulary;

  Completions(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** At most eight, the likeliest first. */
  List<String> of(String beginning, KnownNames names) {
    if (beginning.isBlank()) {
      return EXAMPLES;
    }
    if (beginning.length() > LONGEST) {
      return List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    String lower = beginning.toLowerCase(Locale.ROOT);
    EXAMPLES.stream().filter(example -> example.startsWith(lower)).forEach(found::add);
    int cut = Math.max(beginning.lastIndexOf(' '), -1) + 1;
    String before = beginning.substring(0, cut);
    String last = lower.substring(cut);
    if (last.isEmpty()) {
      NEXT.stream()
          .filter(next -> !lower.contains(next))
          .map(next -> before + next)
          .forEach(found::add);
    } else {
      goOn(before, last, names, found);
    }
    return found.stream().limit(MOST).toList();
  }

  private void goOn(String before, String last, KnownNames names, Set<String> found) {
    List<String> starts = new ArrayList<>();
    vocabulary.phrases().stream()
        .filter(phrase -> phrase.startsWith(last) && phrase.length() > last.length())
        .sorted((a, b) -> Integer.compare(a.length(), b.length()))
        .forEach(starts::add);
    for (Dimension dimension : Dimension.NAMED) {
      names.of(dimension).stream()
          .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(last))
          .map(this::written)
          .limit(3)
          .forEach(name -> starts.add(Math.min(3, starts.size()), name));
    }
    starts.forEach(start -> found.add(before + start));
    if (vocabulary.has(last)) {
      NEXT.forEach(next -> found.add(before + last + " " + next));
    }
  }

  /** A name that reads like a word of the vocabulary, or has spaces, is put in quotes. */
  private String written(String name) {
    boolean plain = !vocabulary.has(name.toLowerCase(Locale.ROOT)) && !name.contains(" ");
    return plain ? name : "\"" + name + "\"";
  }
}

package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions whose right answer is known. */
final class GoldSet {
  private static final Pattern PERCENTILE = Pattern.compile("\\{p(\\d+) (\\w+)}");

  private GoldSet() {}

  /**
   * A question.
   *
   * @param sql what answers it, with percentiles in braces; {@code -} when nothing does
   */
  record Gold(String part, String question, String sql) {
    boolean answerable() {
      return !sql.equals("-");
    }

    String sql(Dialect dialect) {
      Matcher matcher = PERCENTILE.matcher(sql);
      return matcher.replaceAll(
          found ->
              switch (dialect) {
                case SQLITE ->
                    "percentile_cont(%s, 0.%s)".formatted(found.group(2), found.group(1));
                case POSTGRESQL ->
                    "percentile_cont(0.%s) within group (order by %s)"
                        .formatted(found.group(1), found.group(2));
              });
    }
  }

  /** Every question. */
  static List<Gold> all() {
    return of("/ask/gold.txt");
  }

  /** Questions that were written by somebody who had not seen those, nor what is understood. */
  static List<Gold> unseen() {
    return of("/ask/unseen.txt");
  }

  private static List<Gold> of(String resource) {
    List<Gold> all = new ArrayList<>();
    String part = "";
    String question = "";
    for (String line : lines(resource)) {
      if (line.startsWith("== ")) {
        part = line.substring(3);
      } else if (line.startsWith("? ")) {
        question = line.substring(2);
      } else {
        all.add(new Gold(part, question, line));
      }
    }
    return all;
  }

  /** Other ways to ask, by question. */
  static Map<String, List<String>> paraphrases() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    String question = "";
    for (String line : lines("/ask/paraphrases.txt")) {
      if (line.startsWith("? ")) {
        question = line.substring(2);
        all.put(question, new ArrayList<>());
      } else {
        Objects.requireNonNull(all.get(question)).add(line.substring(2));
      }
    }
    return all;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Objects.requireNonNull(GoldSet.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.state.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The parts of a quality with the evidence behind each, as JSON and in words. */
final class QualityTerms {
  private static final long DAY_SECONDS = 86_400;
  private static final long HOUR_SECONDS = 3_600;
  private static final long MINUTE_SECONDS = 60;

  private QualityTerms() {}

  /**
   * Puts the parts by name, which add up to the quality, and the evidence of those that have some.
   *
   * @param at when the age of evidence is counted to
   */
  static void put(Quality quality, Instant at, ObjectNode node) {
    ObjectNode parts = node.putObject("parts");
    ArrayNode evidence = node.arrayNode();
    for (Quality.Part part : quality.parts()) {
      parts.put(part.name(), Figures.fraction(part.value()));
      if (part.sd() > 0 || part.nMilli() > 0) {
        ObjectNode entry =
            evidence
                .addObject()
                .put("part", part.name())
                .put("sd", Figures.fraction(part.sd()))
                .put("n_eff", Figures.decimal(part.nMilli(), 3));
        if (part.newestAtMillis() > 0) {
          entry.put("age_s", ageSeconds(part, at));
        }
      }
    }
    if (!evidence.isEmpty()) {
      node.set("evidence", evidence);
    }
  }

  /** {@code card 82.00, task -1.20 ± 0.50 (n 40, 3 h)}; points to two places. */
  static String words(Quality quality, Instant at) {
    List<String> words = new ArrayList<>(quality.parts().size());
    for (Quality.Part part : quality.parts()) {
      words.add(
          part.sd() == 0 && part.nMilli() == 0
              ? "%s %s".formatted(part.name(), Figures.shortPoints(part.value()))
              : "%s %s ± %s (n %s%s)"
                  .formatted(
                      part.name(),
                      Figures.shortPoints(part.value()),
                      Figures.shortPoints(part.sd()),
                      Figures.count(part.nMilli() / 1_000),
                      part.newestAtMillis() == 0 ? "" : ", " + age(ageSeconds(part, at))));
    }
    return String.join(", ", words);
  }

  private static long ageSeconds(Quality.Part part, Instant at) {
    return Math.max(
        0, Duration.between(Instant.ofEpochMilli(part.newestAtMillis()), at).toSeconds());
  }

  /** {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 20 d}. */
  private static String age(long seconds) {
    if (seconds >= 2 * DAY_SECONDS) {
      return Figures.count(seconds / DAY_SECONDS) + " d";
    }
    if (seconds >= 2 * HOUR_SECONDS) {
      return seconds / HOUR_SECONDS + " h";
    }
    return seconds >= 2 * MINUTE_SECONDS ? seconds / MINUTE_SECONDS + " min" : seconds + " s";
  }
}

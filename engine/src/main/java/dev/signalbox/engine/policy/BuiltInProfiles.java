package dev.signalbox.engine.policy;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.TaskFamily;
import java.util.List;
import java.util.Set;

/** The nine profiles that are always there; one of the same id in the config replaces it. */
public final class BuiltInProfiles {
  private static final List<Profile> ALL =
      List.of(
          Profile.of(
              Profile.STANDARD,
              "good answers at a fair price",
              TaskFamily.GENERAL,
              Trade.of(2, 0.3)),
          Profile.of(
              "cheap", "the lowest cost that still works", TaskFamily.GENERAL, Trade.of(0.1, 0.1)),
          Profile.of("fast", "the shortest wait", TaskFamily.GENERAL, Trade.of(2, 4)),
          Profile.of(
              "best",
              "the best answer, nearly whatever it costs",
              TaskFamily.GENERAL,
              Trade.of(50, 0.02)),
          Profile.of("code", "writing and changing programs", TaskFamily.CODE, Trade.of(8, 0.1)),
          Profile.of(
                  "extract", "structured data out of texts", TaskFamily.EXTRACT, Trade.of(0.5, 0.3))
              .withTerms(
                  new Terms(Set.of(Capability.JSON_SCHEMA), Set.of(), Set.of(), false, false)),
          Profile.of("chat", "talking with a person who waits", TaskFamily.CHAT, Trade.of(1, 1.5)),
          Profile.of(
              "long-context",
              "much to read before the answer",
              TaskFamily.LONG_CONTEXT,
              Trade.of(5, 0.1)),
          Profile.of("private", "only servers of your own", TaskFamily.GENERAL, Trade.of(2, 0.3))
              .withTerms(new Terms(Set.of(), Set.of(), Set.of(), true, false))
              .withHandling(Handling.STANDARD.withUnknownAllowed(true)));

  private BuiltInProfiles() {}

  /** All of them, the standard one first. */
  public static List<Profile> all() {
    return ALL;
  }
}

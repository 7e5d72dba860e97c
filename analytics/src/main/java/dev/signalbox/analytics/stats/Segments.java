package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a span of whole minutes into pieces that the longest rows of sums fill. */
final class Segments {
  private Segments() {}

  /** A piece, filled by rows of {@code grain}. */
  record Segment(Grain grain, Span span) {}

  /**
   * The pieces in the order of time.
   *
   * @param span of whole minutes
   * @param longest the longest rows that may be used
   */
  static List<Segment> of(Span span, Grain longest) {
    List<Segment> pieces = new ArrayList<>();
    cut(span, longest, pieces);
    return pieces;
  }

  private static void cut(Span span, Grain grain, List<Segment> pieces) {
    if (span.millis() == 0) {
      return;
    }
    Optional<Grain> shorter = shorter(grain);
    Span within = span.inTo(grain);
    if (shorter.isEmpty()) {
      pieces.add(new Segment(grain, span));
    } else if (within.millis() == 0) {
      cut(span, shorter.get(), pieces);
    } else {
      cut(new Span(span.from(), within.from()), shorter.get(), pieces);
      pieces.add(new Segment(grain, within));
      cut(new Span(within.until(), span.until()), shorter.get(), pieces);
    }
  }

  private static Optional<Grain> shorter(Grain grain) {
    return switch (grain) {
      case MINUTE -> Optional.empty();
      case HOUR -> Optional.of(Grain.MINUTE);
      case DAY -> Optional.of(Grain.HOUR);
    };
  }
}

package dev.signalbox.engine.routing;

import java.time.Instant;
import java.util.List;

/**
 * One of the figures that were compared when a deployment was dropped. How it is written in JSON
 * and in a sentence follows from what it is.
 */
public sealed interface Figure {
  /** Its name, without the unit. */
  String name();

  /** Words as they are. */
  record Text(String name, String value) implements Figure {}

  /** A name of ours, of which sentences show the underscores as spaces. */
  record Slug(String name, String value) implements Figure {}

  /** Several words. */
  record Texts(String name, List<String> values, Listing listing) implements Figure {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** A moment, in UTC. */
  record Moment(String name, Instant value) implements Figure {}

  /** A number. */
  record Amount(String name, long value, Unit unit) implements Figure {}

  /** How sentences list several words. */
  enum Listing {
    /** {@code a, b, c}. */
    ALL,
    /** {@code a, b or c}. */
    ANY,
    /** Each in backticks. */
    QUOTED
  }

  /** What a number counts. */
  enum Unit {
    NANO_DOLLARS,
    MILLIS,
    TOKENS,
    PERCENT,
    /** Billionths of quality. */
    QUALITY,
    /** A place in an order, from 1. */
    PLACE,
    PIECES
  }
}

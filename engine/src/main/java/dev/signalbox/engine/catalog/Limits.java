package dev.signalbox.engine.catalog;

import java.util.OptionalInt;

/**
 * How much a model takes and gives, in tokens; absent means unknown.
 *
 * @param contextTokens input and output together
 * @param maxInputTokens input alone
 * @param maxOutputTokens output alone
 * @param dimensions length of an embedding vector
 */
public record Limits(
    OptionalInt contextTokens,
    OptionalInt maxInputTokens,
    OptionalInt maxOutputTokens,
    OptionalInt dimensions) {
  /** Nothing is known. */
  public static final Limits UNKNOWN =
      new Limits(
          OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}

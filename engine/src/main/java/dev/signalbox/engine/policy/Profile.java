package dev.signalbox.engine.policy;

import dev.signalbox.engine.catalog.TaskFamily;

/**
 * What one kind of request wants of a model.
 *
 * @param id its name in {@code x-profile} and in the model name {@code profile:id}
 * @param family the kind of task that quality is judged by, unless the request names a task
 */
public record Profile(
    String id,
    String description,
    TaskFamily family,
    Trade trade,
    Bounds bounds,
    Wishes wishes,
    Terms terms,
    Handling handling) {
  /** The profile of requests that name none, unless the config says another. */
  public static final String STANDARD = "balanced";

  public Profile {
    if (!id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException(
          "a profile's id is 1 to 64 of a-z, 0-9, `_` and `-`, beginning with a letter or digit");
    }
  }

  /** A profile without bounds, wishes and conditions. */
  static Profile of(String id, String description, TaskFamily family, Trade trade) {
    return new Profile(
        id, description, family, trade, Bounds.NONE, Wishes.NONE, Terms.NONE, Handling.STANDARD);
  }

  Profile withTerms(Terms changed) {
    return new Profile(id, description, family, trade, bounds, wishes, changed, handling);
  }

  Profile withHandling(Handling changed) {
    return new Profile(id, description, family, trade, bounds, wishes, terms, changed);
  }
}

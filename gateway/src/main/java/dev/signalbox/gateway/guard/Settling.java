package dev.signalbox.gateway.guard;

import java.util.List;

/** Decides what becomes of a text that arrives piece by piece, as far as it can be decided yet. */
interface Settling {
  /**
   * Where a text stands.
   *
   * @param place what people call it
   * @param channel tells texts of the same place apart that go on from event to event, such as
   *     those of two choices; empty text where there is nothing to tell
   */
  record Where(String place, String channel) {}

  /** A stretch of text and what takes its place. */
  record Change(int start, int end, String text) {}

  /**
   * What is decided.
   *
   * @param upTo so many characters of the text are; those after them wait for more
   * @param changes in order, within what is decided
   */
  record Settled(int upTo, List<Change> changes) {}

  /**
   * Looks at a text.
   *
   * @param context what was decided before and stands in front of it
   * @param text what has arrived since
   * @param where it stands
   * @param last whether nothing more comes, so that all must be decided
   */
  Settled settle(String context, String text, Where where, boolean last);
}

package dev.signalbox.gateway.guard.scan;

import java.util.List;

/** Looks at the text around an anchor and says what it finds there. */
interface Rule {
  /** Lower case literals of which one stands wherever this rule can find something. */
  List<String> anchors();

  /**
   * Looks at one anchor and puts into {@code reading} what is found there.
   *
   * @param start where the anchor begins, in whatever case it is written there
   * @param end where it ends
   */
  void verify(Reading reading, int start, int end);
}

package dev.signalbox.gateway.admin.frame;

import java.util.List;

/** Holds actions to what their routes declare, so that the document leaves nothing out. */
final class Declared {
  private Declared() {}

  /**
   * Checks that {@code field} is one of {@code declared}.
   *
   * @throws IllegalStateException when it is not
   */
  static void check(List<Field<?>> declared, Field<?> field) {
    if (!declared.contains(field)) {
      throw new IllegalStateException("the route does not declare " + field.name());
    }
  }
}

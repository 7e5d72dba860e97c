package dev.signalbox.gateway.http;

import org.jspecify.annotations.Nullable;

/** Query strings on their way to a provider. */
final class Queries {
  private Queries() {}

  /** {@code query} without the {@code key} parameter; empty text when nothing is left. */
  static String withoutKey(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    StringBuilder kept = new StringBuilder(query.length());
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty() && !pair.equals("key") && !pair.startsWith("key=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    return kept.toString();
  }
}

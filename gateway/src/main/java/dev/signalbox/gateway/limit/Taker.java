package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.record.RequestRecord;
import java.util.Optional;

/**
 * Who takes; texts are empty where unknown.
 *
 * @param own the limit that the key brings
 */
public record Taker(String key, String project, String source, String app, Optional<Limit> own) {
  /** Its name in {@code scope}; empty where limits of that scope do not apply to it. */
  Optional<String> in(LimitScope scope) {
    return switch (scope) {
      case KEY -> Optional.of(named(key));
      case PROJECT -> Optional.of(named(project));
      case SOURCE -> Optional.of(named(source));
      case APP -> Optional.of(app).filter(name -> !name.isEmpty());
      case TOTAL -> Optional.of("");
      case MODEL -> Optional.empty();
    };
  }

  private static String named(String name) {
    return name.isEmpty() ? RequestRecord.UNATTRIBUTED : name;
  }
}

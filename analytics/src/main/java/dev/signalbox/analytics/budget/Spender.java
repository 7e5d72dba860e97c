package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.record.RequestRecord;
import java.util.List;
import java.util.Optional;

/**
 * Who spends; texts are empty where unknown.
 *
 * @param own budgets that the key brings; they are for it alone
 */
public record Spender(String key, String project, String app, List<Budget> own) {
  public Spender {
    own = List.copyOf(own);
  }

  /** One whose key brings no budgets. */
  public Spender(String key, String project, String app) {
    this(key, project, app, List.of());
  }

  /** Its name in {@code scope}; empty where budgets of that scope do not apply to it. */
  Optional<String> in(Scope scope) {
    return switch (scope) {
      case KEY -> Optional.of(named(key));
      case PROJECT -> Optional.of(named(project));
      case APP -> Optional.of(app).filter(name -> !name.isEmpty());
      case TOTAL -> Optional.of("");
    };
  }

  private static String named(String name) {
    return name.isEmpty() ? RequestRecord.UNATTRIBUTED : name;
  }
}

package dev.signalbox.gateway.execution;

import dev.signalbox.engine.text.Excerpt;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The models that answered although nobody knows their price: how often each, with an alarm the
 * first time. Of more than {@value #MOST_TOLD} models no further one is told apart. Safe for use by
 * several threads.
 */
public final class UnpricedModels {
  /** Most models that are told apart. */
  static final int MOST_TOLD = 100;

  /** Most characters of a name that are told. */
  static final int LONGEST_NAME = 200;

  private static final String OTHERS = "(others)";

  private final Consumer<String> alarm;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final FaultCounters answers = new FaultCounters();

  /**
   * None so far.
   *
   * @param alarm told each model once, as {@code provider/model}
   */
  public UnpricedModels(Consumer<String> alarm) {
    this.alarm = alarm;
  }

  /** Notes an answer of {@code name}, which may be anything that a client wrote. */
  public void answered(String name) {
    String model = readable(name);
    if (!told.contains(model)) {
      if (told.size() >= MOST_TOLD) {
        answers.count(OTHERS);
        return;
      }
      if (told.add(model)) {
        alarm.accept(model);
      }
    }
    answers.count(model);
  }

  /**
   * Without what a terminal or a reader could be led astray by, and no longer than there is room.
   */
  private static String readable(String name) {
    StringBuilder safe = new StringBuilder();
    Excerpt.of(name, LONGEST_NAME)
        .codePoints()
        .forEach(each -> safe.appendCodePoint(isShown(each) ? each : '?'));
    return safe.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** How many answers of each have no price. */
  public Map<String, Long> all() {
    return answers.all();
  }
}

package dev.signalbox.gateway.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts values back in the place of their stand-ins. */
final class Restoring implements Settling {
  private final Map<String, String> values;

  /**
   * @param values what stands for what
   */
  Restoring(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  @Override
  public Settled settle(String context, String text, String place, boolean last) {
    List<Change> changes = new ArrayList<>();
    int at = text.indexOf('[');
    while (at >= 0) {
      int close = text.indexOf(']', at);
      if (close < 0) {
        if (!last && mayBegin(text.substring(at))) {
          return new Settled(at, changes);
        }
        break;
      }
      String value = values.get(text.substring(at, close + 1));
      if (value != null) {
        changes.add(new Change(at, close + 1, value));
      }
      at = text.indexOf('[', at + 1);
    }
    return new Settled(text.length(), changes);
  }

  private boolean mayBegin(String begin) {
    return values.keySet().stream().anyMatch(name -> name.startsWith(begin));
  }
}

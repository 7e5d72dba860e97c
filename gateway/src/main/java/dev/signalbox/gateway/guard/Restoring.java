package dev.signalbox.gateway.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts values back in the place of their stand-ins. */
final class Restoring implements Settling {
  private final Map<String, String> values;
  private final int longest;

  /**
   * @param values what stands for what
   */
  Restoring(Map<String, String> values) {
    this.values = Map.copyOf(values);
    this.longest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  public Settled settle(String context, String text, Where where, boolean last) {
    List<Change> changes = new ArrayList<>();
    int close = -1;
    int at = text.indexOf('[');
    while (at >= 0) {
      close = close < at ? text.indexOf(']', at) : close; // looked for once, however many open
      if (close < 0) {
        break;
      }
      if (close - at < longest) {
        String value = values.get(text.substring(at, close + 1));
        if (value != null) {
          changes.add(new Change(at, close + 1, value));
        }
      }
      at = text.indexOf('[', at + 1);
    }
    int open = text.lastIndexOf('['); // a name holds no other
    boolean waits = at >= 0 && !last && mayBegin(text.substring(open));
    return new Settled(waits ? open : text.length(), changes);
  }

  private boolean mayBegin(String begin) {
    return values.keySet().stream().anyMatch(name -> name.startsWith(begin));
  }
}

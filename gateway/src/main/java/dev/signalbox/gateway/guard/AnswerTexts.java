package dev.signalbox.gateway.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the texts of a stream of server-sent events while it passes, in the order in which they
 * come. A text that goes on from event to event is one text here; one that events repeat, such as
 * the name of the model, counts once. Used by one thread at a time.
 */
public final class AnswerTexts {
  /** So many characters that were agreed to are remembered; older ones are forgotten. */
  static final int MOST_AGREED = 256 * 1_024;

  private final StreamTexts events = new StreamTexts(this::settle);
  private final Deque<Reading> readings = new ArrayDeque<>();
  private final Map<String, String> told = new HashMap<>();
  private long came;
  private long kept;

  /** A text and where it stands in the events. */
  public record Text(String place, String text) {}

  /** A text that may go on. */
  private record Reading(String place, StringBuilder text) {}

  /** The events that are whole now; their texts are read. */
  public byte[] accept(byte[] chunk) {
    return events.accept(chunk);
  }

  /** What is left at the end. */
  public byte[] end() {
    return events.end();
  }

  /** Characters that have come so far, the forgotten ones too. */
  public long came() {
    return came;
  }

  /** Whether the beginning is forgotten. */
  public boolean isCut() {
    return kept < came;
  }

  /** The texts so far. */
  public List<Text> texts() {
    return readings.stream()
        .map(reading -> new Text(reading.place(), reading.text().toString()))
        .toList();
  }

  /** All that has come up to {@code characters} is agreed to: only the end of it is still told. */
  public void agreed(long characters) {
    long forget = Math.min(kept - MOST_AGREED, characters - (came - kept));
    while (forget > 0) {
      StringBuilder oldest = readings.element().text();
      int cut = (int) Math.min(forget, oldest.length());
      oldest.delete(0, cut);
      kept -= cut;
      forget -= cut;
      if (oldest.isEmpty()) {
        readings.remove();
      }
    }
  }

  private Settling.Settled settle(String context, String text, String place, boolean last) {
    if (!last || !text.equals(told.put(place, text))) {
      take(place, text, !last);
    }
    return new Settling.Settled(text.length(), List.of());
  }

  private void take(String place, String text, boolean goesOn) {
    if (text.isEmpty()) {
      return;
    }
    came += text.length();
    kept += text.length();
    if (goesOn && !readings.isEmpty() && readings.getLast().place().equals(place)) {
      readings.getLast().text().append(text);
    } else {
      readings.add(new Reading(place, new StringBuilder(text)));
    }
  }
}

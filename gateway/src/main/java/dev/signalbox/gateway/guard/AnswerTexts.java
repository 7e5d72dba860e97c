package dev.signalbox.gateway.guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the texts of a stream of server-sent events while it passes, in the order in which they
 * come, and changes those that somebody wants changed before they go out. A text that goes on from
 * event to event is one text here; one that events repeat, such as the name of the model, counts
 * once. Used by one thread at a time.
 */
public final class AnswerTexts {
  /** So many characters that were agreed to are remembered; older ones are forgotten. */
  static final int MOST_AGREED = 256 * 1_024;

  /** So many texts go on at most; then all begin anew. */
  private static final int MOST_GOING = 1_000;

  private final StreamTexts events = new StreamTexts(this::settle);
  private final Deque<Reading> readings = new ArrayDeque<>();
  private final Map<Settling.Where, Reading> going = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();

  /** What stands, by its place, for a text that events may repeat, where that was changed. */
  private final Map<String, String> changedRepeats = new HashMap<>();

  private List<AskedTexts.Piece> pieces = new ArrayList<>();
  private long waiting;
  private long kept;
  private boolean cut;

  /** A text and where it stands in the events. */
  public record Text(String place, String text) {}

  /** A text that may go on; of its characters the first ones are agreed to. */
  static final class Reading {
    private final String place;
    private final StringBuilder text;
    private int agreed;

    private Reading(String place, String text) {
      this.place = place;
      this.text = new StringBuilder(text);
    }
  }

  /** The events that are whole now; their texts are read. */
  public byte[] accept(byte[] chunk) {
    return events.accept(chunk);
  }

  /** What is left at the end. */
  public byte[] end() {
    return events.end();
  }

  /** Characters that have come and were not agreed to yet. */
  public long waiting() {
    return waiting;
  }

  /** The texts so far, to be asked about: all events that have come out since the last time. */
  public AskedTexts asked() {
    List<AskedTexts.Told> all =
        readings.stream()
            .map(
                each ->
                    new AskedTexts.Told(
                        each, new Text(each.place, each.text.toString()), each.agreed))
            .toList();
    AskedTexts asked = new AskedTexts(all, pieces, waiting, cut);
    pieces = new ArrayList<>();
    return asked;
  }

  /**
   * What goes out of the events in {@code bytes}, which brought no text that has to be asked about:
   * they may repeat one that was changed.
   */
  public byte[] passed(byte[] bytes) {
    AskedTexts asked = asked();
    return changedRepeats.isEmpty() ? bytes : agreed(asked, asked.texts(), bytes);
  }

  /**
   * All that was {@code asked} about may go out: only the end of it is still told.
   *
   * @param now what its texts are then, which {@link AskedTexts#refusal} finds nothing wrong with
   * @param bytes the events that they stand in
   * @return the events with these texts; the very same bytes where nothing was changed
   */
  public byte[] agreed(AskedTexts asked, List<Text> now, byte[] bytes) {
    boolean same = changedRepeats.isEmpty() && now.equals(asked.texts());
    byte[] out = same ? bytes : asked.rewritten(bytes, now, changedRepeats);
    for (int i = 0; i < now.size(); i++) {
      AskedTexts.Told before = asked.all().get(i);
      Reading reading = before.reading();
      String text = now.get(i).text();
      reading.text.replace(0, before.text().text().length(), text);
      reading.agreed = text.length();
      kept += text.length() - before.text().text().length();
    }
    waiting -= asked.characters();
    forget();
    return out;
  }

  private void forget() {
    while (kept > MOST_AGREED && readings.element().agreed > 0) {
      Reading oldest = readings.element();
      int length = (int) Math.min(kept - MOST_AGREED, oldest.agreed);
      oldest.text.delete(0, length);
      oldest.agreed -= length;
      kept -= length;
      cut = true;
      if (oldest.text.isEmpty()) {
        going.values().remove(readings.remove());
      }
    }
  }

  private Settling.Settled settle(String context, String text, Settling.Where where, boolean last) {
    boolean repeated = last && text.equals(told.put(where.place(), text));
    Optional<Reading> reading =
        repeated || text.isEmpty() ? Optional.empty() : Optional.of(take(where, text, !last));
    pieces.add(new AskedTexts.Piece(reading, where.place(), text, last));
    return new Settling.Settled(text.length(), List.of());
  }

  private Reading take(Settling.Where where, String text, boolean goesOn) {
    waiting += text.length();
    kept += text.length();
    Reading known = goesOn ? going.get(where) : null;
    if (known != null) {
      known.text.append(text);
      return known;
    }
    Reading begun = new Reading(where.place(), text);
    readings.add(begun);
    if (goesOn) {
      if (going.size() >= MOST_GOING) {
        going.clear();
      }
      going.put(where, begun);
    }
    return begun;
  }
}

package dev.signalbox.gateway.guard;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of a stream that somebody is asked about: those that have gone out, which stay as they
 * are, and behind them those that wait and may be changed.
 *
 * @param all every text, in order
 * @param pieces what the waiting events hold, in order
 * @param characters that wait
 * @param cut whether what has gone out is told from somewhere on only
 */
public record AskedTexts(List<Told> all, List<Piece> pieces, long characters, boolean cut) {
  public AskedTexts {
    all = List.copyOf(all);
    pieces = List.copyOf(pieces);
  }

  /**
   * One of the texts.
   *
   * @param gone so many of its characters have gone out
   */
  record Told(AnswerTexts.Reading reading, AnswerTexts.Text text, int gone) {
    private String waiting() {
      return text.text().substring(gone);
    }
  }

  /**
   * What one event brought of a text.
   *
   * @param reading empty where it repeats what was told
   * @param whole whether it does not go on from event to event, and may be repeated
   */
  record Piece(Optional<AnswerTexts.Reading> reading, String place, String text, boolean whole) {}

  /** The texts. */
  public List<AnswerTexts.Text> texts() {
    return all.stream().map(Told::text).toList();
  }

  /** Why the texts cannot become {@code now}; empty when they can. */
  public Optional<String> refusal(List<AnswerTexts.Text> now) {
    if (now.size() != all.size()) {
      return Optional.of("it gives %d texts for %d".formatted(now.size(), all.size()));
    }
    for (int i = 0; i < now.size(); i++) {
      Told before = all.get(i);
      String text = now.get(i).text();
      String gone = before.text().text().substring(0, before.gone());
      if (!now.get(i).place().equals(before.text().place())) {
        return Optional.of("it gives texts in another order");
      }
      boolean over = before.waiting().isEmpty() && text.length() > before.gone();
      if (!text.startsWith(gone) || over) {
        return Optional.of("it wants to change what has gone out");
      }
    }
    return Optional.empty();
  }

  /**
   * {@code events} with these texts; what was taken out leaves empty texts behind.
   *
   * @param repeats what stands for a text that may be repeated, by its place; kept up to date
   */
  byte[] rewritten(byte[] events, List<AnswerTexts.Text> now, Map<String, String> repeats) {
    Iterator<String> next = texts(now, repeats).iterator();
    Iterator<Piece> before = pieces.iterator();
    StreamTexts written =
        new StreamTexts(
            (_, text, where, _) -> {
              Piece piece = before.next();
              if (!piece.place().equals(where.place()) || !piece.text().equals(text)) {
                throw new IllegalStateException("other events than were read");
              }
              return new Settling.Settled(text.length(), changes(text, next.next()));
            });
    var out = new ByteArrayOutputStream(events.length);
    out.writeBytes(written.accept(events));
    out.writeBytes(written.end());
    if (before.hasNext()) {
      throw new IllegalStateException("fewer events than were read");
    }
    return out.toByteArray();
  }

  private static List<Settling.Change> changes(String text, String now) {
    return text.equals(now) ? List.of() : List.of(new Settling.Change(0, text.length(), now));
  }

  /** What each piece becomes. */
  private List<String> texts(List<AnswerTexts.Text> now, Map<String, String> repeats) {
    Map<AnswerTexts.Reading, Cut> cuts = new HashMap<>();
    for (int i = 0; i < now.size(); i++) {
      Told before = all.get(i);
      String then = now.get(i).text().substring(before.gone());
      cuts.put(before.reading(), Cut.between(before.waiting(), then));
    }
    return pieces.stream().map(piece -> text(piece, cuts, repeats)).toList();
  }

  private static String text(
      Piece piece, Map<AnswerTexts.Reading, Cut> cuts, Map<String, String> repeats) {
    if (piece.reading().isEmpty()) {
      return piece.text().isEmpty()
          ? piece.text()
          : repeats.getOrDefault(piece.place(), piece.text());
    }
    Cut cut = cuts.get(piece.reading().get());
    if (cut == null) {
      throw new IllegalStateException("a text that was not told");
    }
    String text = cut.next(piece.text());
    if (piece.whole()) {
      if (text.equals(piece.text())) {
        repeats.remove(piece.place());
      } else {
        repeats.put(piece.place(), text);
      }
    }
    return text;
  }

  /** One change of a text, made in whatever pieces it comes. */
  private static final class Cut {
    private final int start;
    private final int end;
    private final String text;
    private int at;
    private boolean made;

    private Cut(int start, int end, String text) {
      this.start = start;
      this.end = end;
      this.text = text;
      this.made = start == end && text.isEmpty();
    }

    /** What is between that with which both begin, and that with which both end. */
    static Cut between(String before, String now) {
      int least = Math.min(before.length(), now.length());
      int start = 0;
      while (start < least && before.charAt(start) == now.charAt(start)) {
        start++;
      }
      if (start > 0 && Character.isHighSurrogate(before.charAt(start - 1))) {
        start--;
      }
      int same = 0;
      while (same < least - start
          && before.charAt(before.length() - 1 - same) == now.charAt(now.length() - 1 - same)) {
        same++;
      }
      if (same > 0 && Character.isLowSurrogate(before.charAt(before.length() - same))) {
        same--;
      }
      return new Cut(start, before.length() - same, now.substring(start, now.length() - same));
    }

    /** What the next {@code piece} becomes. */
    String next(String piece) {
      int from = at;
      at += piece.length();
      String kept = piece.substring(0, Math.clamp(start - from, 0, piece.length()));
      String put = !made && start <= at ? text : "";
      made |= start <= at;
      return kept + put + piece.substring(Math.clamp(end - from, 0, piece.length()));
    }
  }
}

package dev.signalbox.gateway.guard.scan;

import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Undoes what hides a token from the automaton: invisible characters within it, a space after each
 * of its characters, and base64 around it. What is uncovered is a text of its own with a map back
 * to the first one. All in one look at the text, at every few characters; a text without a disguise
 * costs next to nothing.
 */
final class Disguises {
  /** A shorter base64 run holds no token worth the name. */
  private static final int MIN_BASE64 = 24;

  private static final int MAX_BASE64 = 65_536;

  /** So many characters with a space after each are no accident. */
  private static final int MIN_SPACED = 16;

  private static final int HEAD = 24;

  /** A text that was uncovered. */
  sealed interface Uncovered {
    char[] text();

    /** Where in the first text a finding begins whose first character is at {@code index}. */
    int start(int index);

    /** Where in the first text a finding ends whose last character is at {@code index}. */
    int end(int index);

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Mapped(char[] text, int[] places) implements Uncovered {
      @Override
      public int start(int index) {
        return places[index];
      }

      @Override
      public int end(int index) {
        return places[index] + 1;
      }
    }

    /** The whole run stands for each of its characters. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Decoded(char[] text, int from, int to) implements Uncovered {
      @Override
      public int start(int index) {
        return from;
      }

      @Override
      public int end(int index) {
        return to;
      }
    }
  }

  private final Reading reading;
  private final Consumer<Uncovered> consumer;

  private Disguises(Reading reading, Consumer<Uncovered> consumer) {
    this.reading = reading;
    this.consumer = consumer;
  }

  static void uncover(Reading reading, Consumer<Uncovered> consumer) {
    var disguises = new Disguises(reading, consumer);
    if (hasInvisible(reading.characters())) {
      disguises.withoutInvisible();
    }
    disguises.runs();
  }

  private static boolean hasInvisible(char[] text) {
    boolean found = false;
    for (char c : text) {
      found |= c > 127 && isInvisible(c);
    }
    return found;
  }

  private static boolean isInvisible(char c) {
    return (c >= '\u200b' && c <= '\u200f')
        || (c >= '\u2060' && c <= '\u2064')
        || c == '\ufeff'
        || c == '\u00ad';
  }

  private void withoutInvisible() {
    char[] text = reading.characters();
    char[] kept = new char[text.length];
    int[] places = new int[text.length];
    int count = 0;
    for (int i = 0; i < text.length; i++) {
      if (!isInvisible(text[i])) {
        kept[count] = text[i];
        places[count] = i;
        count++;
      }
    }
    reading.count(text.length);
    consumer.accept(new Uncovered.Mapped(Arrays.copyOf(kept, count), places));
  }

  private void runs() {
    int length = reading.length();
    int done = 0;
    for (int i = MIN_BASE64 / 2; i < length; i += MIN_BASE64 / 2) {
      if (i < done) {
        continue;
      }
      if (isSpaced(i)) {
        done = spaced(i);
      } else if (CharSet.BASE64.has(reading.at(i))) {
        done = base64(i, done);
      }
    }
  }

  private boolean isSpaced(int at) {
    int first = reading.at(at) == ' ' ? at : at + 1;
    for (int i = 0; i < 8; i += 2) {
      if (reading.at(first + i) != ' ' || reading.at(first + i + 1) <= ' ') {
        return false;
      }
    }
    return true;
  }

  private int spaced(int at) {
    int space = reading.at(at) == ' ' ? at : at + 1;
    int start = space;
    while (start >= 2
        && reading.at(start) == ' '
        && reading.at(start - 1) > ' '
        && reading.at(start - 2) == ' ') {
      start -= 2;
    }
    int end = space;
    while (reading.at(end) == ' '
        && reading.at(end + 1) > ' '
        && !CharSet.WORD.has(reading.at(end + 2))) {
      end += 2;
    }
    int count = (end - start) / 2;
    if (count >= MIN_SPACED) {
      char[] text = new char[count];
      int[] places = new int[count];
      for (int i = 0; i < count; i++) {
        places[i] = start + 2 * i + 1;
        text[i] = reading.at(places[i]);
      }
      consumer.accept(new Uncovered.Mapped(text, places));
    }
    return end;
  }

  private int base64(int at, int done) {
    int start = reading.runStart(at, CharSet.BASE64, at - done);
    int end = reading.runEnd(at, CharSet.BASE64, MAX_BASE64);
    if (end - start >= MIN_BASE64) {
      int padded = reading.runEnd(end, CharSet.of("="), 2);
      if (isText(start, Math.min(end, start + HEAD))) {
        decode(start, end, padded);
      }
    }
    return end;
  }

  private boolean isText(int start, int end) {
    char[] head = decoded(start, start + (end - start) / 4 * 4);
    for (char c : head) {
      if (c >= 127 || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return false;
      }
    }
    return head.length > 0;
  }

  private void decode(int start, int end, int padded) {
    int whole = (end - start) % 4 == 1 ? end - 1 : end;
    char[] text = decoded(start, whole);
    if (text.length > 0) {
      consumer.accept(new Uncovered.Decoded(text, start, padded));
    }
  }

  private char[] decoded(int start, int end) {
    String run = reading.slice(start, end).replace('-', '+').replace('_', '/');
    byte[] bytes = Base64.getDecoder().decode(run);
    char[] text = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      text[i] = (char) (bytes[i] & 0xff);
    }
    return text;
  }
}

package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks through a multipart form as it comes, for the field that names the model. What a file says
 * is not taken for it, and a form that names its model twice, or so that readers could disagree
 * whether it does, is refused: its provider might take the other one. Used by one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, 5.1.1</a>
 */
final class FormScan {
  private static final int MOST_HEAD_BYTES = 16 * 1024;
  private static final int MOST_NAME_BYTES = 4 * 1024;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  /** What ends the head of a part, before its content. */
  static final int HEAD_END_BYTES = HEAD_END.length;

  private final byte[] delimiter;
  private final Consumer<Part> parts;

  /** What was not gone through yet; the first delimiter needs no line before it. */
  private byte[] rest = LINE_END;

  /** Where {@link #rest} begins in the form. */
  private long offset = -LINE_END.length;

  /** What of {@link #rest} was gone through, while more of it is. */
  private int at;

  private State state = State.CONTENT;
  private boolean inModel;
  private String head = "";
  private long began;
  private long endedAt;
  private Optional<Place> model = Optional.empty();

  private enum State {
    CONTENT,
    DELIMITER,
    HEAD,
    ENDED
  }

  /**
   * Where the form names its model.
   *
   * @param start offset of the first byte of the name
   * @param end offset after its last byte
   */
  record Place(long start, long end, String name) {}

  /**
   * One part of the form, or what stands before the first one.
   *
   * @param head its lines, in Latin-1; empty text of what stands before the first part
   * @param start offset of the first byte of its content
   * @param end offset after the last byte of its content
   */
  record Part(String head, long start, long end) {}

  /**
   * A scan that has seen nothing.
   *
   * @throws ProblemException when {@code contentType} names no boundary
   */
  FormScan(String contentType) {
    this(contentType, _ -> {});
  }

  /** The same, which tells {@code parts} of each part once all of it has come. */
  FormScan(String contentType, Consumer<Part> parts) {
    this.delimiter =
        ("\r\n--" + FormHead.boundary(contentType)).getBytes(StandardCharsets.ISO_8859_1);
    this.parts = parts;
  }

  /**
   * Takes further bytes.
   *
   * @throws ProblemException when the form is to be refused
   */
  void accept(byte[] bytes) {
    int kept = rest.length;
    rest = Arrays.copyOf(rest, kept + bytes.length);
    System.arraycopy(bytes, 0, rest, kept, bytes.length);
    at = 0;
    int done;
    State before;
    do {
      before = state;
      done =
          switch (state) {
            case CONTENT -> content();
            case DELIMITER -> delimiter();
            case HEAD -> head();
            case ENDED -> left();
          };
      at += done;
    } while ((done > 0 || state != before) && left() > 0);
    rest = Arrays.copyOfRange(rest, at, rest.length);
    offset += at;
  }

  /** Where the model is named; empty as long as that has not come. */
  Optional<Place> model() {
    return model;
  }

  /** Whether the delimiter after the last part has come. */
  boolean isEnded() {
    return state == State.ENDED;
  }

  /** Offset of what follows that delimiter. */
  long endedAt() {
    return endedAt;
  }

  private int left() {
    return rest.length - at;
  }

  private int content() {
    int end = find(delimiter);
    if (end >= 0) {
      long ended = offset + at + end;
      if (inModel) {
        model = Optional.of(new Place(ended - end, ended, text(end, StandardCharsets.UTF_8)));
        inModel = false;
      }
      parts.accept(new Part(head, began, Math.max(began, ended)));
      state = State.DELIMITER;
      return end + delimiter.length;
    }
    if (inModel) {
      check(left() <= MOST_NAME_BYTES, "its `model` is longer than any name");
      return 0;
    }
    return Math.max(0, left() - delimiter.length + 1);
  }

  /** What follows a delimiter, up to the line end, which belongs to the head. */
  private int delimiter() {
    if (left() < 2) {
      return 0;
    }
    if (rest[at] == '-' && rest[at + 1] == '-') {
      state = State.ENDED;
      endedAt = offset + at + 2;
      return left();
    }
    int end = find(LINE_END);
    check(end >= 0 || left() <= MOST_HEAD_BYTES, "a line of it does not end");
    if (end >= 0) {
      check(text(end, StandardCharsets.ISO_8859_1).isBlank(), "a boundary goes on");
      state = State.HEAD;
    }
    return Math.max(end, 0);
  }

  private int head() {
    int end = find(HEAD_END);
    check(end >= 0 || left() <= MOST_HEAD_BYTES, "a part of it has too large a head");
    if (end < 0) {
      return 0;
    }
    head = text(end, StandardCharsets.ISO_8859_1);
    began = offset + at + end + HEAD_END.length;
    inModel = FormHead.names(head, "model");
    check(!inModel || model.isEmpty(), "it names its `model` twice");
    state = State.CONTENT;
    return end + HEAD_END.length;
  }

  private String text(int length, Charset charset) {
    return new String(rest, at, length, charset);
  }

  /** How far from here {@code wanted} stands; -1 when it does not. */
  private int find(byte[] wanted) {
    for (int i = at; i <= rest.length - wanted.length; i++) {
      if (rest[i] == wanted[0]
          && Arrays.equals(rest, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i - at;
      }
    }
    return -1;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw Problem.invalid("model", "the form cannot be read: " + otherwise).toException();
    }
  }
}

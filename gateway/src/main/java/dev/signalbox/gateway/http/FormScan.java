package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

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

  private final byte[] delimiter;

  /** What was not gone through yet; the first delimiter needs no line before it. */
  private byte[] rest = LINE_END;

  /** Where {@link #rest} begins in the form. */
  private long offset = -LINE_END.length;

  private State state = State.CONTENT;
  private boolean inModel;
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
   * A scan that has seen nothing.
   *
   * @throws ProblemException when {@code contentType} names no boundary
   */
  FormScan(String contentType) {
    this.delimiter =
        ("\r\n--" + FormHead.boundary(contentType)).getBytes(StandardCharsets.ISO_8859_1);
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
    int done;
    State before;
    do {
      before = state;
      done =
          switch (state) {
            case CONTENT -> content();
            case DELIMITER -> delimiter();
            case HEAD -> head();
            case ENDED -> rest.length;
          };
      rest = Arrays.copyOfRange(rest, done, rest.length);
      offset += done;
    } while ((done > 0 || state != before) && rest.length > 0);
  }

  /** Where the model is named; empty as long as that has not come. */
  Optional<Place> model() {
    return model;
  }

  private int content() {
    int end = find(delimiter, 0);
    if (end >= 0) {
      if (inModel) {
        String name = new String(rest, 0, end, StandardCharsets.UTF_8);
        model = Optional.of(new Place(offset, offset + end, name));
        inModel = false;
      }
      state = State.DELIMITER;
      return end + delimiter.length;
    }
    if (inModel) {
      check(rest.length <= MOST_NAME_BYTES, "its `model` is longer than any name");
      return 0;
    }
    return Math.max(0, rest.length - delimiter.length + 1);
  }

  /** What follows a delimiter, up to the line end, which belongs to the head. */
  private int delimiter() {
    if (rest.length < 2) {
      return 0;
    }
    if (rest[0] == '-' && rest[1] == '-') {
      state = State.ENDED;
      return rest.length;
    }
    int end = find(LINE_END, 0);
    check(end >= 0 || rest.length <= MOST_HEAD_BYTES, "a line of it does not end");
    if (end >= 0) {
      check(new String(rest, 0, end, StandardCharsets.ISO_8859_1).isBlank(), "a boundary goes on");
      state = State.HEAD;
    }
    return Math.max(end, 0);
  }

  private int head() {
    int end = find(HEAD_END, 0);
    check(end >= 0 || rest.length <= MOST_HEAD_BYTES, "a part of it has too large a head");
    if (end < 0) {
      return 0;
    }
    inModel = FormHead.names(new String(rest, 0, end, StandardCharsets.ISO_8859_1), "model");
    check(!inModel || model.isEmpty(), "it names its `model` twice");
    state = State.CONTENT;
    return end + HEAD_END.length;
  }

  private int find(byte[] wanted, int from) {
    for (int i = from; i <= rest.length - wanted.length; i++) {
      if (rest[i] == wanted[0]
          && Arrays.equals(rest, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
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

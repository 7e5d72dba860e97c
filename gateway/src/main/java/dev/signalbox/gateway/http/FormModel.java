package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The field {@code model} of a multipart form whose bytes come in pieces (<a
 * href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>, read 2026-11). Only a part's own head
 * names its field: a file may hold whatever looks like one. Each byte is looked at a few times at
 * most, however the form is cut. Used by one thread at a time.
 */
final class FormModel {
  /** How much of a form is searched; files usually come after the small fields or are shorter. */
  static final int MAX_SEARCHED_BYTES = 32 * 1024 * 1024;

  /** Longest head of a part. */
  static final int MAX_HEAD_BYTES = 16 * 1024;

  /** Longest model name. */
  static final int MAX_MODEL_BYTES = 1024;

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);[ \\t]*boundary=(?:\"([^\"]{1,200})\"|([^\\s\";,]{1,200}))");

  private static final Pattern IS_MODEL =
      Pattern.compile("(?im)^content-disposition:[^\\r\\n]*;[ \\t]*name=(?:\"model\"|model)[ \\t]*[;\\r]");

  private static final String LINE = "\r\n";
  private static final String HEAD_END = "\r\n\r\n";

  private final String delimiter;
  private Buffer kept = Buffer.buffer();
  private Stage stage = Stage.DELIMITER;
  private int searchedTo;

  /** Where what is being read begins: a head, or the value. */
  private int start;

  private int valueEnd;

  private enum Stage {
    DELIMITER,
    HEAD,
    VALUE,
    FOUND,
    OVER
  }

  private FormModel(String boundary) {
    this.delimiter = "--" + boundary;
  }

  /**
   * The search in a form of this {@code content-type}.
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} when that names no boundary
   */
  static FormModel in(String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw Problem.invalid(
              "content-type", "`content-type` must be `multipart/form-data` with a `boundary`")
          .toException();
    }
    return new FormModel(
        Optional.ofNullable(boundary.group(1)).orElseGet(() -> boundary.group(2)));
  }

  /**
   * Takes the next bytes.
   *
   * @return whether nothing more needs to be searched
   * @throws ProblemException of kind {@code INVALID_REQUEST} when the form keeps no bound
   */
  boolean take(Buffer chunk) {
    kept.appendBuffer(chunk);
    boolean goesOn = true;
    while (goesOn) {
      goesOn =
          switch (stage) {
            case DELIMITER -> delimiter();
            case HEAD -> head();
            case VALUE -> value();
            case FOUND, OVER -> false;
          };
    }
    boolean done = stage == Stage.FOUND || stage == Stage.OVER;
    if (!done && kept.length() > MAX_SEARCHED_BYTES) {
      throw bound("`model` must come within the first %d bytes of the form", MAX_SEARCHED_BYTES);
    }
    return done;
  }

  /** The model; empty when none was found so far. */
  Optional<String> model() {
    return stage == Stage.FOUND
        ? Optional.of(kept.getString(start, valueEnd, StandardCharsets.UTF_8.name()))
        : Optional.empty();
  }

  /** All bytes that were taken. */
  Buffer bytes() {
    return kept;
  }

  /**
   * All bytes that were taken, with another model; as they came when none was found.
   *
   * @param model in UTF-8
   */
  Buffer renamed(byte[] model) {
    return stage == Stage.FOUND
        ? kept.getBuffer(0, start)
            .appendBytes(model)
            .appendBuffer(kept.getBuffer(valueEnd, kept.length()))
        : kept;
  }

  /** By how many bytes {@link #renamed} is longer than what was taken. */
  int growth(byte[] model) {
    return stage == Stage.FOUND ? model.length - (valueEnd - start) : 0;
  }

  private boolean delimiter() {
    int at = find(delimiter);
    if (at < 0) {
      return false;
    }
    enter(Stage.HEAD, at + delimiter.length());
    return true;
  }

  /** A head without fields ends with the line of its delimiter. */
  private boolean head() {
    if (kept.length() >= start + 2 && kept.getString(start, start + 2).equals("--")) {
      stage = Stage.OVER;
      return false;
    }
    int end = find(HEAD_END);
    if ((end < 0 ? kept.length() - HEAD_END.length() : end) - start > MAX_HEAD_BYTES) {
      throw bound("the head of a part of the form must be at most %d bytes", MAX_HEAD_BYTES);
    }
    if (end < 0) {
      return false;
    }
    boolean model = IS_MODEL.matcher(latin(start, end + LINE.length())).find();
    enter(model ? Stage.VALUE : Stage.DELIMITER, end + HEAD_END.length());
    return true;
  }

  private boolean value() {
    int end = find(LINE + delimiter);
    if ((end < 0 ? kept.length() - delimiter.length() - LINE.length() : end) - start
        > MAX_MODEL_BYTES) {
      throw bound("`model` must be at most %d bytes", MAX_MODEL_BYTES);
    }
    if (end < 0) {
      return false;
    }
    valueEnd = end;
    stage = Stage.FOUND;
    return false;
  }

  private void enter(Stage next, int at) {
    stage = next;
    start = at;
    searchedTo = at;
  }

  /** Where {@code text} begins; -1 when it has not come, and then it is sought from here on. */
  private int find(String text) {
    int at = latin(Math.min(searchedTo, kept.length()), kept.length()).indexOf(text);
    if (at >= 0) {
      return searchedTo + at;
    }
    searchedTo = Math.max(searchedTo, kept.length() - text.length() + 1);
    return -1;
  }

  private String latin(int from, int to) {
    return kept.getString(from, to, StandardCharsets.ISO_8859_1.name());
  }

  private static ProblemException bound(String message, int bytes) {
    return Problem.invalid("model", message.formatted(bytes)).toException();
  }
}

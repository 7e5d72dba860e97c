package dev.signalbox.gateway.guard;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The texts of a JSON value and where they stand in its bytes, found in one pass without a tree, so
 * that some can be changed and every other byte stays as it came. Inline images, sounds and
 * documents are no texts, nor is what a provider has signed or sealed.
 */
final class JsonTexts {
  private static final Set<String> SEALED =
      Set.of(
          "signature",
          "encrypted_content",
          "thoughtSignature",
          "thought_signature",
          "encrypted_index");
  private static final Set<String> BYTES =
      Set.of("data", "file_data", "b64_json", "image_url", "url", "bytes");
  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BASE64 = ";base64,".getBytes(StandardCharsets.US_ASCII);
  private static final int MIN_BYTES = 64;
  private static final int MAX_PLACE = 200;
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private final JsonParser parser;
  private final byte[] body;
  private final List<Piece> pieces = new ArrayList<>();
  private final Deque<Level> levels = new ArrayDeque<>();

  private JsonTexts(JsonParser parser, byte[] body) {
    this.parser = parser;
    this.body = body;
  }

  /**
   * One text.
   *
   * @param place where it stands, such as {@code messages[0].content}
   * @param name of the field whose value it is; empty text where it is a name itself
   * @param start offset of its first quotation mark
   * @param end offset after its last quotation mark
   */
  record Piece(String place, String name, int start, int end, String text) {}

  /** An object or array that is open. */
  private static final class Level {
    private final boolean array;
    private final String name;
    private final String prefix;
    private int index = -1;
    private String field = "";
    private String fieldName = "";

    Level(boolean array, String name, String prefix) {
      this.array = array;
      this.name = name;
      this.prefix = prefix;
    }

    String place() {
      return array ? prefix + "[" + index + "]" : prefix.isEmpty() ? field : prefix + "." + field;
    }
  }

  /**
   * The texts of {@code body}, in order.
   *
   * @throws IOException when it is not JSON, or not in UTF-8
   */
  static List<Piece> of(byte[] body) throws IOException {
    try (JsonParser parser = StrictJson.reader(body)) {
      var texts = new JsonTexts(parser, body);
      while (parser.nextToken() != null) {
        if (parser.currentTokenLocation().getByteOffset()
            < 0) { // the parser tells UTF-16 by itself
          throw new CharConversionException("not UTF-8");
        }
        texts.token(parser.currentToken());
      }
      return texts.pieces;
    }
  }

  /**
   * {@code body} with what {@code edit} makes of its texts; the very same bytes when it makes
   * nothing of any.
   */
  static byte[] edited(byte[] body, List<Piece> pieces, Function<Piece, Optional<String>> edit) {
    ByteArrayOutputStream out = null;
    int done = 0;
    for (Piece piece : pieces) {
      Optional<String> text = edit.apply(piece);
      if (text.isPresent()) {
        out = out == null ? new ByteArrayOutputStream(body.length + 64) : out;
        out.write(body, done, piece.start() - done);
        out.writeBytes(quoted(text.get()));
        done = piece.end();
      }
    }
    if (out == null) {
      return body;
    }
    out.write(body, done, body.length - done);
    return out.toByteArray();
  }

  private void token(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        step();
        Level level = levels.peek();
        String place = level == null ? "" : level.place();
        String name = level == null ? "" : level.array ? level.name : level.fieldName;
        levels.push(new Level(token == JsonToken.START_ARRAY, name, place));
      }
      case END_OBJECT, END_ARRAY -> levels.pop();
      case FIELD_NAME -> name();
      case VALUE_STRING -> {
        step();
        value();
      }
      default -> step();
    }
  }

  private void step() {
    Level level = levels.peek();
    if (level != null && level.array) {
      level.index++;
    }
  }

  private void name() throws IOException {
    Level level = levels.element();
    String name = parser.currentName();
    level.fieldName = name;
    level.field = PLAIN_NAME.matcher(name).matches() ? name : "*";
    if (!level.field.equals(name) || name.length() > 15) {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      pieces.add(new Piece(place(level), "", start, endOfString(start), name));
    }
  }

  private void value() throws IOException {
    Level level = levels.peek();
    String name = level == null ? "" : level.array ? level.name : level.fieldName;
    if (SEALED.contains(name) || (levels.size() == 1 && name.equals("model"))) {
      return;
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (BYTES.contains(name) && holdsBytes(start + 1)) {
      return; // INVARIANT: no text is made of what may be as large as the body
    }
    String text = parser.getText();
    if (BYTES.contains(name) && holdsBytes(text)) {
      return;
    }
    int end = endOfString(start);
    pieces.add(new Piece(level == null ? "" : place(level), name, start, end, text));
  }

  private static String place(Level level) {
    String place = level.place();
    return place.length() <= MAX_PLACE ? place : place.substring(0, MAX_PLACE);
  }

  private int endOfString(int start) {
    int at = start + 1;
    while (body[at] != '"') {
      at += body[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** The same of the string that begins at {@code start}, as far as its bytes tell. */
  private boolean holdsBytes(int start) {
    int from = start;
    if (matches(DATA, start)) {
      while (from < body.length
          && body[from] != '"'
          && body[from] != '\\'
          && !matches(BASE64, from)) {
        from++;
      }
      if (!matches(BASE64, from)) {
        return false;
      }
      from += BASE64.length;
    }
    return from + MIN_BYTES <= body.length
        && holdsBytes(new String(body, from, MIN_BYTES, StandardCharsets.ISO_8859_1));
  }

  private boolean matches(byte[] wanted, int at) {
    return at + wanted.length <= body.length
        && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
  }

  /** Whether it is base64, with or without the head of a data address, of what is no text. */
  private static boolean holdsBytes(String text) {
    int from = text.startsWith("data:") ? text.indexOf(";base64,") + 8 : 0;
    if ((text.startsWith("data:") && from == 7) || text.length() - from < MIN_BYTES) {
      return false;
    }
    byte[] head;
    try {
      head = Base64.getDecoder().decode(text.substring(from, from + MIN_BYTES));
    } catch (IllegalArgumentException e) {
      return false;
    }
    for (byte b : head) {
      if (b < '\t') {
        return true;
      }
    }
    return false;
  }

  /** {@code text} as a JSON string; a surrogate without its other half is escaped. */
  private static byte[] quoted(String text) {
    var json = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (pair) {
        json.append(c).append(text.charAt(i + 1));
        i++;
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }
}

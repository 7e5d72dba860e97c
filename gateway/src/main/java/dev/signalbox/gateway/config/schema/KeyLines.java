package dev.signalbox.gateway.config.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The line of every key and list element of a TOML text, and where its texts stand, which the TOML
 * library does not tell.
 *
 * <p>Made for text the library accepts, so it looks for nothing but keys, brackets and the ends of
 * values; of other text it only comes to the end. What is deeper or longer than that ever is, is
 * passed over. Names are joined by {@link #SEPARATOR}; list elements are numbers from 0 after
 * {@link #INDEX}.
 */
final class KeyLines {
  static final char SEPARATOR = '\u0000';
  static final char INDEX = '\u0001';

  private static final int DEEPEST = 64;
  private static final int LONGEST_PATH = 4_000;

  /**
   * Each name is kept with all it stands under, so a short text could take any amount of memory.
   */
  private static final int MOST_CHARACTERS = 20_000_000;

  private final String text;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Integer> tables = new HashMap<>();
  private final List<Span> spans = new ArrayList<>();
  private int position;
  private int line = 1;
  private int depth;
  private int characters;
  private String prefix = "";

  private KeyLines(String text) {
    this.text = text;
  }

  /** The lines, from 1, by joined name; those of a text with too many names only to some place. */
  static Map<String, Integer> of(String text) {
    KeyLines reader = new KeyLines(text);
    reader.readDocument();
    return reader.lines;
  }

  /**
   * Where names, texts and comments stand, in their order.
   *
   * @throws IllegalArgumentException if there are too many names, or too long ones
   */
  static List<Span> spansOf(String text) {
    KeyLines reader = new KeyLines(text);
    reader.readDocument();
    if (reader.characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "the names of the configuration, each with those it stands under, have more than %,d"
                  .formatted(MOST_CHARACTERS)
              + " characters together: no more are read");
    }
    return reader.spans;
  }

  static String key(String parent, String name) {
    return parent + SEPARATOR + name;
  }

  static String element(String parent, int index) {
    return parent + INDEX + index;
  }

  private void readDocument() {
    skipBlank();
    while (!atEnd()) {
      if (here() == '[') {
        readHeader();
      } else {
        readPair(prefix);
      }
      skipBlank();
    }
  }

  private void readHeader() {
    boolean list = text.startsWith("[[", position);
    int startLine = line;
    advance(list ? 2 : 1);
    List<Name> names = readKey();
    advance(list ? 2 : 1);
    String path = "";
    for (int i = 0; i < names.size(); i++) {
      path = named(path, names.get(i));
      lines.putIfAbsent(path, startLine);
      boolean last = i == names.size() - 1;
      if (last && list) {
        int index = tables.merge(path, 0, (old, zero) -> old + 1);
        path = element(path, index);
        lines.putIfAbsent(path, startLine);
      } else if (tables.containsKey(path)) {
        path = element(path, tables.getOrDefault(path, 0));
      }
    }
    prefix = path;
  }

  private void readPair(String parent) {
    int startLine = line;
    String path = parent;
    for (Name name : readKey()) {
      path = named(path, name);
      lines.putIfAbsent(path, startLine);
    }
    advance(1);
    skipSpaces();
    readValue(path);
  }

  /** A name as it is written. */
  private record Name(String name, int start, int end) {}

  private String named(String parent, Name name) {
    if (characters > MOST_CHARACTERS) {
      return parent;
    }
    String path =
        parent.length() + name.name().length() < LONGEST_PATH ? key(parent, name.name()) : parent;
    spans.add(new Span(Span.What.NAME, path, name.start(), name.end()));
    count(path);
    return path;
  }

  /** Goes to the end of the text if {@code path} is one too many. */
  private void count(String path) {
    characters += path.length();
    if (characters > MOST_CHARACTERS) {
      position = text.length();
    }
  }

  private List<Name> readKey() {
    var names = new ArrayList<Name>();
    skipSpaces();
    names.add(readName());
    skipSpaces();
    while (!atEnd() && here() == '.') {
      advance(1);
      skipSpaces();
      names.add(readName());
      skipSpaces();
    }
    return names;
  }

  private Name readName() {
    int start = position;
    if (!atEnd() && (here() == '"' || here() == '\'')) {
      boolean literal = here() == '\'';
      skipString();
      String quoted = text.substring(start + 1, Math.max(start + 1, position - 1));
      return new Name(literal ? quoted : Escapes.resolve(quoted), start, position);
    }
    while (!atEnd() && (Character.isLetterOrDigit(here()) || here() == '_' || here() == '-')) {
      advance(1);
    }
    return new Name(text.substring(start, position), start, position);
  }

  private void readValue(String path) {
    if (atEnd()) {
      return;
    }
    switch (here()) {
      case '"', '\'' -> {
        int start = position;
        skipString();
        spans.add(new Span(Span.What.TEXT, path, start, position));
      }
      case '[', '{' -> readNested(path);
      default -> readPlain();
    }
  }

  private void readNested(String path) {
    if (depth == DEEPEST) {
      readPlain();
      return;
    }
    depth++;
    if (here() == '[') {
      readList(path);
    } else {
      readInlineTable(path);
    }
    depth--;
  }

  private void readPlain() {
    while (!atEnd() && ",]}#\n".indexOf(here()) < 0) {
      advance(1);
    }
  }

  private void readList(String path) {
    advance(1);
    skipBlank();
    for (int index = 0; !atEnd() && here() != ']'; index++) {
      int before = position;
      String element = element(path, index);
      lines.putIfAbsent(element, line);
      count(element);
      readValue(element);
      skipSeparator();
      if (position == before) { // a brace that nothing opened, which the library refuses
        advance(1);
      }
    }
    advance(1);
  }

  private void readInlineTable(String path) {
    advance(1);
    skipBlank();
    while (!atEnd() && here() != '}') {
      readPair(path);
      skipSeparator();
    }
    advance(1);
  }

  private void skipSeparator() {
    skipBlank();
    if (!atEnd() && here() == ',') {
      advance(1);
      skipBlank();
    }
  }

  private void skipString() {
    char quote = here();
    String triple = String.valueOf(quote).repeat(3);
    boolean multiline = text.startsWith(triple, position);
    advance(multiline ? 3 : 1);
    while (!atEnd() && !(multiline ? text.startsWith(triple, position) : here() == quote)) {
      advance(quote == '"' && here() == '\\' ? 2 : 1);
    }
    advance(multiline ? 3 : 1);
    while (multiline && !atEnd() && here() == quote) {
      advance(1);
    }
  }

  private void skipBlank() {
    while (!atEnd()) {
      char next = here();
      if (next == '#') {
        int start = position;
        while (!atEnd() && here() != '\n') {
          advance(1);
        }
        spans.add(new Span(Span.What.COMMENT, "", start, position));
      } else if (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
        advance(1);
      } else {
        return;
      }
    }
  }

  private void skipSpaces() {
    while (!atEnd() && (here() == ' ' || here() == '\t')) {
      advance(1);
    }
  }

  private char here() {
    return text.charAt(position);
  }

  private boolean atEnd() {
    return position >= text.length();
  }

  private void advance(int count) {
    for (int i = 0; i < count && !atEnd(); i++) {
      if (here() == '\n') {
        line++;
      }
      position++;
    }
  }
}

package dev.signalbox.gateway.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The blocks of code of a document, in their order. */
record Guide(List<Block> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /**
   * One of them.
   *
   * @param language as the document says; empty text where it says none
   */
  record Block(String language, String text) {
    /** The name of the file that its first line, a comment, says it is. */
    String fileName() {
      return text.substring(3, text.indexOf(':'));
    }

    /** The same for a gateway at {@code address}. */
    String at(Object address) {
      return text.replace("http://127.0.0.1:8930", address.toString());
    }
  }

  /** The blocks of {@code file}, named from the top of the repository. */
  static Guide of(String file) {
    try {
      String text = Files.readString(Path.of(System.getProperty("basedir", ""), "..", file));
      return new Guide(
          BLOCK
              .matcher(text)
              .results()
              .map(found -> new Block(found.group(1), found.group(2)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those in {@code language}. */
  List<Block> in(String language) {
    return blocks.stream().filter(block -> block.language().equals(language)).toList();
  }
}

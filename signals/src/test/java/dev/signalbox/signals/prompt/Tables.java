package dev.signalbox.signals.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The vocabulary that comes with the program, for tests. */
final class Tables {
  private static final List<String> VOCABULARY =
      new String(bytes("vocabulary.txt"), StandardCharsets.UTF_8).lines().toList();
  private static final PieceTable STANDARD = new PieceTable(VOCABULARY);

  private Tables() {}

  static PieceTable standard() {
    return STANDARD;
  }

  static List<String> vocabulary() {
    return VOCABULARY;
  }

  static byte[] bytes(String resource) {
    try (InputStream in =
        Objects.requireNonNull(StaticEmbedding.class.getResourceAsStream(resource))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

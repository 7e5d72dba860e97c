package dev.signalbox.gateway.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Inputs that are kept: written by hand, and those by which something was found. */
final class Corpus {
  private Corpus() {}

  /** Those of {@code target} by the name of their file. */
  static Map<String, byte[]> of(String target) {
    URL folder = Corpus.class.getResource("corpus/" + target);
    if (folder == null) {
      return Map.of();
    }
    Map<String, byte[]> inputs = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.toList()) {
        inputs.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return inputs;
  }
}

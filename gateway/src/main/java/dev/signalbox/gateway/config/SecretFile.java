package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A secret of several lines: written where it is wanted, or in a file that is named there. */
final class SecretFile {
  private static final int MOST_BYTES = 64 * 1024;

  private SecretFile() {}

  /**
   * What {@code key} stands for; empty, and told, when that cannot be read.
   *
   * @param mark how it begins where it is no path
   */
  static Optional<String> text(Values values, Key<Optional<Secret>> key, String mark) {
    String written = values.get(key).map(Secret::value).orElse("");
    if (written.stripLeading().startsWith(mark)) {
      return Optional.of(written);
    }
    if (values.place(key).source().equals(Documents.SOURCE)) { // no files for who is not here
      values.report().wrong(values.place(key), "must be the text itself, not a path");
      return Optional.empty();
    }
    try {
      Path file = Path.of(written);
      if (Files.size(file) <= MOST_BYTES) {
        return Optional.of(Files.readString(file));
      }
      values
          .report()
          .wrong(
              values.place(key),
              "names a file that is larger than the %,d bytes allowed".formatted(MOST_BYTES));
    } catch (IOException | InvalidPathException _) {
      values
          .report()
          .wrong(
              values.place(key),
              "names no file that this user may read; the text itself begins with `%s`"
                  .formatted(mark));
    }
    return Optional.empty();
  }
}

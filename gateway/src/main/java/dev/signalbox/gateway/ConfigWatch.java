package dev.signalbox.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * Sees that a file has changed, by looking at it from time to time: that also works where files are
 * swapped by links or lie on another machine. Used by one thread at a time.
 */
final class ConfigWatch {
  private final Path file;
  private Optional<Seen> known;
  private Optional<Seen> last;

  /** What tells two states of a file apart; absent when it cannot be read. */
  private record Seen(String path, String key, long bytes, long modifiedMillis) {}

  /** A watch over {@code file}, which is known as it is now. */
  ConfigWatch(Path file) {
    this.file = file;
    this.known = look();
    this.last = known;
  }

  /**
   * Whether the file has changed since it was last known, and has been the same for two looks: a
   * file that is being written is left alone. It is known as it is then.
   */
  boolean hasChanged() {
    Optional<Seen> now = look();
    boolean settled = now.equals(last);
    last = now;
    if (!settled || now.equals(known)) {
      return false;
    }
    known = now;
    return true;
  }

  private Optional<Seen> look() {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return Optional.of(
          new Seen(
              real.toString(),
              Objects.toString(attributes.fileKey(), ""),
              attributes.size(),
              attributes.lastModifiedTime().toMillis()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}

package dev.signalbox.analytics.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder of databases to one process, and to its owner: SQLite takes one writer, and what
 * is in the files is nobody else's business.
 */
final class FolderLock implements AutoCloseable {
  private static final String NAME = "lock";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder {@code dir}, which is made when it is missing.
   *
   * @throws DatabaseException when another process has it, or it cannot be written
   */
  static FolderLock of(Path dir) {
    return ifFree(dir)
        .orElseThrow(
            () ->
                new DatabaseException(
                    "the databases in `%s` are in use by another process; give this one another `database.dir`"
                        .formatted(dir)));
  }

  /**
   * Takes the folder {@code dir}, which is made when it is missing; empty when another process has
   * it.
   *
   * @throws DatabaseException when it cannot be written
   */
  static Optional<FolderLock> ifFree(Path dir) {
    try {
      Files.createDirectories(dir);
      restrict(dir);
      FileChannel channel =
          FileChannel.open(dir.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (taken(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new FolderLock(channel));
    } catch (IOException e) {
      throw new DatabaseException(
          "the folder `%s` of `database.dir` cannot be written: %s"
              .formatted(dir, FileFaults.reason(e)),
          e);
    }
  }

  private static @Nullable FileLock taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // by another gateway of this process
    }
  }

  private static void restrict(Path dir) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(dir, OWNER_ONLY);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DatabaseException(
          "the lock of the databases could not be given back: " + FileFaults.reason(e), e);
    }
  }
}

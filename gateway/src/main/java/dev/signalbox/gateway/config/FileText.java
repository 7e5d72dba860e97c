package dev.signalbox.gateway.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** The text of a configuration file on the disk. */
public final class FileText {
  private static final String KEPT = ".bak";

  private FileText() {}

  /**
   * Replaces {@code file} by {@code text} as a whole or not at all, and for good. It keeps owner
   * and rights; a new file is readable by its owner only, where the system has such rights, since
   * people put keys into it. A link stays one.
   */
  public static void write(Path file, String text) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = folderOf(target);
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".config", ".tmp");
    try {
      Files.writeString(draft, text);
      if (Files.exists(target)) {
        keepRights(target, draft);
      }
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** The same, with what was there before beside it. */
  public static void writeAndKeep(Path file, String text) throws IOException {
    Path target = file.toRealPath();
    Files.copy(
        target,
        target.resolveSibling(target.getFileName() + KEPT),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    write(target, text);
  }

  /** What {@code file} holds; empty where it cannot be read as text. */
  public static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Whether {@link #write} may replace {@code file}, as far as can be told. */
  public static boolean isWritable(Path file) {
    try {
      Path target = file.toRealPath();
      return Files.isWritable(target) && Files.isWritable(folderOf(target));
    } catch (IOException _) {
      return false;
    }
  }

  private static Path folderOf(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("not a file");
    }
    return folder;
  }

  private static void keepRights(Path from, Path to) throws IOException {
    if (!to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    UserPrincipal owner = Files.getOwner(from);
    if (!owner.equals(Files.getOwner(to))) {
      Files.setOwner(to, owner);
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }
}

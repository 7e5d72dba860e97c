package dev.signalbox.gateway.vault;

import dev.signalbox.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master keys of an install, which are never in a database: those of the variable {@code
 * SIGNALBOX_KEY}, then those of the key file. The first one is in use; the others are former ones,
 * which still open what they wrapped.
 */
public final class MasterKeys {
  /** The variable with the keys. */
  static final String VARIABLE = "SIGNALBOX_KEY";

  /** Name of the key file in the folder of the databases. */
  public static final String FILE_NAME = "signalbox.key";

  private static final Logger log = LoggerFactory.getLogger(MasterKeys.class);

  /** More keys than anybody keeps; a file that is something else is not read to its end. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final String FORM =
      "32 random bytes in Base64, as `openssl rand -base64 32` makes them";

  private final Path file;
  private final List<RootKey> keys;

  private MasterKeys(Path file, List<RootKey> keys) {
    this.file = file;
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys that are there, which may be none; blocks.
   *
   * @param variable value of {@link #VARIABLE}: one key, or several with commas between
   * @param file a key in each line; absent is no key
   * @throws VaultException when something else is there
   */
  public static MasterKeys find(Optional<Secret> variable, Path file) {
    List<RootKey> keys = new ArrayList<>();
    variable.ifPresent(
        value ->
            keys.addAll(
                parsed(Stream.of(value.value().split(",", -1)), "the variable " + VARIABLE)));
    if (Files.exists(file)) {
      keys.addAll(parsed(linesOf(file), "each line of the key file `" + file + "`"));
    }
    return new MasterKeys(file, keys);
  }

  /**
   * These keys, or where there are none what another process has written to the key file by now:
   * several may start at once in one folder; blocks.
   */
  MasterKeys orWritten() {
    return keys.isEmpty() ? find(Optional.empty(), file) : this;
  }

  /**
   * These keys, or a new one in the key file where there is none; blocks.
   *
   * @throws VaultException when the file cannot be written
   */
  MasterKeys orNew() {
    MasterKeys written = orWritten();
    if (!written.keys.isEmpty()) {
      return written;
    }
    RootKey key = RootKey.random();
    if (!write(key)) {
      return find(Optional.empty(), file);
    }
    log.warn(
        "a new master key was written to `{}`: keep a copy of the file apart from the databases, as the"
            + " provider keys and tokens stored there cannot be used without it",
        file);
    return new MasterKeys(file, List.of(key));
  }

  /** The one in use. */
  RootKey current() {
    if (keys.isEmpty()) {
      throw missing("");
    }
    return keys.getFirst();
  }

  /**
   * The one with {@code id}.
   *
   * @throws VaultException when it is not there
   */
  RootKey withId(String id) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> missing(id));
  }

  private VaultException missing(String id) {
    String given =
        keys.isEmpty()
            ? "no master key is given"
            : "the master key given is `%s`".formatted(keys.getFirst().id());
    return new VaultException(
        ("the secrets in the control database were sealed under the master key `%s`, and %s: put"
                + " the right one into the variable %s, or restore the key file `%s` from its"
                + " backup; nothing was changed")
            .formatted(id, given, VARIABLE, file));
  }

  /**
   * Writes {@code key} to the key file, which is there with its whole content or not at all.
   *
   * @return false when another process has written one
   */
  private boolean write(RootKey key) {
    try {
      Path folder = file.toAbsolutePath().resolveSibling("");
      Files.createDirectories(folder);
      Path made = Files.createTempFile(folder, FILE_NAME, ".new", ownerOnly());
      try {
        Files.writeString(
            made,
            "# Master key of Signalbox %s. Back it up; who has it can read stored provider keys.%n%s%n"
                .formatted(key.id(), key.text()),
            StandardOpenOption.WRITE,
            StandardOpenOption.SYNC);
        return isPutInPlace(made);
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      throw new VaultException(
          "the key file `%s` cannot be written: give the master key in the variable %s, %s"
              .formatted(file, VARIABLE, FORM),
          e);
    }
  }

  /** A link never takes the place of a file, unlike a move; some file systems have none. */
  private boolean isPutInPlace(Path made) throws IOException {
    try {
      Files.createLink(file, made);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException _) {
      return isMoved(made);
    }
  }

  private boolean isMoved(Path made) throws IOException {
    try {
      Files.move(made, file);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[] {};
  }

  private static Stream<String> linesOf(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new VaultException("the key file `%s` is too large to be one".formatted(file));
      }
      return Files.readString(file).lines().filter(line -> !line.isBlank() && !isComment(line));
    } catch (IOException e) {
      throw new VaultException("the key file `%s` cannot be read by this user".formatted(file), e);
    }
  }

  private static boolean isComment(String line) {
    return line.stripLeading().startsWith("#");
  }

  private static List<RootKey> parsed(Stream<String> texts, String where) {
    List<RootKey> keys =
        texts
            .map(
                text ->
                    RootKey.parse(text.strip())
                        .orElseThrow(() -> new VaultException(where + " must be " + FORM)))
            .toList();
    if (keys.isEmpty()) {
      throw new VaultException(where + " must be " + FORM);
    }
    Set<String> different = new HashSet<>();
    return keys.stream().filter(key -> different.add(key.id())).toList();
  }
}

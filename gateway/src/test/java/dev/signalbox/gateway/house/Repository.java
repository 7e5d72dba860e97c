package dev.signalbox.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checked-out project as files. */
final class Repository {
  /** The modules, lowest first: each may use those before it. */
  static final List<String> MODULES =
      List.of("engine", "signals", "analytics", "portal", "gateway");

  /** Modules that only some builds have. */
  private static final List<String> OPTIONAL_MODULES = List.of("onnx");

  private static final Set<String> GENERATED_FOLDERS =
      Set.of(".git", ".idea", ".vscode", "data", "target");
  private static final Set<String> PRIVATE_FILES = Set.of(".git", "config.toml");

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  /**
   * Finds the project that the tests run in.
   *
   * @throws IllegalStateException when no folder above the working directory is the project
   */
  static Repository ofWorkingDirectory() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".mvn")) && Files.isRegularFile(at.resolve("pom.xml"))) {
        return new Repository(at);
      }
    }
    throw new IllegalStateException("no folder above the working directory holds .mvn and pom.xml");
  }

  /** Every Java source of every module, main and test, in a stable order. */
  List<Path> javaSources() {
    var sources = new ArrayList<Path>();
    for (String module : Stream.concat(MODULES.stream(), OPTIONAL_MODULES.stream()).toList()) {
      Path folder = root.resolve(module).resolve("src");
      if (Files.isDirectory(folder)) {
        sources.addAll(filesBelow(folder).stream().filter(Repository::isJava).toList());
      }
    }
    return sources;
  }

  /** Every file that belongs to the project: no build output, no data, no private configuration. */
  List<Path> files() {
    return filesBelow(root);
  }

  /** The path of a file as seen from the root, with forward slashes. */
  String nameOf(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** The file's bytes, one character each, so that no file is refused for its encoding. */
  static String latin1(Path file) {
    return read(file, StandardCharsets.ISO_8859_1);
  }

  /** The file of that name, with {@code /} between folders. */
  Path file(String name) {
    return root.resolve(name);
  }

  /** The file's text. */
  static String text(Path file) {
    return read(file, StandardCharsets.UTF_8);
  }

  private static String read(Path file, Charset charset) {
    try {
      return Files.readString(file, charset);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  private static List<Path> filesBelow(Path folder) {
    var files = new ArrayList<Path>();
    try {
      Files.walkFileTree(folder, new Collector(files));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    return files.stream().sorted().toList();
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> files;

    Collector(List<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return GENERATED_FOLDERS.contains(String.valueOf(folder.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !PRIVATE_FILES.contains(file.getFileName().toString())) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

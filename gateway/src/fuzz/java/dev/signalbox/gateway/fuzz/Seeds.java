package dev.signalbox.gateway.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what a target begins with into a folder, for {@code bench/fuzz/run}. */
final class Seeds {
  private Seeds() {}

  /** {@code TARGET FOLDER}; without arguments, prints the names of the targets. */
  static void main(String... arguments) throws IOException {
    if (arguments.length < 2) {
      IO.println(String.join(" ", Targets.names()));
      return;
    }
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<byte[]> all = new ArrayList<>(Corpus.of(arguments[0]).values());
    all.addAll(Targets.byName(arguments[0]).seeds());
    for (int i = 0; i < all.size(); i++) {
      Files.write(folder.resolve("seed-" + i), all.get(i));
    }
  }
}

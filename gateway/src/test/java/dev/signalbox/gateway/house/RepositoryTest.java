package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RepositoryTest {
  // Taken apart so that this file does not report itself.
  private static final List<String> MACHINE_PATHS = List.of("/wo" + "rk/", "/tmp" + "/wt");

  private final Repository repository = Repository.ofWorkingDirectory();

  @Test
  void everyPackageSaysWhatBelongsInItAndIsNullMarked() {
    var undocumented = new TreeSet<String>();
    var described = new TreeSet<String>();

    for (Path file : repository.javaSources()) {
      String folder = packageOf(repository.nameOf(file));
      undocumented.add(folder);
      if (file.endsWith("package-info.java") && isDescribed(Repository.text(file))) {
        described.add(folder);
      }
    }
    undocumented.removeAll(described);

    assertThat(undocumented).isEmpty();
  }

  @Test
  void doesNotCountAPackageInfoWithoutMarkOrWords() {
    assertThat(isDescribed("/** Words. */\n@NullMarked\npackage a;\n")).isTrue();
    assertThat(isDescribed("/** Words. */\npackage a;\n")).isFalse();
    assertThat(isDescribed("@NullMarked\npackage a;\n")).isFalse();
  }

  @Test
  void noFileNamesAFolderOfTheMachineItWasWrittenOn() {
    var found = new TreeMap<String, String>();

    for (Path file : repository.files()) {
      machinePathIn(Repository.latin1(file))
          .ifPresent(path -> found.put(repository.nameOf(file), path));
    }

    assertThat(found).isEmpty();
  }

  @Test
  void findsAFolderOfTheMachine() {
    assertThat(machinePathIn("see /wo" + "rk/notes")).contains("/wo" + "rk/");
    assertThat(machinePathIn("see /tmp" + "/wt/a")).contains("/tmp" + "/wt");
    assertThat(machinePathIn("a network/workload or /tmp/other")).isEmpty();
  }

  @Test
  void looksAtScriptsAndDocumentsToo() {
    Stream<String> names = repository.files().stream().map(repository::nameOf);

    assertThat(names).contains("verify", "signalbox", ".ci/run", ".mvn/jdk.sh", "CHANGELOG.md");
  }

  private static Optional<String> machinePathIn(String text) {
    return MACHINE_PATHS.stream().filter(text::contains).findFirst();
  }

  private static boolean isDescribed(String packageInfo) {
    int declaration = packageInfo.indexOf("\npackage ");
    return declaration > 0
        && packageInfo.startsWith("/**")
        && packageInfo.substring(0, declaration).contains("\n@NullMarked");
  }

  /** The module and package of a source: main and test share one package-info. */
  private static String packageOf(String name) {
    String module = name.substring(0, name.indexOf('/'));
    String inRoot = name.replaceFirst("^[^/]+/src/[^/]+/java/", "");
    return module + " " + inRoot.substring(0, Math.max(0, inRoot.lastIndexOf('/')));
  }
}

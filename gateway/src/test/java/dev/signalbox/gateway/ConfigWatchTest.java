package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigWatchTest {
  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("config.toml");
    Files.writeString(file, "a");
  }

  @Test
  void seesNothingWhereNothingChanges() {
    ConfigWatch watch = new ConfigWatch(file);

    assertThat(looks(watch, 3)).containsExactly(false, false, false);
  }

  @Test
  void tellsAChangeOnceAndOnlyAfterItHasSettled() throws IOException {
    ConfigWatch watch = new ConfigWatch(file);

    Files.writeString(file, "ab");
    boolean first = watch.hasChanged();
    Files.writeString(file, "abc");
    boolean second = watch.hasChanged();

    assertThat(first).isFalse();
    assertThat(second).isFalse();
    assertThat(looks(watch, 3)).containsExactly(true, false, false);
  }

  @Test
  void seesAFileThatIsReplacedByOneOfTheSameSize() throws IOException {
    ConfigWatch watch = new ConfigWatch(file);
    Path draft = Files.writeString(folder.resolve("draft"), "b");
    Files.setLastModifiedTime(draft, Files.getLastModifiedTime(file));

    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(looks(watch, 3)).containsExactly(false, true, false);
  }

  @Test
  void seesALinkThatLeadsElsewhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    ConfigWatch watch = new ConfigWatch(link);
    Path other = Files.writeString(folder.resolve("other"), "b");

    Files.delete(link);
    Files.createSymbolicLink(link, other);

    assertThat(looks(watch, 3)).containsExactly(false, true, false);
  }

  @Test
  void tellsThatAFileIsGoneAndThatItIsBack() throws IOException {
    ConfigWatch watch = new ConfigWatch(file);

    Files.delete(file);
    List<Boolean> gone = looks(watch, 3);
    Files.writeString(file, "a");

    assertThat(gone).containsExactly(false, true, false);
    assertThat(looks(watch, 3)).containsExactly(false, true, false);
  }

  private static List<Boolean> looks(ConfigWatch watch, int count) {
    List<Boolean> looks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      looks.add(watch.hasChanged());
    }
    return looks;
  }
}

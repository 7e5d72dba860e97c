package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFilesTest {
  @TempDir Path folder;

  @Test
  void takesTheNamedFileThenTheWorkingFolderThenTheHomeThenNone() throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Path home = Files.createDirectories(folder.resolve("home/.config/signalbox"));
    ConfigFiles files = new ConfigFiles(work, folder.resolve("home"));

    assertThat(files.find(Optional.empty())).isEmpty();
    Path inHome = Files.createFile(home.resolve("config.toml"));
    assertThat(files.find(Optional.empty())).contains(inHome);
    Path inWork = Files.createFile(work.resolve("config.toml"));
    assertThat(files.find(Optional.empty())).contains(inWork);
    assertThat(files.find(Optional.of(Path.of("x.toml")))).contains(work.resolve("x.toml"));
  }

  @Test
  void readsMarksAtTheStartAndWindowsLineEnds() throws IOException {
    Path file = Files.writeString(folder.resolve("c.toml"), "\uFEFF[server]\r\nport = 1\r\n");

    LoadedConfig loaded = new ConfigLoader(Map.of()).load(file);

    assertThat(loaded.config().server().port()).isEqualTo(1);
    assertThat(loaded.file()).contains(file);
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path missing = folder.resolve("missing.toml");
    Path latin = Files.write(folder.resolve("latin.toml"), new byte[] {'#', (byte) 0xe9});

    assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessage("the configuration file `" + missing + "` does not exist");
    assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(latin))
        .isInstanceOf(ConfigException.class)
        .hasMessage("the configuration file `" + latin + "` is not UTF-8 text");
  }

  @Test
  void showsNoSecretInAnyTextOfTheConfiguration() {
    String text =
        """
        [server]
        api_key = "secret-one"
        signing_key = "secret-two-0123456789abcdef012345"
        [[providers]]
        id = "a"
        type = "openai"
        api_key = ["secret-three"]
        headers = { X-Key = "secret-four" }
        [key_map.secret-five]
        openai_key = "secret-six"
        provider_keys = { a = "secret-seven" }
        """;

    LoadedConfig loaded = new ConfigLoader(Map.of()).parse("config.toml", text);

    assertThat(loaded.toString()).doesNotContain("secret-").contains("***");
  }

  @Test
  void masksAllOfAShortSecretAndAllButTheEndOfALongOne() {
    assertThat(new Secret("0123456789").masked()).isEqualTo("***");
    assertThat(new Secret("sk-0123456789abcdefghij").masked()).isEqualTo("***ghij");
  }
}

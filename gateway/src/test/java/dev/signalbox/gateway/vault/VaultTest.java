package dev.signalbox.gateway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.control.WrappedKeys;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultTest {
  private static final String RECORD = "provider/openai";
  private static final Secret KEY = new Secret("sk-test-canary-0123456789");
  private static final String ONE = RootKey.random().text();
  private static final String OTHER = RootKey.random().text();

  @TempDir Path dir;

  /** An install whose process can be started again. */
  private record Install(Database database, FactWriter writer) implements AutoCloseable {
    static Install at(Place place) {
      Database database = Database.open(place);
      return new Install(
          database,
          new FactWriter(
              database,
              Area.CONTROL,
              FactWriter.Settings.STANDARD,
              () -> Instant.ofEpochMilli(1_000)));
    }

    Vault vault(MasterKeys masters) {
      return Vault.open(
          masters, new WrappedKeys(database, writer, () -> Instant.ofEpochMilli(1_000)));
    }

    @Override
    public void close() {
      writer.close();
      database.close();
    }
  }

  @Test
  void opensAfterARestartWhatItSealed() {
    String sealed;
    try (Install install = Install.at(place())) {
      sealed = install.vault(given(ONE)).seal(RECORD, KEY);
    }

    try (Install install = Install.at(place())) {
      assertThat(install.vault(given(ONE)).open(RECORD, sealed)).isEqualTo(KEY);
    }
  }

  @Test
  void refusesAnotherMasterKeyRatherThanReadingGarbage() {
    try (Install install = Install.at(place())) {
      install.vault(given(ONE));

      assertThatThrownBy(() -> install.vault(given(OTHER)))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("were sealed under the master key `" + idOf(ONE) + "`")
          .hasMessageContaining("the master key given is `" + idOf(OTHER) + "`")
          .hasMessageContaining("SIGNALBOX_KEY")
          .hasMessageNotContainingAny(ONE, OTHER);
    }
  }

  @Test
  void makesNoNewKeyFileWhereSecretsWereSealedUnderAnother() {
    try (Install install = Install.at(place())) {
      install.vault(given(ONE));

      assertThatThrownBy(() -> install.vault(MasterKeys.find(Optional.empty(), file())))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("no master key is given")
          .hasMessageContaining(file().toString());
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void goesOverToANewMasterKeyWhichThenIsEnough() {
    try (Install install = Install.at(place())) {
      Vault before = install.vault(given(ONE));
      String sealed = before.seal(RECORD, KEY);

      Vault rotated = install.vault(given(OTHER + "," + ONE));
      String again = rotated.seal(RECORD, KEY);
      Vault after = install.vault(given(OTHER));

      assertThat(rotated.isCurrent(sealed)).isFalse();
      assertThat(after.isCurrent(again)).isTrue();
      assertThat(after.open(RECORD, sealed)).isEqualTo(KEY);
      assertThat(after.open(RECORD, again)).isEqualTo(KEY);
      assertThat(after.subkey("virtual keys")).isEqualTo(before.subkey("virtual keys"));
      assertThatThrownBy(() -> install.vault(given(ONE))).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void opensASecretOnlyWhereItBelongs() {
    try (Install install = Install.at(place())) {
      Vault vault = install.vault(given(ONE));
      String sealed = vault.seal(RECORD, KEY);

      assertThatThrownBy(() -> vault.open("provider/azure", sealed))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("`provider/azure`");
    }
  }

  @Test
  void refusesASealedTextThatWasChangedAnywhere() {
    try (Install install = Install.at(place())) {
      Vault vault = install.vault(given(ONE));
      String sealed = vault.seal(RECORD, KEY);

      for (int at = 0; at < sealed.length() - 1; at++) { // the last letter has unused bits
        String changed = changed(sealed, at);
        assertThatThrownBy(() -> vault.open(RECORD, changed))
            .as(changed)
            .isInstanceOf(VaultException.class);
      }
    }
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTimeAndShowsItNowhere() {
    try (Install install = Install.at(place())) {
      Vault vault = install.vault(given(ONE));

      assertThat(vault.seal(RECORD, KEY))
          .isNotEqualTo(vault.seal(RECORD, KEY))
          .doesNotContain("canary");
      assertThat(vault.toString()).isEqualTo("Vault[1 keys]");
      assertThat(vault.subkey("virtual keys")).hasSize(32).isNotEqualTo(vault.subkey("sessions"));
    }
  }

  @Test
  void writesAKeyFileForItsOwnerAloneAtTheFirstStart() throws IOException {
    String sealed;
    try (Install install = Install.at(place())) {
      sealed = install.vault(MasterKeys.find(Optional.empty(), file())).seal(RECORD, KEY);
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (Install install = Install.at(place())) {
      assertThat(install.vault(MasterKeys.find(Optional.empty(), file())).open(RECORD, sealed))
          .isEqualTo(KEY);
    }
  }

  @Test
  void processesThatStartAtOnceInOneFolderShareAKeyFile() {
    List<String> ids =
        IntStream.range(0, 16)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> MasterKeys.find(Optional.empty(), file()).orNew().current().id(),
                        each -> Thread.ofPlatform().start(each)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(ids)
        .containsOnly(MasterKeys.find(Optional.empty(), file()).current().id())
        .hasSize(16);
    assertThat(dir).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void takesTheKeyFileThatAnotherProcessWroteAfterThisOneHadLooked() {
    try (Install install = Install.at(place())) {
      MasterKeys looked = MasterKeys.find(Optional.empty(), file());
      String sealed = install.vault(MasterKeys.find(Optional.empty(), file())).seal(RECORD, KEY);

      assertThat(install.vault(looked).open(RECORD, sealed)).isEqualTo(KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "password", "c2hvcnQ=", "=", ",", "not base64 at all, never"})
  void takesNothingElseForAMasterKeyAndDoesNotRepeatIt(String text) throws IOException {
    Files.writeString(file(), text + "\n");

    assertThatThrownBy(() -> MasterKeys.find(Optional.empty(), file()))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("password");
  }

  @Test
  void takesTheKeyOfTheEnvironmentBeforeThoseOfTheFile() throws IOException {
    Files.writeString(file(), "# old\n" + ONE + "\n");

    MasterKeys masters = MasterKeys.find(Optional.of(new Secret(OTHER)), file());

    assertThat(masters.current().id()).isEqualTo(idOf(OTHER));
    assertThat(masters.withId(idOf(ONE)).text()).isEqualTo(ONE);
  }

  private Place place() {
    return new Place.Folder(dir.resolve("data"));
  }

  private Path file() {
    return dir.resolve(MasterKeys.FILE_NAME);
  }

  private MasterKeys given(String keys) {
    return MasterKeys.find(Optional.of(new Secret(keys)), dir.resolve("absent"));
  }

  private static String idOf(String key) {
    return RootKey.parse(key).orElseThrow().id();
  }

  private static String changed(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }
}

package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.access.KeyText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, people and the audit trail from the command line. */
final class AccessCommandsTest {
  @TempDir private Path folder;

  @BeforeEach
  void configure() throws Exception {
    Files.writeString(
        folder.resolve("config.toml"),
        "[database]\ndir = \"%s\"\n".formatted(folder.resolve("data")));
  }

  private CommandRun run(Map<String, String> environment, String... arguments) {
    CommandRun run = new CommandRun(folder, environment);
    run.run(arguments);
    return run;
  }

  private CommandRun run(String... arguments) {
    return run(Map.of(), arguments);
  }

  @Test
  void makesAKeyThatIsShownOnceAndTakesItBack() {
    CommandRun made =
        run("keys", "create", "Team Alpha", "--models", "gpt-*,an/*", "--budget-usd", "5");
    String key = made.out().strip();
    CommandRun listed = run("keys", "list");
    CommandRun revoked = run("keys", "revoke", "Team Alpha");

    assertThat(made.code()).isZero();
    assertThat(KeyText.isOne(key)).isTrue();
    assertThat(listed.out())
        .contains("Team Alpha  caller  active  " + key.substring(0, 8) + "…")
        .doesNotContain(key);
    assertThat(revoked.code()).isZero();
    assertThat(run("keys", "list").out()).contains("revoked");
    assertThat(run("keys", "revoke", "Team Alpha").code()).isEqualTo(1);
    assertThat(run("keys", "create", "Team Alpha").err()).contains("already");
  }

  @Test
  void givesAKeyANewSecret() {
    String first = run("keys", "create", "t").out().strip();
    String second = run("keys", "rotate", "t", "--overlap-hours", "1").out().strip();

    assertThat(KeyText.isOne(second)).isTrue();
    assertThat(run("keys", "list").out()).contains(first.substring(0, 8), second.substring(0, 8));
  }

  @Test
  void saysWhatIsWrongWithACommand() {
    assertThat(run("keys", "create").code()).isEqualTo(2);
    assertThat(run("keys", "create", "t", "--role", "king").err()).contains("viewer");
    assertThat(run("keys", "create", "t", "--provider-keys", "openai=NONE").code()).isEqualTo(2);
    assertThat(run("keys", "revoke", "none").err()).contains("keys list");
    assertThat(run("users", "add", "a b").code()).isEqualTo(2);
    assertThat(run(Map.of("SIGNALBOX_PASSWORD", "short"), "users", "add", "ann").code())
        .isEqualTo(2);
  }

  @Test
  void addsAndTakesOutPeople() {
    CommandRun added = run("users", "add", "ann", "--role", "admin");
    CommandRun own = run(Map.of("SIGNALBOX_PASSWORD", "0123456789"), "users", "add", "bob");

    assertThat(added.out().strip()).hasSize(24);
    assertThat(own.out()).isEmpty();
    assertThat(run("users", "list").out())
        .isEqualToNormalizingNewlines("ann  admin\nbob  viewer\n");
    assertThat(run("users", "passwd", "ann").code()).isZero();
    assertThat(run("users", "remove", "ann").code()).isZero();
    assertThat(run("users", "remove", "ann").code()).isEqualTo(1);
    assertThat(run("users", "list").out()).isEqualToNormalizingNewlines("bob  viewer\n");
  }

  @Test
  void findsARowOfTheTrailThatWasChanged() throws Exception {
    run("keys", "create", "t");
    run("keys", "revoke", "t");
    CommandRun sound = run("audit", "verify");
    String hash = sound.out().strip().replaceFirst(".* ", "");
    CommandRun expected = run("audit", "verify", "--expect", hash);
    CommandRun missing = run("audit", "verify", "--expect", "0");
    try (Database database = Database.open(new Place.Folder(folder.resolve("data")));
        Connection connection = database.writing(Area.CONTROL);
        PreparedStatement change =
            connection.prepareStatement("update audit_log set actor = 'nobody' where id = 1")) {
      change.executeUpdate();
    }
    CommandRun broken = run("audit", "verify");

    assertThat(sound.out()).startsWith("ok: 2 rows");
    assertThat(expected.code()).isZero();
    assertThat(missing.code()).isEqualTo(1);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("row 1");
  }
}

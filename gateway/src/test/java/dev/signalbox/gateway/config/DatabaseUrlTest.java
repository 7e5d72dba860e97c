package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://me:p%40ss@db.internal:6543/box?sslmode=require",
        "postgresql://me:p%40ss@db.internal:6543/box?sslmode=require",
        "jdbc:postgresql://me:p%40ss@db.internal:6543/box?sslmode=require"
      })
  void readsTheFormsInUse(String text) {
    assertThat(DatabaseUrl.parse(text))
        .contains(
            new DatabaseUrl(
                "jdbc:postgresql://db.internal:6543/box?sslmode=require",
                "me",
                Optional.of(new Secret("p@ss"))));
  }

  @Test
  void readsAnAddressWithoutAUser() {
    assertThat(DatabaseUrl.parse("jdbc:postgresql://localhost/box"))
        .contains(new DatabaseUrl("jdbc:postgresql://localhost/box", "", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mysql://h/db", "postgres://h", "postgres:///db", "not an address", "jdbc:"})
  void refusesOthers(String text) {
    assertThat(DatabaseUrl.parse(text)).isEmpty();
  }

  @Test
  void isTakenFromTheEnvironmentWhereTheFileHasNone() {
    ConfigLoader loader = new ConfigLoader(Map.of("DATABASE_URL", "postgres://env/box"));

    assertThat(urlIn(loader, "")).contains("jdbc:postgresql://env/box");
    assertThat(urlIn(loader, "[database]\nurl = \"postgres://file/box\""))
        .contains("jdbc:postgresql://file/box");
    assertThat(urlIn(new ConfigLoader(Map.of("DATABASE_URL", "mysql://env/box")), "")).isEmpty();
  }

  private static Optional<String> urlIn(ConfigLoader loader, String toml) {
    return loader.parse("test.toml", toml).config().database().server().map(DatabaseUrl::jdbc);
  }
}

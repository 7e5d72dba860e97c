package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class FixedKeysTest {
  @Test
  void keepsTheFixedKeysNamesThemAndTakesTheRest() {
    FixedKeys.Kept kept = FixedKeys.keep(parse(1, 2000, true), parse(2, 3000, false));

    assertThat(kept.config()).isEqualTo(parse(1, 3000, false));
    assertThat(kept.left())
        .containsExactly(
            "server.port",
            "server.host",
            "server.event_loops",
            "server.signing_key",
            "server.header_bytes",
            "server.max_connections",
            "server.header_timeout_ms",
            "server.idle_timeout_ms",
            "responses.retention_hours",
            "responses.max_stored",
            "responses.max_bytes",
            "database.dir");
  }

  @Test
  void namesNothingWhereNothingFixedChanges() {
    assertThat(FixedKeys.keep(parse(1, 2000, true), parse(1, 3000, false)).left()).isEmpty();
  }

  @Test
  void looksAtEverySectionThatHasSome() {
    assertThat(
            FixedKeys.TABLES.stream()
                .flatMap(
                    table ->
                        table.section().fixedKeys().stream()
                            .map(key -> table.key().name() + "." + key.name())))
        .containsExactlyElementsOf(
            DeclaredKey.all().stream()
                .filter(declared -> declared.key().fixed())
                .map(DeclaredKey::path)
                .toList());
  }

  private static GatewayConfig parse(int fixed, int free, boolean strict) {
    return new ConfigLoader(Map.of())
        .parse(
            "config.toml",
            """
      [server]
      port = %1$d
      host = "127.0.0.%1$d"
      event_loops = %1$d
      signing_key = "0123456789abcdef0123456789abcdef-%1$d"
      header_bytes = 500%1$d
      max_connections = %1$d
      header_timeout_ms = 10%1$d
      idle_timeout_ms = 100%1$d
      max_body_bytes = %2$d
      strict = %3$s
      [responses]
      retention_hours = %1$d
      max_stored = %1$d
      max_bytes = %1$d
      [database]
      dir = "d%1$d"
      """
                .formatted(fixed, free, strict))
        .config();
  }
}

package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code [cluster]}, and what is said of it where it cannot be used. */
final class ClusterSectionTest {
  private static GatewayConfig parse(String toml) {
    return new ConfigLoader(Map.of("PASSWORD", "s3cr%40t"))
        .parse("config.toml", toml.replace(";", "\n"))
        .config();
  }

  @Test
  void readsWhereLimitsAreShared() {
    GatewayConfig config =
        parse(
            "[cluster];limits = \"redis\";redis_url = \"rediss://box:${PASSWORD}@cache/3\";"
                + "limit_timeout_ms = 40;on_limit_store_failure = \"refuse\";replicas = 5");

    assertThat(config.sharedLimits()).isEqualTo(ClusterConfig.Limits.REDIS);
    assertThat(config.cluster().redis())
        .contains(new RedisUrl("cache", 6379, true, 3, "box", Optional.of(new Secret("s3cr@t"))));
    assertThat(config.cluster().limitPatience()).isEqualTo(Duration.ofMillis(40));
    assertThat(config.cluster().refusesWithoutLimits()).isTrue();
    assertThat(config.cluster().replicas()).isEqualTo(5);
    assertThat(config.toString()).doesNotContain("s3cr");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          [server] | LOCAL
          [database];url = "jdbc:postgresql://db/box" | POSTGRESQL
          [database];url = "jdbc:postgresql://db/box";[cluster];redis_url = "redis://cache" | REDIS
          [database];url = "jdbc:postgresql://db/box";[cluster];limits = "local" | LOCAL
          """)
  void withoutAWordTheyAreSharedAsFarAsAnythingIs(String toml, ClusterConfig.Limits expected) {
    assertThat(parse(toml).sharedLimits()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          [cluster];limits = "redis" | `cluster.limits` at config.toml:2 is `redis`, which needs `cluster.redis_url`
          [cluster];limits = "postgresql" | `cluster.limits` at config.toml:2 is `postgresql`, which needs `database.url`
          [cluster];redis_url = "http://cache" | `cluster.redis_url` at config.toml:2 must be the address of a Redis server
          """)
  void saysWhatIsMissing(String toml, String message) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> parse(toml)))
        .hasMessageContaining(message);
  }

  @Test
  void readsAnAddressOfSixteenBytes() {
    assertThat(RedisUrl.parse("redis://[::1]:7000"))
        .contains(new RedisUrl("::1", 7000, false, 0, "", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache", "redis:", "redis://", "redis://cache/x", "redis://cache?db=1"})
  void takesNothingElse(String text) {
    assertThat(RedisUrl.parse(text)).isEmpty();
  }
}

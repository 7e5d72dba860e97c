package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class EffectiveConfigTest {
  private static final String TEXT =
      """
      [server]
      port = 9000
      api_key = "sk-0123456789abcdefghijklmnop"
      [[providers]]
      id = "oa"
      type = "openai"
      api_key = ["${KEY}", "other"]
      [key_map.my-token]
      label = "team"
      """;

  private static List<EffectiveConfig.Entry> of(String text, Map<String, String> environment) {
    return EffectiveConfig.of(new ConfigLoader(environment).parse("c.toml", text).written());
  }

  private static Map<String, String> values(List<EffectiveConfig.Entry> entries) {
    return entries.stream()
        .collect(Collectors.toMap(EffectiveConfig.Entry::key, entry -> entry.value().toString()));
  }

  @Test
  void hasEachKeyAsItIsWrittenWithMarksForSecrets() {
    assertThat(values(of(TEXT, Map.of("KEY", "of the environment"))))
        .containsEntry("server.port", "9000")
        .containsEntry("server.api_key", "\"••••mnop\"")
        .containsEntry("server.host", "\"127.0.0.1\"")
        .containsEntry("providers.oa.type", "\"openai\"")
        .containsEntry("providers.oa.api_key", "[\"${KEY}\",\"••••\"]")
        .containsEntry("providers.oa.enabled", "true")
        .containsEntry("key_map[0].label", "\"team\"")
        .containsEntry("sessions.pin", "\"soft\"");
  }

  @Test
  void saysWhereEachComesFrom() {
    List<EffectiveConfig.Entry> entries =
        of(
            TEXT,
            Map.of(
                "KEY",
                "k",
                "SIGNALBOX__SERVER__PORT",
                "9001",
                "DATABASE_URL",
                "postgres://u:hidden@h/d"));

    assertThat(entries)
        .filteredOn(each -> List.of("server.port", "database.url").contains(each.key()))
        .extracting(each -> each.variable().orElseThrow())
        .containsExactly("SIGNALBOX__SERVER__PORT", "DATABASE_URL");
    assertThat(entries)
        .filteredOn(each -> each.key().equals("providers.oa.enabled"))
        .extracting(EffectiveConfig.Entry::source)
        .containsExactly(EffectiveConfig.Source.DEFAULT);
    assertThat(entries.toString() + values(entries)).doesNotContain("hidden", "my-token", "abcdef");
  }

  @Test
  void defaultsThatAreWrittenDownChangeNothing() {
    LoadedConfig nothing = new ConfigLoader(Map.of()).defaults();
    List<EffectiveConfig.Entry> entries = EffectiveConfig.of(nothing.written());
    String text =
        entries.stream()
            .map(entry -> entry.key() + " = " + entry.value())
            .collect(Collectors.joining("\n"));

    LoadedConfig written = new ConfigLoader(Map.of()).parse("written.toml", text);

    assertThat(entries).hasSizeGreaterThan(80);
    assertThat(written.config()).isEqualTo(nothing.config());
  }

  @Test
  void tellsWhatIsAnotherAndHidesSecretsThatAre() {
    Map<String, String> environment = Map.of("KEY", "k");

    List<EffectiveConfig.Difference> differences =
        EffectiveConfig.between(
            of(TEXT, environment),
            of(
                TEXT.replace("port = 9000", "host = \"127.0.0.2\"")
                    .replace("abcdef", "fedcba")
                    .replace("label = \"team\"", ""),
                environment));

    assertThat(differences)
        .extracting(each -> each.key() + " " + each.before() + " " + each.after())
        .containsExactly(
            "server.port 9000 8930",
            "server.host \"127.0.0.1\" \"127.0.0.2\"",
            "server.api_key \"••••mnop\" \"••••mnop\"",
            "key_map[0].label \"team\" null");
  }
}

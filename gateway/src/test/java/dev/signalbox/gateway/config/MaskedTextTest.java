package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskedTextTest {
  private static final String LONG = "sk-0123456789abcdefghijklmnop";

  private static String masked(String text) {
    return MaskedText.of(text).text();
  }

  @Test
  void hidesSecretsWhereverTheyStandAndNothingElse() {
    String text =
        """
        # the house's own file
        [server]
        port = 8930 # as ever
        api_key = ["%s", 'short']

        [[providers]]
        id = "oa"
        provider_type = "openai"
        api_key = "%s"
        headers = { "x-more" = "header-value", x-other = "${OTHER}" }
        """
            .formatted(LONG, LONG);

    assertThat(masked(text))
        .isEqualTo(
            """
            # the house's own file
            [server]
            port = 8930 # as ever
            api_key = ["••••mnop", "••••"]

            [[providers]]
            id = "oa"
            provider_type = "openai"
            api_key = "••••mnop"
            headers = { "x-more" = "••••#2", x-other = "${OTHER}" }
            """);
  }

  @Test
  void hidesNamesThatAreTokensInEveryHeader() {
    String text =
        """
        [key_map.my-team-key]
        label = "Team"
        [key_map.my-team-key.provider_keys]
        oa = "a-key"
        [key_map]
        "other one".label = "x"
        """;

    assertThat(masked(text))
        .isEqualTo(
            """
            [key_map."••••"]
            label = "Team"
            [key_map."••••".provider_keys]
            oa = "••••#2"
            [key_map]
            "••••#3".label = "x"
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.api_key = \"hidden-one\"",
        "server = { port = 1, api_key = [ \"hidden-one\", # hidden\n 'hidden-one' ] }",
        "[server]\napi_key = \"\"\"hidden-one\"\"\"",
        "[server]\napi_key = '''hidden-one'''",
        "[server]\n\"api_key\" = \"hidden-\\\"one\"",
        "[database]\nurl = \"postgres://u:hidden-one@h/d\"",
        "[server]\napikey = \"hidden-one\"",
        "[[providers]]\nid = \"a\"\nheaders.authorization = \"Bearer hidden-one\"",
        "[[providers]]\nid = \"a\"\n#api_key = \"hidden-one\"",
        "[access]\nadmin_password = \"hidden-one\"",
        "\uFEFFserver.api_key = \"hidden-one\"\r\n",
        "[key_map.\"hidden-one\"]\nlabel = \"x\"",
        "[sanitization]\nstand_in_key = \"${PART}hidden-one\""
      })
  void hidesItInEveryFormAndGivesItBack(String text) {
    MaskedText masked = MaskedText.of(text);

    assertThat(masked.text()).doesNotContain("hidden-", "one\"").contains("••••");
    assertThat(masked.restored("it", masked.text())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.api_key = \"${KEY}\"",
        "[[providers]]\nheaders = { authorization = \"Bearer ${TOKEN}\" }",
        "[models.x]\ntargets = [\"a/b\"]",
        "# the address is said with url = in the section below",
        "[[cards]]\nid = \"openai/x\"\nname = \"anything\"",
        "server.api_key = \"\""
      })
  void showsWhatIsNoSecret(String text) {
    assertThat(masked(text)).isEqualTo(text);
  }

  @Test
  void theExampleComesBackAsItIs() throws IOException {
    String text = Files.readString(Path.of("..", "config.example.toml"));
    MaskedText masked = MaskedText.of(text);

    assertThat(masked.restored("it", masked.text())).isEqualTo(text);
  }

  @Test
  void aMarkGoesWithItsSecretWhereverItIsMoved() {
    MaskedText masked =
        MaskedText.of(
            """
            [[providers]]
            id = "a"
            api_key = ["one", "two"]
            """);

    String edited =
        """
        # twice
        [[providers]]
        id = "new"
        api_key = '••••#2'
        [[providers]]
        id = "a"
        api_key = ["three", "••••#2", "••••"]
        """;

    assertThat(masked.restored("it", edited))
        .isEqualTo(
            """
            # twice
            [[providers]]
            id = "new"
            api_key = "two"
            [[providers]]
            id = "a"
            api_key = ["three", "two", "one"]
            """);
  }

  @Test
  void refusesMarksOfNothingAndMarksWhereTheyWouldBeSeen() {
    MaskedText masked = MaskedText.of("server.api_key = \"one\"\n");

    assertThatThrownBy(
            () -> masked.restored("it", "[server]\nhost = \"••••\"\napi_key = \"••••wxyz\"\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`••••` at it:2 stands for a secret, and no secret belongs there")
        .hasMessageContaining("`••••wxyz` at it:3 stands for no secret of the file")
        .hasMessageNotContaining("one");
  }

  @Test
  void readsToTheEndOfWhatIsNoToml() {
    for (String text :
        new String[] {
          "\"",
          "[",
          "[[",
          "a = [",
          "a = {",
          "= 1",
          "a = \"\"\"x",
          "#",
          "a.b",
          "a = [}",
          "\"\\u02\" = 1",
          "\"\\u02zz\" = 1",
          "\"\\u+123\" = 1",
          "\"\\U00110000\" = 1",
          "\"\\UFFFFFFFF\" = 1"
        }) {
      assertThat(MaskedText.of("").restored("it", text)).isEqualTo(text);
    }
  }

  /** All of up to four characters that mean something, such as {@code a=[}}. */
  @Test
  void readsEveryShortTextToItsEnd() {
    MaskedText nothing = MaskedText.of("");
    List<String> texts = List.of("");
    for (int length = 1; length <= 4; length++) {
      texts = texts.stream().flatMap(MaskedTextTest::withOneMore).toList();
      for (String text : texts) {
        assertThat(nothing.restored("it", text)).isEqualTo(text);
      }
    }
  }

  private static Stream<String> withOneMore(String text) {
    return "[]{},=\"#a\n".chars().mapToObj(next -> text + (char) next);
  }

  /** Somebody pasted from a page: the secret must not take the place of what was pasted. */
  @Test
  void leavesMarksAloneThatTheFileItselfHolds() {
    String file =
        """
        # see "\u2022\u2022\u2022\u2022mnop"
        [[providers]]
        id = "a"
        label = "\u2022\u2022\u2022\u2022"
        api_key = "%s"
        """
            .formatted(LONG);
    MaskedText masked = MaskedText.of(file);

    assertThat(masked.text()).contains("api_key = \"\u2022\u2022\u2022\u2022mnop#2\"");
    assertThat(masked.restored("c", masked.text())).isEqualTo(file);
  }

  @Test
  void aMarkInANameLongerThanAnyIsRefused() {
    String name = "\"\u2022\u2022\u2022\u2022" + "x".repeat(4_000) + "\" = 1";

    assertThatThrownBy(() -> MaskedText.of("").restored("it", name))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("stands for a secret, and no secret belongs there");
  }

  /** 200 KB of names under names and of elements under a long name, 400 MB if all were kept. */
  @Test
  void namesThatTogetherAreTooLongAreRefused() {
    String under = "a.".repeat(100_000) + "a = 1";
    String elements = "%s = [%s]".formatted("a.".repeat(1_900) + "a", "1,".repeat(100_000));

    for (String text : List.of(under, elements)) {
      assertThatThrownBy(() -> MaskedText.of("").restored("it", text))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("have more than 20,000,000 characters together");
    }
  }

  /** The quote that ends what looks like a mark begins the secret behind it. */
  @Test
  void aSecretBehindWhatLooksLikeAMarkComesBack() {
    String file = "#\"\u2022\u2022\u2022\u2022api_key=\"hidden-one\"\n";
    MaskedText masked = MaskedText.of(file);

    assertThat(masked.text()).doesNotContain("hidden-one");
    assertThat(masked.restored("c", masked.text())).isEqualTo(file);
  }
}

package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PolicyWiringTest {
  private static final String OPENAI = "[[providers]]\nid = \"openai\"\ntype = \"openai\"\n";
  private static final String BOX =
      "[[providers]]\nid = \"box\"\ntype = \"local\"\nendpoint = \"http://localhost:1\"\n";

  @Test
  void addsProfilesToTheBuiltInOnesAndReplacesThoseOfTheSameName() {
    Snapshot.Policy policy =
        PolicyWiring.policyOf(
            config(
                """
                [routing]
                profile = "mine"
                [profiles.mine]
                [profiles.fast]
                max_attempts = 7
                [[rules]]
                name = "r"
                task = "t"
                """));

    assertThat(policy.profiles()).hasSize(BuiltInProfiles.all().size() + 1);
    assertThat(policy.profiles().values())
        .filteredOn(profile -> profile.id().equals("fast"))
        .extracting(profile -> profile.handling().maxAttempts())
        .containsExactly(7);
    assertThat(policy.standard()).isEqualTo("mine");
    assertThat(policy.rules()).extracting(rule -> rule.name()).containsExactly("r");
  }

  @Test
  void isTheBuiltInProfilesWithoutAFile() {
    assertThat(PolicyWiring.policyOf(config("")))
        .isEqualTo(
            new Snapshot.Policy(
                Map.copyOf(
                    BuiltInProfiles.all().stream()
                        .collect(Collectors.toMap(Profile::id, Function.identity()))),
                List.of()));
  }

  @Test
  void warnsOfSelectorsThatNameNothing() {
    assertThat(
            idle(
                OPENAI
                    + """
                    [profiles.p]
                    allow = ["openai", "gpt-*", "family:nope", "anthropic/claude-*", "openia/*"]
                    [[rules]]
                    name = "r"
                    deny = ["gtp-*"]
                    pin = ["openai/gpt-*"]
                    """))
        .containsExactly(
            "the profile p names `family:nope`, which fits no model that is known to be served",
            "the profile p names `anthropic/claude-*`, which fits no model that is known to be"
                + " served",
            "the profile p names `openia/*`, which fits no model that is known to be served",
            "the rule r names `gtp-*`, which fits no model that is known to be served");
  }

  @Test
  void doesNotWarnOfWhatAServerMayListLater() {
    assertThat(
            idle(BOX + "[profiles.p]\nallow = [\"box/llama*\", \"qwen\", \"family:x\", \"bx/y\"]"))
        .containsExactly(
            "the profile p names `bx/y`, which fits no model that is known to be served");
  }

  @Test
  void namesAConfigurationByWhatItServesWhateverTheOrderOfASet() {
    String sorted =
        OPENAI
            + """
            regions = ["a", "b", "c", "d", "e", "f", "g", "h"]
            [profiles.p]
            clearances = ["s", "t", "u", "v", "w", "x", "y", "z"]
            """;
    String mixed =
        OPENAI
            + """
            regions = ["h", "b", "f", "d", "g", "a", "c", "e"]
            [profiles.p]
            clearances = ["y", "t", "w", "s", "u", "z", "v", "x"]
            [[assertions]]
            name = "a"
            expect_not = "x"
            """;

    String revision = RevisionIds.of(config(sorted));

    assertThat(RevisionIds.of(config(mixed))).isEqualTo(revision);
    assertThat(RevisionIds.of(config(sorted.replace("\"g\"", "\"i\"")))).isNotEqualTo(revision);
  }

  private static List<String> idle(String text) {
    GatewayConfig config = config(text);
    return PolicyWiring.idleSelectors(config, NameWiring.tableOf(config, CatalogReader.standard()));
  }

  private static GatewayConfig config(String text) {
    return new ConfigLoader(Map.of()).parse("config.toml", text).config();
  }
}

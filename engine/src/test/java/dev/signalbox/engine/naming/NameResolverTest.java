package dev.signalbox.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.CatalogReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameResolverTest {
  private static final NameTable TABLE =
      new NameTable(
          List.of(
              new ProviderNames("oai", "openai", List.of()),
              new ProviderNames("claude", "anthropic", List.of()),
              new ProviderNames("azure", "azure", List.of("gpt-4o")),
              new ProviderNames("ollama", "", List.of("llama3:8b"))),
          Map.of(
              "fast",
              List.of(
                  new WeightedTarget("claude/claude-haiku-4-5", 0),
                  new WeightedTarget("gpt-4o-mini", 0)),
              "split",
              List.of(new WeightedTarget("oai/a", 90), new WeightedTarget("oai/b", 10))),
          Map.of("gpt-4o-mini", List.of("claude/claude-haiku-4-5", "gpt-4o")),
          new MountNames(
              List.of(new Rewrite("old", false, "oai", Optional.of("new"), true)),
              Map.of(),
              List.of(new PrefixRule("my-", "ollama")),
              Optional.empty()),
          Map.of("gpt-", "openai", "o3", "openai", "claude-", "anthropic"),
          CatalogReader.standard());

  private final NameResolver resolver = new NameResolver(TABLE);

  @Test
  void anUnknownNameNamesNearMatchesOnly() {
    assertThat(resolve("gpt4o")).isEqualTo(new Resolution.Unknown("gpt4o", List.of("gpt-4o")));
    assertThat(resolve("zzzzzzzzzzzz"))
        .isEqualTo(new Resolution.Unknown("zzzzzzzzzzzz", List.of()));
  }

  @Test
  void aRetiredModelIsFoundByNameButNotOffered() {
    assertThat(resolve("gpt-4-0613")).isEqualTo(to(false, new Target("oai", "gpt-4-0613")));
    assertThat(TABLE.names()).contains("gpt-4o").doesNotContain("gpt-4", "o1-preview");
  }

  @Test
  void aRewriteComesFirstAndTheMountsBeforeTheGateways() {
    MountNames mount =
        new MountNames(
            List.of(new Rewrite("ol", true, "claude", Optional.of("c"), false)),
            Map.of(),
            List.of(),
            Optional.empty());

    assertThat(resolve("old")).isEqualTo(to(true, new Target("oai", "new")));
    assertThat(resolver.resolve("old", mount, 0)).isEqualTo(to(false, new Target("claude", "c")));
  }

  @Test
  void aProviderPrefixPinsTheProvider() {
    MountNames mount =
        new MountNames(List.of(), Map.of("openai", "oai"), List.of(), Optional.empty());

    assertThat(resolve("ollama/anything:1"))
        .isEqualTo(to(false, new Target("ollama", "anything:1")));
    assertThat(resolver.resolve("openai/gpt-x", mount, 0))
        .isEqualTo(to(false, new Target("oai", "gpt-x")));
  }

  @Test
  void aModelOfTheCatalogCompetesOnEveryProviderThatServesIt() {
    assertThat(resolve("gpt-4o"))
        .isEqualTo(to(false, new Target("oai", "gpt-4o"), new Target("azure", "gpt-4o")));
    assertThat(resolve("openai/gpt-4o"))
        .isEqualTo(to(false, new Target("oai", "gpt-4o"), new Target("azure", "gpt-4o")));
    assertThat(resolve("llama3:8b")).isEqualTo(to(false, new Target("ollama", "llama3:8b")));
  }

  @Test
  void anAliasKeepsTheOrderOfItsTargets() {
    assertThat(resolve("fast"))
        .isEqualTo(
            ranked(new Target("claude", "claude-haiku-4-5"), new Target("oai", "gpt-4o-mini")));
  }

  @Test
  void autoAndProfilesLeaveTheChoiceToTheEngine() {
    assertThat(resolve("auto")).isEqualTo(new Resolution.Open(Optional.empty()));
    assertThat(resolve("profile:cheap")).isEqualTo(new Resolution.Open(Optional.of("cheap")));
  }

  @Test
  void fallbacksStandBehindTheNamesOwnDeploymentsEachOnce() {
    assertThat(resolve("gpt-4o-mini"))
        .isEqualTo(
            new Resolution.Resolved(
                List.of(
                    List.of(new Target("oai", "gpt-4o-mini")),
                    List.of(new Target("claude", "claude-haiku-4-5")),
                    List.of(new Target("oai", "gpt-4o"), new Target("azure", "gpt-4o"))),
                false));
  }

  @Test
  void weightsShareTheDrawsAndTheSameDrawGivesTheSameTarget() {
    long first =
        LongStream.range(0, 100)
            .filter(draw -> resolveFirst("split", draw).equals("oai/a"))
            .count();

    assertThat(first).isEqualTo(90);
    assertThat(resolveFirst("split", 95)).isEqualTo(resolveFirst("split", 95));
  }

  @Test
  void prefixesComeAfterTheCatalogAndTheDefaultLast() {
    MountNames mount = new MountNames(List.of(), Map.of(), List.of(), Optional.of("ollama"));

    assertThat(resolve("my-model")).isEqualTo(to(false, new Target("ollama", "my-model")));
    assertThat(resolve("claude-3-5-sonnet-20241022"))
        .isEqualTo(to(false, new Target("claude", "claude-3-5-sonnet-20241022")));
    assertThat(resolver.resolve("whatever", mount, 0))
        .isEqualTo(to(false, new Target("ollama", "whatever")));
  }

  @ParameterizedTest
  @CsvSource({"claude-next, claude", "gpt-9, oai", "o3-next, oai"})
  void aWellKnownBeginningNamesItsMaker(String name, String provider) {
    assertThat(resolve(name)).isEqualTo(to(false, new Target(provider, name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-gpt-9-of-2099", "gemini-9", "/gpt-model-of-2099", "oai/", "a/b"})
  void whatNobodyConfiguredServesIsUnknown(String name) {
    assertThat(resolve(name)).isEqualTo(new Resolution.Unknown(name, List.of()));
  }

  @Test
  void aProviderOfOneLetterCanBeNamed() {
    NameResolver small = new NameResolver(tableOf(new ProviderNames("p", "openai", List.of())));

    assertThat(small.resolve("p/m", MountNames.NONE, 0)).isEqualTo(to(false, new Target("p", "m")));
  }

  @Test
  void aProviderThatSaysWhatItServesIsNotAskedForNewModelsOfTheMaker() {
    NameTable table =
        tableOf(
            new ProviderNames("some", "openai", List.of("gpt-4o")),
            new ProviderNames("any", "openai", List.of()));

    assertThat(new NameResolver(table).resolve("gpt-9", MountNames.NONE, 0))
        .isEqualTo(to(false, new Target("any", "gpt-9")));
  }

  @Test
  void aPrefixOfAProviderThatIsNotThereCountsForNothing() {
    MountNames mount =
        new MountNames(
            List.of(), Map.of(), List.of(new PrefixRule("gpt-9", "gone")), Optional.empty());

    assertThat(resolver.resolve("gpt-9", mount, 0))
        .isEqualTo(to(false, new Target("oai", "gpt-9")));
  }

  @Test
  void aMountsDefaultComesBeforeTheGatewaysAndMayBeOneModel() {
    MountNames gateway = new MountNames(List.of(), Map.of(), List.of(), Optional.of("oai/gpt-4o"));
    NameResolver defaulting =
        new NameResolver(
            new NameTable(
                TABLE.providers(), Map.of(), Map.of(), gateway, TABLE.makers(), TABLE.catalog()));
    MountNames mount = new MountNames(List.of(), Map.of(), List.of(), Optional.of("ollama"));

    assertThat(defaulting.resolve("whatever", MountNames.NONE, 0))
        .isEqualTo(to(false, new Target("oai", "gpt-4o")));
    assertThat(defaulting.resolve("whatever", mount, 0))
        .isEqualTo(to(false, new Target("ollama", "whatever")));
  }

  @Test
  void aliasesAndFallbacksMayUsePrefixesAndNameNobodyTwice() {
    NameTable table =
        new NameTable(
            TABLE.providers(),
            Map.of(
                "mine",
                List.of(
                    new WeightedTarget("my-model", 0),
                    new WeightedTarget("ollama/my-model", 0),
                    new WeightedTarget("gpt-9", 0))),
            Map.of(),
            TABLE.gateway(),
            TABLE.makers(),
            TABLE.catalog());

    assertThat(new NameResolver(table).resolve("mine", MountNames.NONE, 0))
        .isEqualTo(ranked(new Target("ollama", "my-model"), new Target("oai", "gpt-9")));
  }

  @Test
  void aClosedMountKnowsItsOwnRewritesOnly() {
    MountNames mount =
        MountNames.only(
            List.of(
                new Rewrite("house", false, "oai", Optional.of("gpt-4o"), true),
                new Rewrite("garden", false, "claude", Optional.of("c"), false)));

    assertThat(resolver.resolve("garden", mount, 0))
        .isEqualTo(to(false, new Target("claude", "c")));
    assertThat(resolver.resolve("gpt-4o", mount, 0))
        .isEqualTo(new Resolution.Unknown("gpt-4o", List.of()));
    assertThat(resolver.resolve("hous", mount, 0))
        .isEqualTo(new Resolution.Unknown("hous", List.of("house")));
  }

  @Test
  void whoCannotUseANameIsNotOfferedIt() {
    NameResolver small =
        new NameResolver(
            tableOf(new ProviderNames("p", "", List.of("alpha-1", "alpha-2", "beta"))));
    Resolution second = to(false, new Target("p", "alpha-2"));

    assertThat(small.unknown("alpha", MountNames.NONE, _ -> true))
        .isEqualTo(new Resolution.Unknown("alpha", List.of("alpha-1", "alpha-2")));
    assertThat(small.unknown("alpha", MountNames.NONE, second::equals))
        .isEqualTo(new Resolution.Unknown("alpha", List.of("alpha-2")));
  }

  private static NameTable tableOf(ProviderNames... providers) {
    return new NameTable(
        List.of(providers),
        Map.of(),
        Map.of(),
        MountNames.NONE,
        TABLE.makers(),
        CatalogReader.standard());
  }

  private Resolution resolve(String name) {
    return resolver.resolve(name, MountNames.NONE, 0);
  }

  private String resolveFirst(String name, long draw) {
    return resolver.resolve(name, MountNames.NONE, draw) instanceof Resolution.Resolved resolved
        ? resolved.targets().getFirst().toString()
        : "";
  }

  private static Resolution ranked(Target... targets) {
    return new Resolution.Resolved(List.of(targets).stream().map(List::of).toList(), false);
  }

  private static Resolution to(boolean reportAlias, Target... targets) {
    return new Resolution.Resolved(List.of(List.of(targets)), reportAlias);
  }
}

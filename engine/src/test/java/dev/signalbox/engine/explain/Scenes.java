package dev.signalbox.engine.explain;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A decision in which something happens in every layer. */
final class Scenes {
  static final Sample HAIKU = Sample.of("anthropic/haiku");
  static final Sample MINI = Sample.of("openai/mini").quality(790_000_000);
  static final Sample LOSING =
      Sample.of("openai/losing")
          .card(
              card ->
                  card.parameters(
                      new ParameterRules(
                          Support.YES, Support.NO, Optional.empty(), List.of(), List.of())));
  static final Sample BLIND = Sample.of("openai/blind").support(Capability.TOOLS, Support.NO);
  static final Sample OPEN =
      Sample.of("azure/open")
          .health(
              new Health(
                  Circuit.OPEN,
                  Optional.of(Instant.parse("2026-11-25T12:00:30Z")),
                  Optional.empty(),
                  0,
                  0,
                  1,
                  false,
                  false));
  static final Sample UNPRICED = Sample.of("local/unpriced").priced(PriceSheet.UNKNOWN);

  private Scenes() {}

  static Decision decision() {
    return decide(List.of(HAIKU, MINI, LOSING, BLIND, OPEN, UNPRICED));
  }

  /** The same with many that are not let in. */
  static Decision crowded() {
    List<Sample> samples = new ArrayList<>(List.of(HAIKU, MINI, LOSING, BLIND, OPEN, UNPRICED));
    for (int i = 1; i <= 9; i++) {
      samples.add(Sample.of("mistral/a-model-with-quite-a-long-name-" + i));
    }
    return decide(samples);
  }

  /** A plan of one with a long name, and a runner-up outside of it of which little is measured. */
  static Decision narrow() {
    Ask ask =
        Ask.auto()
            .pinned("c", "reasoning", false)
            .budget(3 * Sample.DOLLAR)
            .origin(new Question.Origin("", "", "shop", "", "code", Set.of(), Set.of()));
    return Router.decide(
        ask.question(),
        Wants.nothing()
            .attempts(1)
            .with(Wants.deny("d"))
            .over(
                Sample.of("a/a-name-of-thirty-one-characters").signals(1_234_567),
                Sample.of("b/two")
                    .quality(790_000_000)
                    .latency(new Latency(1_000, 2_000, 100, 0, "assumed")),
                Sample.of("d/1"),
                Sample.of("d/2"),
                Sample.of("d/3"),
                Sample.of("d/4")));
  }

  private static Decision decide(List<Sample> samples) {
    Ask ask =
        Ask.auto()
            .estimated()
            .needs(Capability.TOOLS)
            .parameters(Needs.Parameter.STOP)
            .maxOutput(1_024)
            .after(new Target("openai", "mini"), 800);
    return Router.decide(
        ask.question(),
        Wants.nothing()
            .with(Wants.deny("mistral/*"))
            .with(Wants.rule("house", RuleMatch.ALL, Wants.prefer("openai")))
            .attempts(2)
            .over(samples));
  }
}

package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Deployments, wants and a question, all drawn from one seed.
 *
 * <p>Figures are round enough that no cost is rounded, and that two utilities without cost differ
 * by at least 10,000 billionths or not at all.
 *
 * @param samples from 1 to 12
 */
public record World(List<Sample> samples, Wants wants, Ask ask, QualityTable table) {
  private static final List<String> SELECTORS =
      List.of("p0", "p1/*", "p2", "family:f0", "family:f*", "m1*", "p3/m*", "nobody");

  /**
   * Whether the world of {@code seed} is tried where a try takes long: one in ten, where ten
   * thousand are.
   */
  public static boolean isDrawn(long seed) {
    return Integer.getInteger("jqwik.tries.default", 0) < 10_000 || seed % 10 == 0;
  }

  /** The world of {@code seed}; the engine chooses among all. */
  public static World of(long seed) {
    Draw draw = new Draw(new SplittableRandom(seed));
    List<Sample> samples = new ArrayList<>();
    int count = draw.upTo(11) + 1;
    for (int i = 0; i < count; i++) {
      samples.add(draw.sample("p%d/m%d".formatted(draw.upTo(3), i)));
    }
    return new World(samples, draw.wants(), draw.ask(Ask.auto(), samples), QualityTable.EMPTY);
  }

  /** The same, with a name for some of the deployments, in two ranks. */
  public static World named(long seed) {
    World open = of(seed);
    Draw draw = new Draw(new SplittableRandom(seed ^ 0x5ca1ab1e));
    List<Sample> chosen = open.samples().stream().filter(_ -> draw.oneIn(2)).toList();
    if (chosen.isEmpty()) {
      return open;
    }
    Ask ask =
        draw.oneIn(2)
            ? Ask.ranked(chosen.toArray(Sample[]::new))
            : Ask.named(chosen.toArray(Sample[]::new));
    return new World(
        open.samples(), open.wants(), draw.ask(ask, open.samples()), QualityTable.EMPTY);
  }

  /**
   * The same deployments in good health, with nothing forbidden and no conversation under way,
   * where a point of quality is worth so little that money decides much: most have a runner-up, and
   * most of those would win if they were cheaper. Every fourth is a world like any other.
   */
  static World contested(long seed) {
    World open = of(seed);
    Draw draw = new Draw(new SplittableRandom(seed ^ 0x0c0ffee5));
    if (draw.oneIn(4)) {
      return open;
    }
    return new World(
        open.samples().stream().map(sample -> sample.health(Health.GOOD)).toList(),
        draw.thriftyWants(),
        draw.question(Ask.auto()),
        QualityTable.EMPTY);
  }

  /**
   * A contested world in which signals taught something, chance may take part, and the question is
   * of a known cluster.
   */
  public static World learning(long seed) {
    World open = contested(seed);
    Draw draw = new Draw(new SplittableRandom(seed ^ 0x1ea41e5));
    return new World(
        open.samples(),
        draw.oneIn(3) ? open.wants() : open.wants().exploring(1 + draw.upTo(99_999), Sample.DOLLAR),
        open.ask().exploring(seed).clusters(draw.clusters()),
        Tables.of(seed, open.samples()));
  }

  public Snapshot snapshot() {
    Snapshot declared = wants.over(samples);
    return table.isEmpty() ? declared : declared.withQuality("q2", table);
  }

  public Decision decide() {
    return Router.decide(ask.question(), snapshot());
  }

  /** The same with {@code changed} in the place of the deployment of that name. */
  World replacing(Sample changed) {
    return new World(
        samples.stream()
            .map(sample -> sample.target().equals(changed.target()) ? changed : sample)
            .toList(),
        wants,
        ask,
        table);
  }

  World withSamples(List<Sample> changed) {
    return new World(changed, wants, ask, table);
  }

  World wanting(Wants changed) {
    return new World(samples, changed, ask, table);
  }

  World knowing(QualityTable changed) {
    return new World(samples, wants, ask, changed);
  }

  /** What is drawn, one thing after the other. */
  private record Draw(SplittableRandom random) {
    /** None, one, or two of the first four. */
    ClusterMix clusters() {
      int first = upTo(4) - 1;
      int share = 1 + upTo(999);
      if (first < 0) {
        return ClusterMix.NONE;
      }
      return share == ClusterMix.WHOLE
          ? ClusterMix.of(first)
          : ClusterMix.of(
              new int[] {first, (first + 1) % 4}, new int[] {share, ClusterMix.WHOLE - share});
    }

    int upTo(int most) {
      return random.nextInt(most + 1);
    }

    boolean oneIn(int share) {
      return random.nextInt(share) == 0;
    }

    private Output output() {
      return new Output(
          new Output.Length(upTo(1_000), upTo(200)),
          oneIn(2) ? Map.of() : Map.of("general", new Output.Length(upTo(2_000), upTo(100))));
    }

    private long dollars(int most) {
      return (1 + upTo(most)) * 10_000_000L;
    }

    Sample sample(String name) {
      Sample sample =
          Sample.of(name)
              .quality((300 + upTo(600)) * 1_000_000L)
              .latency(latency())
              .output(oneIn(2) ? Output.UNKNOWN : output())
              .health(health());
      if (oneIn(12)) {
        return sample.withoutCard();
      }
      sample =
          sample
              .priced(oneIn(10) ? PriceSheet.UNKNOWN : price())
              .card(
                  card ->
                      card.family(oneIn(2) ? Optional.empty() : Optional.of("f" + upTo(2)))
                          .limits(limits())
                          .parameters(parameters())
                          .lifecycle(lifecycle()));
      for (Capability capability : List.of(Capability.TOOLS, Capability.VISION)) {
        sample = sample.support(capability, support());
      }
      return sample;
    }

    private PriceSheet price() {
      OptionalLong none = OptionalLong.empty();
      long input = dollars(400);
      return PriceSheet.of(
          new Rates(
              OptionalLong.of(input),
              OptionalLong.of(dollars(2_000)),
              oneIn(2) ? none : OptionalLong.of(input / 10),
              none,
              none,
              none,
              none,
              none),
          "test",
          LocalDate.of(2026, 11, 20));
    }

    private Latency latency() {
      int firstToken = 100 * upTo(30);
      int speed = List.of(10, 20, 50, 100).get(upTo(3));
      return new Latency(firstToken, 3 * firstToken, speed, upTo(300), "measured");
    }

    private Health health() {
      return new Health(
          oneIn(12) ? Circuit.OPEN : Circuit.CLOSED,
          Optional.empty(),
          oneIn(20) ? Optional.of(Ask.NOON) : Optional.empty(),
          oneIn(5) ? 85 + upTo(15) : 0,
          oneIn(3) ? 50 : 0,
          100,
          oneIn(30),
          false);
    }

    private Support support() {
      return oneIn(4) ? Support.NO : oneIn(4) ? Support.UNKNOWN : Support.YES;
    }

    private Limits limits() {
      return new Limits(
          oneIn(3) ? OptionalInt.empty() : OptionalInt.of(1_000 + 500 * upTo(30)),
          oneIn(4) ? OptionalInt.of(1_000 + 500 * upTo(10)) : OptionalInt.empty(),
          oneIn(2) ? OptionalInt.of(200 * (1 + upTo(10))) : OptionalInt.empty(),
          OptionalInt.empty());
    }

    private ParameterRules parameters() {
      return new ParameterRules(support(), support(), Optional.empty(), List.of(), List.of());
    }

    private Lifecycle lifecycle() {
      return oneIn(12)
          ? new Lifecycle(
              Lifecycle.Stage.DEPRECATED,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty())
          : Lifecycle.ACTIVE;
    }

    Wants wants() {
      Wants wants =
          Wants.of(new Trade((1 + upTo(200)) * 50_000L, upTo(10) * 1_000_000L))
              .with(bounds())
              .with(wishes())
              .with(
                  new Handling(
                      oneIn(8),
                      oneIn(2),
                      1 + upTo(7),
                      upTo(3) * 10_000_000L,
                      Optional.empty(),
                      Optional.empty(),
                      new Checks(oneIn(3), oneIn(3))));
      if (oneIn(3)) {
        wants = wants.with(Wants.rule("r", match(), wishes()));
      }
      return oneIn(8)
          ? wants.with(new Terms(Set.of(Capability.TOOLS), Set.of(), Set.of(), false, false))
          : wants;
    }

    Wants thriftyWants() {
      return Wants.of(new Trade((1 + upTo(40)) * 5_000L, upTo(10) * 1_000_000L))
          .unknownAllowed()
          .attempts(1 + upTo(7));
    }

    private RuleMatch match() {
      return oneIn(2)
          ? RuleMatch.ALL
          : new RuleMatch(Set.of(), Set.of(), Set.of("p"), Set.of(), Set.of(), Set.of());
    }

    private Bounds bounds() {
      return new Bounds(
          oneIn(10) ? OptionalLong.of(dollars(3_000)) : OptionalLong.empty(),
          oneIn(12) ? OptionalInt.of(3_000 + upTo(6_000)) : OptionalInt.empty(),
          oneIn(12) ? OptionalInt.of(5_000 + upTo(60_000)) : OptionalInt.empty(),
          oneIn(8) ? OptionalLong.of(500_000_000) : OptionalLong.empty());
    }

    private Wishes wishes() {
      return new Wishes(
          Wants.allow(selectors(12)).allow(),
          Wants.deny(selectors(6)).deny(),
          Wants.prefer(selectors(2)).prefer(),
          Wants.avoid(selectors(2)).avoid(),
          Wants.pin(selectors(25)).pin());
    }

    private String[] selectors(int share) {
      return oneIn(share)
          ? new String[] {SELECTORS.get(upTo(7)), SELECTORS.get(upTo(7))}
          : new String[0];
    }

    Ask ask(Ask ask, List<Sample> samples) {
      question(ask);
      conversation(ask, samples);
      return ask;
    }

    Ask question(Ask ask) {
      ask.input(upTo(4) * 1_000L + upTo(500));
      if (oneIn(3)) {
        ask.maxOutput(1 + upTo(1_500));
      }
      if (oneIn(2)) {
        ask.estimated();
      }
      if (oneIn(3)) {
        ask.needs(oneIn(2) ? Capability.TOOLS : Capability.VISION, Capability.STREAMING);
      }
      if (oneIn(4)) {
        ask.parameters(Needs.Parameter.STOP);
      }
      if (oneIn(4)) {
        ask.format("gemini").losing("chat", "top_k", "seed");
      }
      if (oneIn(8)) {
        ask.strict();
      }
      if (oneIn(8)) {
        ask.withoutFailover();
      }
      if (oneIn(8)) {
        ask.budget(dollars(3_000));
      }
      if (oneIn(2)) {
        ask.origin(
            new Question.Origin("", "", "p", "", oneIn(2) ? "code" : "", Set.of(), Set.of()));
      }
      return ask;
    }

    private void conversation(Ask ask, List<Sample> samples) {
      if (oneIn(3)) {
        ask.after(samples.get(upTo(samples.size() - 1)).target(), oneIn(3) ? 0 : upTo(2_000));
      } else if (oneIn(6)) {
        ask.pinned("p" + upTo(3), "reasoning", oneIn(2));
      }
    }
  }
}

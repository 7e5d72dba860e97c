package embed;

import decide.DecideBench;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.prompt.ClusterFit;
import dev.signalbox.signals.prompt.Clusters;
import dev.signalbox.signals.prompt.PromptText;
import dev.signalbox.signals.prompt.StaticEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Time of making a prompt's vector and finding its cluster, alone and before a decision. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EmbedBench {
  /** Prompts in turn, so that no one is learnt by heart. */
  private static final int PROMPTS = 64;

  private static final String[] WORDS =
      ("the of and to a in is write function that takes list numbers returns sorted copy python"
              + " explain why river water flows from mountains please translate following sentence"
              + " into german what would happen if price rises while demand stays same answer with"
              + " letter option step by think json schema field value string array class method"
              + " error fix bug code line test case history war treaty cell protein energy")
          .split(" ");

  /** What the vocabulary lacks: names in code, words a letter off, and long words. */
  private static final String[] ODD =
      "getElementById fucntion quesion kubernetes photosynthesis maxOutputTokens numpy recieve"
          .split(" ");

  /** What every benchmark places with. */
  @State(Scope.Benchmark)
  public static class Table {
    StaticEmbedding embedding;
    Clusters clusters;

    @Setup
    public void setUp() {
      embedding = StaticEmbedding.load();
      SplittableRandom random = new SplittableRandom(5);
      List<float[]> vectors = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        vectors.add(embedding.encode(PromptText.of(text(40, 10, random), "")));
      }
      clusters =
          new ClusterFit(new ClusterFit.Settings(Clusters.MOST, 1_000, 1))
              .fit(embedding.revision(), vectors)
              .orElseThrow();
    }
  }

  /** Prompts of a length. */
  @State(Scope.Thread)
  public static class Prompts {
    /** About as many word pieces. */
    @Param({"50", "500"})
    public int tokens;

    /** Words of a hundred that fall apart. */
    @Param({"5", "100"})
    public int odd;

    PromptText[] prompts;
    int next;

    @Setup
    public void setUp() {
      SplittableRandom random = new SplittableRandom(7);
      prompts = new PromptText[PROMPTS];
      for (int i = 0; i < PROMPTS; i++) {
        prompts[i] = PromptText.of(text(tokens, odd, random), "You are helpful.");
      }
    }

    PromptText prompt() {
      next = (next + 1) % PROMPTS;
      return prompts[next];
    }
  }

  /** The engine with 300 cards. */
  @State(Scope.Thread)
  public static class Engine {
    final DecideBench bench = new DecideBench();

    @Setup(Level.Trial)
    public void setUp() {
      bench.cards = 300;
      bench.setUp();
    }
  }

  @Benchmark
  public ClusterMix place(Table table, Prompts prompts) {
    return table.clusters.mix(table.embedding.encode(prompts.prompt()));
  }

  @Benchmark
  public Decision placeAndDecide(Table table, Prompts prompts, Engine engine, Blackhole hole) {
    hole.consume(table.clusters.mix(table.embedding.encode(prompts.prompt())));
    return engine.bench.decide();
  }

  /** In a process of its own, as at the start of a gateway. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  @Fork(10)
  public StaticEmbedding load() {
    return StaticEmbedding.load();
  }

  private static String text(int words, int odd, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      String[] from = random.nextInt(100) < odd ? ODD : WORDS;
      text.append(from[random.nextInt(from.length)]).append(i % 12 == 11 ? ". " : " ");
    }
    return text.toString();
  }
}

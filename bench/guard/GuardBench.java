package guard;

import dev.signalbox.gateway.guard.scan.Scanner;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to scan one text in which nothing is found, and one that is made of beginnings. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(1)
public class GuardBench {
  private static final String[] WORDS =
      ("Write a function that reads the configuration and returns a list of providers, each with a name and a key."
              + " public static String getToken(Config config) { return config.token(); } The answer must be short."
              + " import foo.bar https://example.com/path?x=1 on 2026-11-02 max_tokens: 4096, temperature = 0.7 while"
              + " we discuss how passwords should be stored and why the quick brown fox jumps over the lazy dog")
          .split(" ");

  /** An ordinary text. */
  @State(Scope.Thread)
  public static class Prompt {
    /** Its length in units of 1,024 characters. */
    @Param({"1", "16", "256"})
    public int kilobytes;

    private String text;

    @Setup
    public void setUp() {
      SplittableRandom random = new SplittableRandom(1);
      StringBuilder words = new StringBuilder();
      while (words.length() < kilobytes * 1_024) {
        words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      text = words.substring(0, kilobytes * 1_024);
    }
  }

  /** A text of 100 KB in which something begins everywhere. */
  @State(Scope.Thread)
  public static class Beginnings {
    /** What it repeats; {@code _} is a blank and {@code \\n} the end of a line. */
    @Param({
      "eyJ",
      "sk-proj-",
      "xoxe-",
      "eyJhbGciOiJI\\n",
      "1.2.3.4.",
      "DE89",
      "password=\"",
      "+1_202_555_0123,",
      "call_2025550123,"
    })
    public String unit;

    private String text;

    @Setup
    public void setUp() {
      String row = unit.replace("\\n", "\n").replace('_', ' ');
      text = row.repeat(100 * 1_024 / row.length() + 1).substring(0, 100 * 1_024);
    }
  }

  /** The scanners. */
  @State(Scope.Benchmark)
  public static class Scanners {
    private final Scanner credentials = new Scanner(new Scanner.Scope(true, false, List.of()));
    private final Scanner all = new Scanner(new Scanner.Scope(true, true, List.of()));
  }

  @Benchmark
  public Object credentials(Scanners scanners, Prompt prompt) {
    return scanners.credentials.scan(prompt.text);
  }

  @Benchmark
  public Object credentialsAndPersonalData(Scanners scanners, Prompt prompt) {
    return scanners.all.scan(prompt.text);
  }

  @Benchmark
  public Object rowOfBeginnings(Scanners scanners, Beginnings beginnings) {
    return scanners.all.scan(beginnings.text);
  }
}

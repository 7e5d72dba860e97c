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
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class GuardBench {
  private static final String[] WORDS =
      ("Write a function that reads the configuration and returns a list of providers, each with a name and a key."
              + " public static String getToken(Config config) { return config.token(); } The answer must be short."
              + " import foo.bar https://example.com/path?x=1 on 2026-11-02 max_tokens: 4096, temperature = 0.7 while"
              + " we discuss how passwords should be stored and why the quick brown fox jumps over the lazy dog")
          .split(" ");

  /** Length of the text, in units of 1,024 characters. */
  @Param({"1", "64", "256"})
  public int kilobytes;

  private final Scanner credentials = new Scanner(new Scanner.Scope(true, false, List.of()));
  private final Scanner all = new Scanner(new Scanner.Scope(true, true, List.of()));
  private String prompt;
  private String beginnings;

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    while (text.length() < kilobytes * 1_024) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    prompt = text.substring(0, kilobytes * 1_024);
    beginnings = "eyJ".repeat(kilobytes * 1_024 / 3);
  }

  @Benchmark
  public Object credentials() {
    return credentials.scan(prompt);
  }

  @Benchmark
  public Object credentialsAndPersonalData() {
    return all.scan(prompt);
  }

  @Benchmark
  public Object rowOfBeginnings() {
    return all.scan(beginnings);
  }
}

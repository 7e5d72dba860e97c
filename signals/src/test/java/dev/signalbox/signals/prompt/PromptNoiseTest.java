package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places prompts of public benchmarks again after noise; skipped where they are not there. */
final class PromptNoiseTest {
  private static final long SEED = 11;

  /** Letters of a hundred that are changed. */
  private static final double TYPOS = 0.015;

  private final StaticEmbedding embedding = StaticEmbedding.load();
  private final SplittableRandom random = new SplittableRandom(SEED);

  @ParameterizedTest
  @ValueSource(strings = {"routellm", "mmlupro", "zeroeval", "bfcl"})
  void placesAPromptWhereItWasBeforeTheNoise(String set) {
    List<String> prompts = prompts(set);
    List<float[]> vectors = prompts.stream().map(this::vector).toList();
    Clusters clusters =
        new ClusterFit(ClusterFit.Settings.STANDARD)
            .fit("e", vectors.subList(0, Math.min(4_000, vectors.size())))
            .orElseThrow();

    assertThat(same(prompts, clusters, text -> text.toUpperCase(Locale.ROOT))).isGreaterThan(0.98);
    assertThat(same(prompts, clusters, this::spaced)).isGreaterThan(0.98);
    assertThat(same(prompts, clusters, this::mistyped)).isGreaterThan(0.955);
  }

  private double same(List<String> prompts, Clusters clusters, UnaryOperator<String> noise) {
    int same = 0;
    for (String prompt : prompts) {
      int before = clusters.mix(vector(prompt)).nearest();
      same += clusters.mix(vector(noise.apply(prompt))).nearest() == before ? 1 : 0;
    }
    return (double) same / prompts.size();
  }

  private float[] vector(String text) {
    return embedding.encode(PromptText.of(text, ""));
  }

  private String spaced(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      out.append(letter);
      if (letter == ' ' && random.nextInt(5) == 0) {
        out.append(random.nextBoolean() ? "  " : "\n");
      }
    }
    return out.append(' ').toString();
  }

  private String mistyped(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (Character.isLetter(out.charAt(i)) && random.nextDouble() < TYPOS) {
        char letter = (char) ('a' + random.nextInt(26));
        switch (random.nextInt(4)) {
          case 0 -> out.setCharAt(i, letter);
          case 1 -> out.deleteCharAt(i);
          case 2 -> out.insert(i, letter);
          default -> {
            if (i > 0) {
              char before = out.charAt(i - 1);
              out.setCharAt(i - 1, out.charAt(i));
              out.setCharAt(i, before);
            }
          }
        }
      }
    }
    return out.toString();
  }

  private static List<String> prompts(String set) {
    Path file = shared().resolve("routing").resolve(set + ".jsonl.gz");
    Assumptions.assumeTrue(Files.isRegularFile(file), "skipped: no prompts of benchmarks");
    ObjectMapper json = new ObjectMapper();
    List<String> prompts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = json.readTree(line);
        prompts.add(row.path("prompt").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return prompts;
  }

  private static Path shared() {
    String configured = System.getProperty("signalbox.shared");
    if (configured != null) {
      return Path.of(configured);
    }
    Path module = Path.of("").toAbsolutePath();
    Path repository = Files.exists(module.resolve("mvnw")) ? module : module.resolve("..");
    return repository.resolve("../shared").normalize();
  }
}

package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.prompt.ClusterFit;
import dev.signalbox.signals.prompt.Clusters;
import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the prompts of a set lie among clusters fitted to some of them. */
final class Prompts {
  private final PromptEncoder encoder;
  private final Clusters clusters;
  private final Map<String, ClusterMix> known = new HashMap<>();

  /** With clusters fitted to the prompts of {@code given}. */
  Prompts(PromptEncoder encoder, List<OutcomeSet.Row> given, long seed) {
    this.encoder = encoder;
    List<float[]> vectors = given.stream().limit(4_096).map(row -> vector(row.prompt())).toList();
    ClusterFit.Settings settings = ClusterFit.Settings.STANDARD;
    this.clusters =
        new ClusterFit(new ClusterFit.Settings(settings.clusters(), 1, seed))
            .fit(encoder.revision(), vectors)
            .orElseThrow();
  }

  private float[] vector(String prompt) {
    return encoder.encode(PromptText.of(prompt, ""));
  }

  /** Where {@code prompt} lies. */
  ClusterMix of(String prompt) {
    return known.computeIfAbsent(prompt, text -> clusters.mix(vector(text)));
  }
}

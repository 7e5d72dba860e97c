package dev.signalbox.gateway.provider.aws;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ids of models on Bedrock: {@code MAKER.MODEL-v1:0}, with a region or {@code global} before it
 * for an inference profile, or either in an address ({@code arn:aws:bedrock:…}).
 */
public final class BedrockModels {
  private static final String MAKER = "anthropic.";
  private static final Pattern PLACE =
      Pattern.compile("^(us|eu|apac|jp|au|ca|sa|us-gov|global)\\.(?=[a-z0-9]+\\.)");
  private static final Pattern RELEASE = Pattern.compile("-v\\d+(:\\d+(:\\w+)?)?$");

  /** How the ids of Anthropic's models and profiles begin. */
  public static final Set<String> ANTHROPIC =
      Stream.of("", "us.", "eu.", "apac.", "jp.", "au.", "ca.", "sa.", "us-gov.", "global.")
          .map(place -> place + MAKER)
          .collect(Collectors.toUnmodifiableSet());

  private BedrockModels() {}

  /**
   * Whether {@code id} is a model of Anthropic's; of a profile with a name of its own nothing is
   * known.
   */
  public static boolean isAnthropic(String id) {
    return id.toLowerCase(Locale.ROOT).contains(MAKER);
  }

  /** The name its maker gave the model {@code id}; other names come back as they are. */
  public static String makersName(String id) {
    String local = id.startsWith("arn:") ? id.substring(id.lastIndexOf('/') + 1) : id;
    String placed = PLACE.matcher(local).replaceFirst("");
    return placed.startsWith(MAKER)
        ? RELEASE.matcher(placed.substring(MAKER.length())).replaceFirst("")
        : placed;
  }
}

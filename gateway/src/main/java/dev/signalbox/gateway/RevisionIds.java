package dev.signalbox.gateway;

import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.config.GatewayConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names the parts of a snapshot by their content: SHA-256, the first 12 hexadecimal digits. */
final class RevisionIds {
  private static final int DIGITS = 12;

  private RevisionIds() {}

  static Revisions of(Snapshot.Policy policy, Fleet fleet) {
    return new Revisions(
        of(policy),
        digest(
            each(
                fleet,
                standing -> standing.deployment().toString() + standing.deployment().card())),
        digest(each(fleet, standing -> standing.deployment().price())),
        digest(each(fleet, standing -> new TreeMap<>(standing.quality()))),
        "h0");
  }

  /** The id of a whole configuration; secrets have no part in it. */
  static String of(GatewayConfig config) {
    return digest(config.toString());
  }

  /** The name of what people want. */
  static String of(Snapshot.Policy policy) {
    return digest(new TreeMap<>(policy.profiles()) + policy.standard() + policy.rules());
  }

  private static String each(Fleet fleet, Function<Standing, Object> part) {
    return fleet.standings().stream()
        .map(part)
        .map(String::valueOf)
        .collect(Collectors.joining("\n"));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

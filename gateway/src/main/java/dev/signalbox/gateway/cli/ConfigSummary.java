package dev.signalbox.gateway.cli;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.config.ModelAlias;
import dev.signalbox.gateway.config.ProfileConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a configuration makes, for people. */
final class ConfigSummary {
  private static final long PER_THOUSAND = 1_000;

  private ConfigSummary() {}

  static List<String> lines(LoadedConfig loaded) {
    GatewayConfig config = loaded.config();
    var lines = new ArrayList<String>();
    lines.add(
        "listens on %s port %d, %s"
            .formatted(
                config.server().host(),
                config.server().port(),
                config.requiresKey() ? "a key is needed" : "no key is needed"));
    lines.add("providers: " + count(config.providers().size()));
    config.providers().forEach(provider -> lines.add("  " + provider(provider)));
    lines.add("models: " + count(config.models().size()));
    config.models().values().forEach(alias -> lines.add("  " + alias(alias)));
    config.policy().profiles().forEach(profile -> lines.add(profile(profile)));
    config.policy().rules().forEach(rule -> lines.add("rule " + rule.name()));
    if (!config.cards().isEmpty()) {
      lines.add("cards over the catalog: " + config.cards().size());
    }
    config.apps().forEach(app -> lines.add("app " + app.name() + " at " + app.path()));
    loaded.warnings().forEach(warning -> lines.add("warning: " + warning));
    return lines;
  }

  private static String count(int number) {
    return number == 0 ? "none" : Integer.toString(number);
  }

  private static String provider(ProviderConfig provider) {
    String keys =
        provider.apiKeys().isEmpty()
            ? provider.keyCount() == 0 ? "no key" : "tokens"
            : "key "
                + provider.apiKeys().stream().map(Secret::masked).collect(Collectors.joining(", "));
    return "%s (%s), %s, %s%s"
        .formatted(
            provider.id(),
            provider.type().id(),
            provider.endpoint().map(URI::toString).orElse("usual address"),
            keys,
            provider.enabled() ? "" : ", switched off");
  }

  private static String profile(ProfileConfig written) {
    Trade trade = written.profile().trade();
    String point =
        trade.pointNanos() == Trade.PRICELESS
            ? "cost does not count"
            : "a point is worth $%s per 1,000 requests"
                .formatted(Dollars.text(trade.pointNanos() * PER_THOUSAND));
    String weights =
        written
            .weights()
            .map(
                given ->
                    ", from the weights cost %s, latency %s, quality %s"
                        .formatted(
                            plain(given.cost()), plain(given.latency()), plain(given.quality())))
            .orElse("");
    return "profile %s: %s, a second %s points%s"
        .formatted(written.profile().id(), point, plain(trade.secondPoints()), weights);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String alias(ModelAlias alias) {
    return alias.name()
        + ": "
        + alias.targets().stream()
            .map(
                target ->
                    target.provider()
                        + "/"
                        + target.model()
                        + (target.weight() > 0 ? " (weight " + target.weight() + ")" : ""))
            .collect(Collectors.joining(", "));
  }
}

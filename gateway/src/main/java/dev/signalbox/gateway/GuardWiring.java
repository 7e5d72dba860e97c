package dev.signalbox.gateway;

import com.google.re2j.Pattern;
import dev.signalbox.gateway.config.SanitizationConfig;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.guard.Action;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.guard.GuardPolicy;
import dev.signalbox.gateway.guard.GuardSettings;
import dev.signalbox.gateway.guard.StandInKey;
import dev.signalbox.gateway.guard.hook.Webhook;
import dev.signalbox.gateway.guard.scan.Category;
import dev.signalbox.gateway.guard.scan.OwnRule;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** From the configuration to the guard. */
final class GuardWiring {
  private static final int KEY_BYTES = 32;
  private static final Map<String, Category> CATEGORIES =
      Map.of("credentials", Category.CREDENTIAL, "pii", Category.PII);

  private GuardWiring() {}

  /** A key that nobody knows. */
  static Secret randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }

  /** The guard that is configured; {@code drawn} names stand-ins where no key for that is. */
  static Guard guardOf(SanitizationConfig config, Secret drawn) {
    GuardPolicy policy = policyOf(config);
    SanitizationConfig.More more = config.more();
    return new Guard(
        new GuardSettings(
            policy,
            more.overrides().stream().map(override -> forSome(policy, override)).toList(),
            more.rules().stream()
                .map(rule -> new OwnRule(rule.name(), Pattern.compile(rule.pattern())))
                .toList(),
            more.allow().stream().map(Pattern::compile).toList(),
            new StandInKey(
                more.standInKey().orElse(drawn).value().getBytes(StandardCharsets.UTF_8)),
            more.webhooks().stream().map(GuardWiring::webhookOf).toList()));
  }

  private static Webhook webhookOf(SanitizationConfig.Webhook hook) {
    return new Webhook(
        hook.name(),
        hook.stage(),
        hook.url(),
        hook.timeout(),
        hook.open(),
        hook.bearer().map(Secret::value));
  }

  private static GuardPolicy policyOf(SanitizationConfig config) {
    Action found = config.complianceGate() ? Action.BLOCK : Action.LOG;
    Action personal = config.complianceGate() ? Action.BLOCK : Action.REDACT;
    Map<Category, Action> categories = new EnumMap<>(Category.class);
    categories.put(Category.CREDENTIAL, config.scanCredentials() ? found : Action.OFF);
    categories.put(Category.PII, config.redactPii() ? personal : Action.OFF);
    categories.put(Category.OWN, found);
    Map<String, Action> types = new HashMap<>();
    config.more().rules().forEach(rule -> types.put(rule.name(), rule.action()));
    return with(
        new GuardPolicy(
            config.enabled(),
            categories,
            types,
            config.more().restore(),
            config.more().scanAnswers()),
        config.more().actions());
  }

  private static GuardSettings.ForSome forSome(
      GuardPolicy base, SanitizationConfig.ForSome override) {
    GuardPolicy changed =
        new GuardPolicy(
            override.enabled().orElse(base.enabled()),
            base.categories(),
            base.types(),
            override.restore().orElse(base.restore()),
            override.scanAnswers().orElse(base.scanAnswers()));
    return new GuardSettings.ForSome(
        override.keys(), override.apps(), override.projects(), with(changed, override.actions()));
  }

  private static GuardPolicy with(GuardPolicy policy, Map<String, Action> actions) {
    Map<Category, Action> categories = new EnumMap<>(Category.class);
    Map<String, Action> types = new HashMap<>();
    actions.forEach(
        (name, action) -> {
          Category category = CATEGORIES.get(name);
          if (category == null) {
            types.put(name, action);
          } else {
            categories.put(category, action);
          }
        });
    return policy.with(categories, types);
  }
}

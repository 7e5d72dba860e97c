package dev.signalbox.gateway.config;

import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.analytics.budget.Scope;
import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.Expectation;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.Trees;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks what the keys of one section say about another. */
final class CrossChecks {
  private final GatewayConfig config;
  private final Map<String, Place> places;
  private final Report report;
  private final Place whole;

  CrossChecks(GatewayConfig config, Node.Table root, Report report) {
    this.config = config;
    this.places = Trees.places(root);
    this.report = report;
    this.whole = root.place();
  }

  void run() {
    checkModels();
    checkRouting("routing", "prefixes", config.routing());
    for (AppConfig app : config.apps()) {
      String path = Place.join("apps", app.name());
      checkRouting(path, "prefix_providers", app.routing());
      app.profile().ifPresent(profile -> checkProfile(path + ".profile", profile));
    }
    checkPaths();
    checkKeyMap();
    checkBudgets();
    checkLimits();
    checkCluster();
    config
        .overload()
        .priorities()
        .forEach(
            each ->
                each.apps()
                    .forEach(
                        app ->
                            checkApp(
                                Place.join("overload.priorities", each.name()) + ".apps", app)));
    checkPolicy();
    checkOpen();
  }

  private void checkPolicy() {
    PolicyConfig policy = config.policy();
    checkProfile("routing.profile", policy.selection().profile());
    List<Profile> profiles = policy.profiles().stream().map(ProfileConfig::profile).toList();
    policy.rules().forEach(rule -> checkRule("rules", rule, profiles));
    policy.assertions().forEach(this::checkAssertion);
    checkTrial(profiles);
  }

  private void checkTrial(List<Profile> profiles) {
    TrialConfig.Policy trial = config.trial().policy();
    List<Profile> known =
        Stream.concat(profiles.stream(), trial.profiles().stream().map(ProfileConfig::profile))
            .toList();
    trial.profile().ifPresent(profile -> checkProfile("trial.profile", profile, known));
    trial.rules().ifPresent(rules -> rules.forEach(rule -> checkRule("trial.rules", rule, known)));
    if (trial.isEmpty() && config.trial().isOn()) {
      String key = config.trial().shadowMillionths() > 0 ? "shadow.share" : "canary.percent";
      report.wrong(place(key), "needs a policy in `[trial]` that is another one");
    }
  }

  private void checkRule(String section, Rule rule, List<Profile> profiles) {
    String path = Place.join(section, rule.name());
    rule.profile().ifPresent(profile -> checkProfile(path + ".profile", profile, profiles));
    rule.match().apps().forEach(app -> checkApp(path + ".apps", app));
  }

  private void checkAssertion(Assertion assertion) {
    String path = Place.join("assertions", assertion.name());
    Assertion.Request request = assertion.request();
    boolean refusal =
        assertion.expectations().stream().anyMatch(Expectation.Refusal.class::isInstance);
    if (!refusal) {
      request.profile().ifPresent(profile -> checkProfile(path + ".profile", profile));
      if (request.model().startsWith(NameResolver.PROFILE)) {
        checkProfile(path + ".model", request.model().substring(NameResolver.PROFILE.length()));
      }
    }
    if (!request.origin().app().isEmpty()) {
      checkApp(path + ".app", request.origin().app());
    }
    for (Expectation expectation : assertion.expectations()) {
      if (expectation instanceof Expectation.Providers(var ids)) {
        ids.stream().sorted().forEach(id -> checkProvider(path + ".expect_providers", id));
      }
    }
  }

  private void checkProfile(String path, String profile) {
    checkProfile(
        path, profile, config.policy().profiles().stream().map(ProfileConfig::profile).toList());
  }

  private void checkProfile(String path, String profile, List<Profile> beside) {
    List<String> known =
        Stream.concat(BuiltInProfiles.all().stream(), beside.stream())
            .map(Profile::id)
            .distinct()
            .toList();
    checkKnown(path, "profile", profile, known);
  }

  private void checkApp(String path, String app) {
    checkKnown(path, "app", app, config.apps().stream().map(AppConfig::name).toList());
  }

  private void checkModels() {
    for (ModelAlias alias : config.models().values()) {
      String path = Place.join("models", alias.name()) + ".targets";
      for (int index = 0; index < alias.targets().size(); index++) {
        String element = path + "[" + index + "]";
        String model = element + ".model";
        String target = places.containsKey(model) ? model : element;
        checkProvider(
            places.containsKey(target) ? target : path, alias.targets().get(index).provider());
      }
    }
  }

  private void checkRouting(String path, String prefixes, RoutingConfig routing) {
    routing.fallback().ifPresent(fallback -> checkProvider(path + ".default", fallback.provider()));
    routing
        .prefixes()
        .forEach(
            (prefix, provider) ->
                checkProvider(Place.join(path + "." + prefixes, prefix), provider));
    for (int index = 0; index < routing.rewrites().size(); index++) {
      checkProvider(
          path + ".rewrites[" + index + "].provider", routing.rewrites().get(index).provider());
    }
  }

  private void checkPaths() {
    var seen = new HashMap<String, String>();
    for (AppConfig app : config.apps()) {
      String other = seen.putIfAbsent(app.path(), app.name());
      if (other != null) {
        report.wrong(
            place(Place.join("apps", app.name()) + ".path"),
            "must be unique: the app `" + other + "` has `" + app.path() + "` already");
      }
      if ((config.metrics().endpoint() + "/").startsWith(app.path() + "/")) {
        report.wrong(
            place("metrics.endpoint"),
            "must not be below the path of the app `" + app.name() + "`");
      }
    }
  }

  private void checkBudgets() {
    record Of(Scope scope, String subject, Period.Unit period) {}
    var seen = new HashMap<Of, String>();
    for (Budget budget : config.budgets()) {
      String other =
          seen.putIfAbsent(
              new Of(budget.scope(), budget.subject(), budget.period().unit()), budget.name());
      if (other != null) {
        report.wrong(
            place(Place.join("budgets", budget.name()) + ".scope"),
            "with its subject and period must be unique: the budget `"
                + other
                + "` has them"
                + " already");
      }
    }
  }

  private void checkLimits() {
    record Of(LimitScope scope, String subject) {}
    var seen = new HashMap<Of, String>();
    for (Limit limit : config.limits()) {
      String other = seen.putIfAbsent(new Of(limit.scope(), limit.subject()), limit.name());
      if (other != null) {
        report.wrong(
            place(Place.join("limits", limit.name()) + ".scope"),
            "with its subject must be unique: the limit `" + other + "` has them already");
      }
    }
  }

  private void checkCluster() {
    switch (config.sharedLimits()) {
      case REDIS -> {
        if (config.cluster().redis().isEmpty()) {
          report.wrong(place("cluster.limits"), "is `redis`, which needs `cluster.redis_url`");
        }
      }
      case POSTGRESQL -> {
        if (config.database().server().isEmpty()) {
          report.wrong(place("cluster.limits"), "is `postgresql`, which needs `database.url`");
        }
      }
      case LOCAL -> {}
    }
  }

  private void checkKeyMap() {
    for (int index = 0; index < config.keyMap().size(); index++) {
      String path = "key_map[" + index + "].provider_keys";
      config
          .keyMap()
          .get(index)
          .providerKeys()
          .keySet()
          .forEach(provider -> checkProvider(Place.join(path, provider), provider));
    }
  }

  private void checkProvider(String path, String provider) {
    checkKnown(
        path, "provider", provider, config.providers().stream().map(ProviderConfig::id).toList());
  }

  private void checkKnown(String path, String what, String name, List<String> known) {
    if (known.contains(name)) {
      return;
    }
    String hint =
        NearMatch.question(name, known)
            .orElse(
                known.isEmpty()
                    ? "no " + what + " is configured"
                    : "configured are " + Place.listed(known.stream().limit(20).toList()));
    report.wrong(place(path), "names the unknown " + what + " `" + name + "`; " + hint);
  }

  private void checkOpen() {
    if (!config.isOpenByMistake()) {
      return;
    }
    report.wrong(
        place("server.host"),
        "must be a loopback address such as `127.0.0.1` while no key is configured, not `"
            + config.server().host()
            + "`; set `server.api_key`, add a `[key_map.…]`, or set `server.allow_open = true` to"
            + " let everybody in; `access.required = true` leaves it to keys made by `signalbox"
            + " keys create`");
  }

  private Place place(String path) {
    return places.getOrDefault(path, new Place(whole.source(), 0, path));
  }
}

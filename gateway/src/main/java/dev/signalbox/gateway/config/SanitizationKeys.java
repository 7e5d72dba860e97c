package dev.signalbox.gateway.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.guard.Action;
import dev.signalbox.gateway.guard.hook.HookStage;
import dev.signalbox.gateway.guard.scan.FindingTypes;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of {@code [sanitization]}. */
final class SanitizationKeys {
  static final String CREDENTIALS = "credentials";
  static final String PII = "pii";

  private static final int MOST_RULES = 100;
  private static final Kind.Scalar<Action> ACTION =
      Kinds.choice(CommonKinds.byId(Action.values(), Action::id));
  private static final Kind<Map<String, Action>> ACTION_TABLE =
      new Kind.Entries<>(
          Names.of(
              "[A-Z][A-Z0-9_]{0,63}|credentials|pii",
              "`credentials`, `pii` or a type in capitals, such as `EMAIL`",
              1_000),
          ACTION);
  private static final Kind.Scalar<String> PATTERN =
      Kinds.text("a regular expression in the syntax of RE2", SanitizationKeys::pattern);

  static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), false, "scan prompts before they leave");
  static final Key<Boolean> SCAN_CREDENTIALS =
      Key.of("scan_credentials", Kinds.flag(), true, "look for keys, tokens and passwords");
  static final Key<Boolean> REDACT_PII =
      Key.of(
          "redact_pii",
          Kinds.flag(),
          false,
          "black out mail addresses, telephone and social security numbers");
  static final Key<Boolean> COMPLIANCE_GATE =
      Key.of(
          "compliance_gate",
          Kinds.flag(),
          false,
          "refuse a request with a finding rather than log it");
  static final Key<Map<String, Action>> ACTIONS =
      Key.of(
          "actions",
          ACTION_TABLE,
          Map.of(),
          "what is done about single types, and about `credentials` and `pii`: off, log, redact or"
              + " block; it wins over the switches above");
  static final Key<Boolean> RESTORE =
      Key.of(
          "restore",
          Kinds.flag(),
          false,
          "put the values back into answers in the place of what stood for them in the prompt");
  static final Key<Boolean> SCAN_ANSWERS =
      Key.of("scan_answers", Kinds.flag(), false, "scan answers and streams as well");
  static final Key<List<String>> ALLOW =
      Key.of(
          "allow",
          new Kind.Many<>(PATTERN, MOST_RULES, true),
          List.of(),
          "values that are no finding: regular expressions of whole values");
  static final Key<Optional<Secret>> STAND_IN_KEY =
      Key.optional(
          "stand_in_key",
          CommonKinds.SECRET,
          "what names of stand-ins are derived with, the same on all nodes; drawn at the start when"
              + " absent");

  static final Key<String> RULE_NAME =
      Key.required(
          "name",
          Kinds.matching("[A-Z][A-Z0-9_]{0,63}", "1 to 64 capitals, digits or `_`"),
          "unique name of the rule; findings and stand-ins have it");
  static final Key<String> RULE_PATTERN =
      Key.required("pattern", PATTERN, "what it finds, in the syntax of RE2");
  static final Key<Action> RULE_ACTION =
      Key.of("action", ACTION, Action.LOG, "what is done about what the rule finds");

  static final Section<SanitizationConfig.Rule> RULE_SECTION =
      Section.of(
          List.of(RULE_NAME, RULE_PATTERN, RULE_ACTION),
          values ->
              new SanitizationConfig.Rule(
                  values.get(RULE_NAME), values.get(RULE_PATTERN), values.get(RULE_ACTION)));

  static final Key<String> OVERRIDE_NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the override");
  static final Key<List<String>> KEYS =
      Key.of("keys", CommonKinds.LABELS, List.of(), "labels of keys it is for; none: all");
  static final Key<List<String>> APPS =
      Key.of("apps", CommonKinds.LABELS, List.of(), "names of apps it is for; none: all");
  static final Key<List<String>> PROJECTS =
      Key.of("projects", CommonKinds.LABELS, List.of(), "projects it holds for; none: all");
  static final Key<Optional<Boolean>> OVERRIDE_ENABLED =
      Key.optional("enabled", Kinds.flag(), "whether their prompts are scanned");
  static final Key<Map<String, Action>> OVERRIDE_ACTIONS =
      Key.of("actions", ACTION_TABLE, Map.of(), "what is done otherwise about their findings");
  static final Key<Optional<Boolean>> OVERRIDE_RESTORE =
      Key.optional("restore", Kinds.flag(), "whether their answers get the values back");
  static final Key<Optional<Boolean>> OVERRIDE_ANSWERS =
      Key.optional("scan_answers", Kinds.flag(), "whether their answers are scanned");

  static final Section<SanitizationConfig.ForSome> OVERRIDE_SECTION =
      Section.of(
          List.of(
              OVERRIDE_NAME,
              KEYS,
              APPS,
              PROJECTS,
              OVERRIDE_ENABLED,
              OVERRIDE_ACTIONS,
              OVERRIDE_RESTORE,
              OVERRIDE_ANSWERS),
          values ->
              new SanitizationConfig.ForSome(
                  values.get(OVERRIDE_NAME),
                  Set.copyOf(values.get(KEYS)),
                  Set.copyOf(values.get(APPS)),
                  Set.copyOf(values.get(PROJECTS)),
                  values.get(OVERRIDE_ENABLED),
                  values.get(OVERRIDE_ACTIONS),
                  values.get(OVERRIDE_RESTORE),
                  values.get(OVERRIDE_ANSWERS)));

  static final Key<String> HOOK_NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the webhook; refusals name it");
  static final Key<HookStage> HOOK_STAGE =
      Key.of(
          "stage",
          Kinds.choice(CommonKinds.byId(HookStage.values(), HookStage::id)),
          HookStage.BEFORE,
          "whether it is asked about prompts before they leave, or about answers after that");
  static final Key<URI> HOOK_URL =
      Key.required("url", CommonKinds.HTTP_ADDRESS, "where it is asked, with POST");
  static final Key<Duration> HOOK_TIMEOUT =
      Key.of("timeout_ms", Kinds.millis(10, 60_000), Duration.ofSeconds(2), "time for its answer");
  static final Key<Boolean> HOOK_FAILURE =
      Key.of(
          "on_failure",
          Kinds.choice(choices("open", "closed")),
          false,
          "whether what it is asked about goes on or is refused when it does not answer");
  static final Key<Optional<Secret>> HOOK_BEARER =
      Key.optional("bearer", CommonKinds.SECRET, "token that it is asked with");

  static final Section<SanitizationConfig.Webhook> HOOK_SECTION =
      Section.of(
          List.of(HOOK_NAME, HOOK_STAGE, HOOK_URL, HOOK_TIMEOUT, HOOK_FAILURE, HOOK_BEARER),
          values ->
              new SanitizationConfig.Webhook(
                  values.get(HOOK_NAME),
                  values.get(HOOK_STAGE),
                  values.get(HOOK_URL),
                  values.get(HOOK_TIMEOUT),
                  values.get(HOOK_FAILURE),
                  values.get(HOOK_BEARER)));

  static final Key<List<SanitizationConfig.Rule>> RULES =
      Key.of(
          "rules",
          new Kind.Groups<>(RULE_SECTION, "name", MOST_RULES),
          List.of(),
          "what else is looked for");
  static final Key<List<SanitizationConfig.ForSome>> OVERRIDES =
      Key.of(
          "overrides",
          new Kind.Groups<>(OVERRIDE_SECTION, "name", CommonKinds.MOST_ENTRIES),
          List.of(),
          "what is different for some keys, apps or projects; the first that fits counts");
  static final Key<List<SanitizationConfig.Webhook>> WEBHOOKS =
      Key.of(
          "webhooks",
          new Kind.Groups<>(HOOK_SECTION, "name", 20),
          List.of(),
          "who else is asked about prompts and answers, in this order");

  static final Section<SanitizationConfig> SECTION =
      Section.checked(
          List.of(
              ENABLED,
              SCAN_CREDENTIALS,
              REDACT_PII,
              COMPLIANCE_GATE,
              ACTIONS,
              RESTORE,
              SCAN_ANSWERS,
              ALLOW,
              STAND_IN_KEY,
              RULES,
              OVERRIDES,
              WEBHOOKS),
          SanitizationKeys::make);

  private SanitizationKeys() {}

  private static Map<String, Boolean> choices(String yes, String no) {
    var choices = new LinkedHashMap<String, Boolean>();
    choices.put(yes, true);
    choices.put(no, false);
    return choices;
  }

  private static Optional<String> pattern(String text) {
    try {
      Pattern.compile(text);
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<SanitizationConfig> make(Values values) {
    Set<String> known =
        values.get(RULES).stream().map(SanitizationConfig.Rule::name).collect(Collectors.toSet());
    known.addAll(FindingTypes.all());
    known.addAll(List.of(CREDENTIALS, PII));
    check(values, ACTIONS, values.get(ACTIONS), known);
    values.get(OVERRIDES).forEach(override -> check(values, OVERRIDES, override.actions(), known));
    return values.areSound()
        ? Optional.of(
            new SanitizationConfig(
                values.get(ENABLED),
                values.get(SCAN_CREDENTIALS),
                values.get(REDACT_PII),
                values.get(COMPLIANCE_GATE),
                new SanitizationConfig.More(
                    values.get(ACTIONS),
                    values.get(RESTORE),
                    values.get(SCAN_ANSWERS),
                    values.get(ALLOW),
                    values.get(STAND_IN_KEY),
                    values.get(RULES),
                    values.get(OVERRIDES),
                    values.get(WEBHOOKS))))
        : Optional.empty();
  }

  private static void check(
      Values values, Key<?> key, Map<String, Action> actions, Set<String> known) {
    actions.keySet().stream()
        .filter(type -> !known.contains(type))
        .sorted()
        .forEach(
            type ->
                values
                    .report()
                    .wrong(
                        values.place(key),
                        "names `%s`, which is no type and no rule; docs/guard.md lists the types"
                            .formatted(type)));
  }
}

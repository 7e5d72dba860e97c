package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
  private static final Rule CODE = rule("r1", match("t-code"), "code", "");
  private static final Rule IDE = rule("r2", RuleMatch.ALL, "", "t-code");
  private static final Rule FAST = rule("r3", RuleMatch.ALL, "fast", "t-fast");

  @Test
  void takesWhatTheRequestNamesOverAllRules() {
    assertThat(assign(List.of(FAST), "t", Optional.of("best")))
        .isEqualTo(new Assignment("best", origin("t")));
  }

  @Test
  void givesTheTaskFirstSoThatRulesForItApply() {
    assertThat(assign(List.of(CODE, IDE), "", Optional.empty()))
        .isEqualTo(new Assignment("code", origin("t-code")));
  }

  @Test
  void takesTheFirstRuleThatSaysSomething() {
    assertThat(assign(List.of(IDE, FAST), "", Optional.empty()))
        .isEqualTo(new Assignment("fast", origin("t-code")));
  }

  @Test
  void takesNoRuleThatIsForOthers() {
    assertThat(assign(List.of(CODE), "other", Optional.empty()))
        .isEqualTo(new Assignment("cheap", origin("other")));
  }

  private static Assignment assign(List<Rule> rules, String task, Optional<String> profile) {
    var profiles =
        BuiltInProfiles.all().stream().collect(Collectors.toMap(Profile::id, Function.identity()));
    return Assignment.of(new Snapshot.Policy(profiles, "cheap", rules), origin(task), profile);
  }

  private static Question.Origin origin(String task) {
    return new Question.Origin("k", "a", "p", "s", task, Set.of(), Set.of());
  }

  private static RuleMatch match(String task) {
    return new RuleMatch(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(task), Set.of());
  }

  private static Rule rule(String name, RuleMatch match, String profile, String task) {
    return new Rule(name, match, Wishes.NONE, Terms.NONE, text(profile), text(task));
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}

package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a snapshot keeps of earlier questions changes no decision. */
final class RememberedPropertiesTest {
  private static final RuleMatch SHOPS =
      new RuleMatch(Set.of(), Set.of(), Set.of("shop"), Set.of(), Set.of(), Set.of());

  @Property
  void whatWasAskedBeforeChangesNothing(@ForAll long seed) {
    World world = world(World.of(seed));
    Snapshot asked = world.snapshot();

    for (Question question : questions(seed)) {
      Decision first = Router.decide(question, asked);

      assertThat(first).isEqualTo(Router.decide(question, world.snapshot()));
      assertThat(Router.decide(question, asked)).isEqualTo(first);
    }
  }

  @Property
  void underAnotherPolicyNothingIsLeftOfTheOneBefore(@ForAll long seed) {
    World world = world(World.of(seed));
    World other = world.wanting(World.of(seed + 1).wants());
    Snapshot asked = world.snapshot();
    questions(seed).forEach(question -> Router.decide(question, asked));
    Snapshot changed = asked.under("c1", other.snapshot().policy());

    for (Question question : questions(seed)) {
      assertThat(Router.decide(question, changed))
          .isEqualTo(Router.decide(question, other.snapshot()));
    }
  }

  /** Its rules are those of {@code world} and one for the project {@code shop}. */
  private static World world(World world) {
    return world.wanting(
        world.wants().with(Wants.rule("shops", SHOPS, Wants.deny("p0", "family:f1"))));
  }

  /** Alike but for who asks, for what, and when. */
  private static List<Question> questions(long seed) {
    Ask ask = World.of(seed).ask();
    Question question = ask.question();
    List<Question> questions = new ArrayList<>();
    for (Permit permit :
        List.of(
            Permit.ALL,
            new Permit(List.of(), Set.of("p1")),
            Permit.of(Stream.of("m1*", "p2"), Set.of()))) {
      questions.add(with(question, new Question.Scope.Open(permit), question.at(), "team"));
      questions.add(with(question, new Question.Scope.Open(permit), question.at(), "other"));
    }
    questions.add(World.named(seed).ask().question());
    for (long days : List.of(-600L, -1L, 600L)) {
      Instant at = question.at().plus(Duration.ofDays(days));
      questions.add(with(question, question.scope(), at, "team"));
    }
    questions.add(
        ask.origin(new Question.Origin("", "", "shop", "", "", Set.of(), Set.of())).question());
    return questions;
  }

  private static Question with(Question question, Question.Scope scope, Instant at, String key) {
    Question.Origin origin = question.origin();
    return new Question(
        question.asked(),
        scope,
        question.needs(),
        new Question.Origin(
            key,
            origin.app(),
            origin.project(),
            origin.source(),
            origin.task(),
            origin.classifications(),
            origin.ownKeys()),
        question.session(),
        question.budgetLeftNanos(),
        at,
        question.seed(),
        question.clusters(),
        question.explores());
  }
}

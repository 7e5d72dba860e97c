package dev.signalbox.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D13 an answer that is kept")
final class KeptAnswersTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final KeptAnswers.Digest BODY = new KeptAnswers.Digest(new byte[] {1});
  private static final KeptAnswers.Running FIRST = new KeptAnswers.Running(BODY, "req_1");
  private static final KeptAnswers.Running SECOND = new KeptAnswers.Running(BODY, "req_2");
  private static final KeptAnswers.Kept ANSWER =
      new KeptAnswers.Kept(BODY, new AnswerCopy(200, "application/json", new byte[3]), "m", DAY);

  private final KeptAnswers answers = new KeptAnswers();

  @Test
  void isGivenUntilItsTimeIsOverAndThenForgotten() {
    KeptAnswers.Name name = name("caller", "key");
    assertThat(answers.begin(name, FIRST, 0)).isEmpty();
    answers.end(name, FIRST, Optional.of(ANSWER));

    assertThat(answers.begin(name, SECOND, DAY - 1)).contains(ANSWER);
    assertThat(answers.begin(name, SECOND, DAY)).isEmpty();
  }

  @Test
  void isOnesOwn() {
    answers.begin(name("caller", "key"), FIRST, 0);

    assertThat(answers.begin(name("other", "key"), SECOND, 0)).isEmpty();
    assertThat(answers.begin(name("caller", "other"), SECOND, 0)).isEmpty();
    assertThat(answers.begin(name("caller", "key"), SECOND, 0)).contains(FIRST);
  }

  @Test
  void isNoneWhereItFailed() {
    KeptAnswers.Name name = name("caller", "key");
    answers.begin(name, FIRST, 0);
    answers.end(name, FIRST, Optional.empty());

    assertThat(answers.begin(name, SECOND, 1)).isEmpty();
  }

  private static KeptAnswers.Name name(String caller, String key) {
    return new KeptAnswers.Name(caller, "/v1/chat/completions", key);
  }
}

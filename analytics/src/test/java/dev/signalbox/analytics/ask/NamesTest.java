package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.sql.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name in a question is the name of. */
final class NamesTest {
  private static final KnownNames BOTH =
      KnownNames.of(
          Map.of(Dimension.PROFILE, List.of("code"), Dimension.TASK, List.of("code", "chat")));
  private static final KnownNames PROFILE_ONLY =
      KnownNames.of(
          Map.of(
              Dimension.PROFILE,
              List.of("code"),
              Dimension.TASK,
              List.of("chat"),
              Dimension.PROVIDER,
              List.of("openai")));

  private static Reading read(String question, KnownNames names) {
    return new Templates(Dialect.SQLITE)
        .read(
            question,
            new Templates.Setting(
                Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC, names, Duration.ZERO));
  }

  private static String sql(String question, KnownNames names) {
    return read(question, names) instanceof Reading.Certain(Query query)
        ? query.sql()
        : "unclear: " + read(question, names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests for task \"code\"",
        "how many requests of task code",
        "cost by project for task \"code\" last 7 days",
        "cost by profile for task \"code\" last 7 days",
        "cost by task for task \"code\"",
        "cost of \"code\" tasks last 7 days",
      })
  void areOfTheKindThatTheQuestionSays(String question) {
    assertThat(sql(question, BOTH)).contains("task = 'code'").doesNotContain("profile = 'code'");
  }

  /** Where no such task is known, the profile of that name is not meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests for task \"code\"",
        "how many requests of task code",
        "cost by project for task \"code\" last 7 days",
        "cost by task \"code\"",
      })
  void areOfNoOtherKindThanTheQuestionSays(String question) {
    assertThat(read(question, PROFILE_ONLY))
        .isInstanceOfSatisfying(
            Reading.Unclear.class,
            unclear ->
                assertThat(unclear.problems())
                    .containsExactly(
                        "`code` is the name of a profile and of no task: write `profile code` if"
                            + " that is meant"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cost by task of profile code",
        "which task openai answered most",
        "requests by model openai",
        "requests by task of openai"
      })
  void areTakenForWhatTheyAreBesideWhatIsToldApart(String question) {
    assertThat(sql(question, PROFILE_ONLY))
        .containsPattern("(profile = 'code'|provider = 'openai')")
        .contains("group by");
  }
}

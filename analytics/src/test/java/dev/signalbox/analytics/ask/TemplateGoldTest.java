package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.seed.Seed;
import dev.signalbox.analytics.sql.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TemplateGoldTest {
  private static final Templates TEMPLATES = new Templates(Dialect.SQLITE);

  private @Nullable SeededDatabases opened;

  @BeforeAll
  void open(@TempDir Path folder) throws SQLException {
    opened = new SeededDatabases(folder);
  }

  @AfterAll
  void close() {
    databases().close();
  }

  private SeededDatabases databases() {
    return Objects.requireNonNull(opened);
  }

  /** Leaves what was found for whoever wants to look. */
  private static void leave(String file, int right, List<String> report) {
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(
          Path.of("target", file), right + " right\n" + String.join("\n", report) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private enum Verdict {
    RIGHT,
    WRONG,
    UNCLEAR
  }

  /** The worst of what it is on the three databases(). */
  private Verdict verdict(String question, GoldSet.Gold gold, List<String> report) {
    Verdict worst = Verdict.RIGHT;
    for (Seed seed : Seed.values()) {
      switch (TEMPLATES.read(question, databases().setting(seed))) {
        case Reading.Unclear(var problems, _) -> {
          report.add("UNCLEAR %s %s: %s".formatted(seed, question, problems));
          return Verdict.UNCLEAR;
        }
        case Reading.Certain(Query query) -> {
          String goldSql = gold.sql(Dialect.SQLITE);
          boolean same =
              gold.answerable()
                  && SameResult.same(
                      goldSql,
                      databases().rows(seed, goldSql),
                      databases().rows(seed, query.sql()));
          if (!same) {
            report.add("WRONG %s %s\n%s".formatted(seed, question, query.sql()));
            worst = Verdict.WRONG;
          }
        }
      }
    }
    return worst;
  }

  @Test
  void answersTheGoldQuestionsAndIsNeverWronglyCertain() {
    int right = 0;
    List<String> report = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (GoldSet.Gold gold : GoldSet.all()) {
      Verdict verdict = verdict(gold.question(), gold, report);
      if (gold.answerable() && verdict == Verdict.RIGHT) {
        right++;
      } else if (verdict == Verdict.WRONG) {
        wrong.add(gold.question());
      }
    }

    leave("ask-gold.txt", right, report);
    assertThat(wrong).as(String.join("\n", report)).isEmpty();
    assertThat(right).as(String.join("\n", report)).isGreaterThanOrEqualTo(60);
  }

  @Test
  void answersQuestionsThatWereWrittenWithoutALookAtIt() {
    int right = 0;
    List<String> report = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (GoldSet.Gold gold : GoldSet.unseen()) {
      Verdict verdict = verdict(gold.question(), gold, report);
      if (gold.answerable() && verdict == Verdict.RIGHT) {
        right++;
      } else if (verdict == Verdict.WRONG) {
        wrong.add(gold.question());
      }
    }

    leave("ask-unseen.txt", right, report);
    assertThat(wrong).as(String.join("\n", report)).isEmpty();
    assertThat(right).as(String.join("\n", report)).isGreaterThanOrEqualTo(95);
  }

  @Test
  void answersOtherWaysToAskTheSame() {
    int asked = 0;
    int right = 0;
    List<String> report = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    var paraphrases = GoldSet.paraphrases();
    for (GoldSet.Gold gold : GoldSet.all()) {
      for (String other : paraphrases.getOrDefault(gold.question(), List.of())) {
        asked++;
        switch (verdict(other, gold, report)) {
          case RIGHT -> right++;
          case WRONG -> wrong.add(other);
          case UNCLEAR -> {}
        }
      }
    }

    leave("ask-paraphrases.txt", right, report);
    assertThat(wrong).as(right + " of " + asked + "\n" + String.join("\n", report)).isEmpty();
    assertThat(right).as(String.join("\n", report)).isGreaterThanOrEqualTo(asked * 8 / 10);
  }
}

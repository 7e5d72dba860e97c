package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to people is one sentence, in lower case, in their words. */
final class SentencesTest {
  private static final Repository REPOSITORY = Repository.ofWorkingDirectory();

  private static List<String> mainSources() {
    return REPOSITORY.javaSources().stream()
        .filter(file -> REPOSITORY.nameOf(file).contains("/src/main/"))
        .map(Repository::text)
        .toList();
  }

  @Test
  void everySentenceOfEveryModuleIsOne() {
    List<String> sources = mainSources();
    Sentences sentences = new Sentences(sources.stream());

    assertThat(sources.stream().flatMap(source -> sentences.saidIn(source).stream()))
        .as("sentences that were found at all")
        .hasSizeGreaterThan(300);
    assertThat(
            REPOSITORY.javaSources().stream()
                .filter(file -> REPOSITORY.nameOf(file).contains("/src/main/"))
                .flatMap(
                    file ->
                        sentences
                            .complaints(REPOSITORY.nameOf(file), Repository.text(file))
                            .stream()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Problem.of(KIND, "The body is empty")                  | does not begin in lower case
          Problem.invalid("a", "`a` is missing.")                | ends with a stop
          terminal.complain("it failed. Nothing was changed")    | is more than one sentence
          report.wrong(place, "is a BudgetPlan already")         | names the class BudgetPlan
          new StartException("no port" + " (BindException)")     | names an exception
          new DatabaseException("Cannot open `%s`".formatted(a)) | does not begin in lower case
          Problem.of(KIND, a ? "fine" : "Not fine")              | does not begin in lower case
          """)
  void reportsWhatIsNotOneSentenceInLowerCase(String call, String wrong) {
    assertThat(complaints(call))
        .singleElement()
        .asString()
        .startsWith("A.java says ")
        .endsWith(wrong);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Problem.of(KIND, \"`a` must be one of `B` or `C`: see docs/a.md\")",
        "Problem.of(KIND, \"JSON has no such value\")",
        "Problem.of(KIND, message())",
        "Problem.invalid(\"A\", \"it needs the OpenAI format\")",
        "Optional.of(KIND, \"The body\")"
      })
  void acceptsNamesAcronymsAndWhatIsNotSaidToPeople(String call) {
    assertThat(complaints(call)).isEmpty();
  }

  private static List<String> complaints(String call) {
    return new Sentences(Stream.of("record BudgetPlan() {}", "record Body() {}"))
        .complaints("A.java", "final class A { Object a() { return " + call + "; } }");
  }
}

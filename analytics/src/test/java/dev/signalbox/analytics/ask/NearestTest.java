package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NearestTest {
  private static final Verified.Pair COST = pair("cost by project last week");
  private static final Verified.Pair TOKENS = pair("tokens by project last week");
  private static final Verified.Pair GRUMBLES = pair("which project grumbles the loudest");

  @Test
  void aRareWordCountsForMoreThanSeveralThatManyQuestionsHave() {
    assertThat(Nearest.of("grumbles last week", List.of(COST, TOKENS, GRUMBLES), 3))
        .startsWith(GRUMBLES);
  }

  @Test
  void ofTwoWithTheSameWordsTheShorterOneIsNearer() {
    Verified.Pair longer = pair("cost of everything that anybody ever asked for");

    assertThat(Nearest.of("cost", List.of(longer, pair("cost today")), 1))
        .containsExactly(pair("cost today"));
  }

  @Test
  void whatSharesNoWordIsNoneOfThem() {
    assertThat(Nearest.of("latency of gpt-5", List.of(COST, GRUMBLES), 8)).isEmpty();
    assertThat(Nearest.of("", List.of(COST), 8)).isEmpty();
    assertThat(Nearest.of("cost", List.of(), 8)).isEmpty();
  }

  @Test
  void givesAtMostAsManyAsAreWanted() {
    List<Verified.Pair> many =
        IntStream.range(0, 50).mapToObj(i -> pair("cost of day " + i)).toList();

    assertThat(Nearest.of("cost", many, 8)).hasSize(8).isSubsetOf(many);
  }

  private static Verified.Pair pair(String question) {
    return new Verified.Pair(question, "select '" + question + "'");
  }
}

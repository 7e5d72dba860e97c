package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import dev.signalbox.engine.routing.World;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class DecisionTableTest {
  @Test
  void showsTheFiveLayersThePlanAndTheRunnerUp() {
    assertThat(DecisionTable.of(Scenes.crowded(), false))
        .isEqualTo(
            """
            auto
              profile balanced, 1,000 tokens (estimated), at most 1,024 out, session s
              needs tools

            1 filter      15 → 5             points
              dropped   1  its circuit breaker lets no call pass until 2026-11-25T12:00:30Z: azure/open
              dropped   9  profile balanced denies `mistral/*`: mistral/a-model-with-quite-a-long-name-1,
                           mistral/a-model-with-quite-a-long-name-2, mistral/a-model-with-quite-a-long-name-3
                           and 6 more
              openai/mini                      5.00              preferred by rule house
              and 2 more

            2 capability  5 → 4
              dropped   1  it has no tools: openai/blind
              losing    1  stop: openai/losing

            3 cost        4 → 3              points
              dropped   1  its price is not known: local/unpriced
              anthropic/haiku                 -2.00      $0.002  400 tokens out
              openai/mini                     -2.00      $0.002  400 tokens out
              and 1 more

            4 latency     3 → 3              points
              anthropic/haiku                 -5.00    5,000 ms  first token 1,000 ms, measured, n 50
              openai/mini                     -5.00    5,000 ms  first token 1,000 ms, measured, n 50
              and 1 more

            5 quality     3 → 3              points
              anthropic/haiku                 79.00       80.00  ± 5.00, n 0, switch -1.00
              openai/mini                     79.00       79.00  ± 5.00, n 0
              and 1 more

            plan                             points
              1  openai/mini                  77.00  highest utility
              2  anthropic/haiku              72.00  next by utility
              1 more found the plan full

            runner-up
              anthropic/haiku, 5 points behind: wins if quality rises by 5 points
            """);
  }

  @Test
  void makesRoomForLongNamesAndShowsARunnerUpThatFoundThePlanFull() {
    assertThat(DecisionTable.of(Scenes.narrow(), false))
        .isEqualTo(
            """
            auto
              profile balanced, task code, 1,000 tokens, project shop, session s, $3.00 left of the budget

            1 filter      6 → 2
              dropped   4  profile balanced denies `d`: d/1, d/2, d/3, d/4

            2 capability  2 → 2
              losing    2  reasoning made by `c`: a/a-name-of-thirty-one-characters, b/two

            3 cost        2 → 2                          points
              a/a-name-of-thirty-one-characters           -3.00      $0.003  800 tokens out
              b/two                                       -3.00      $0.003  800 tokens out

            4 latency     2 → 2                          points
              a/a-name-of-thirty-one-characters           -9.00    9,000 ms  first token 1,000 ms, measured, n …
              b/two                                       -9.00    9,000 ms  first token 1,000 ms, assumed

            5 quality     2 → 2                          points
              a/a-name-of-thirty-one-characters           80.00       80.00  ± 5.00, n 1,234
              b/two                                       79.00       79.00  ± 5.00, n 0

            plan                                         points
              1  a/a-name-of-thirty-one-characters        68.00  highest utility
              1 more found the plan full

            runner-up
              b/two, 1 point behind: wins if quality rises by 1.0000001 points, or it costs less than $0.002
            """);
  }

  @Test
  void saysThatNobodyCanAnswer() {
    Decision decision =
        Router.decide(
            Ask.auto().question(), Wants.nothing().with(Wants.deny("*")).over(Sample.of("a/one")));

    assertThat(DecisionTable.of(decision, false))
        .endsWith(
            """
            5 quality     0 → 0

            plan
              nobody can answer
            """);
  }

  @Test
  void setsHeadingsOffWhereColoursAreAskedFor() {
    String table = DecisionTable.of(Scenes.decision(), true);

    assertThat(table).contains("\u001b[1mplan                             points\u001b[0m\n");
    assertThat(table.replaceAll("\u001b\\[[01]m", ""))
        .isEqualTo(DecisionTable.of(Scenes.decision(), false));
  }

  @Test
  void showsNothingThatSteersTheTerminal() {
    Decision decision =
        Router.decide(
            Ask.auto().task("a\u001b[2Jb\rc").question(),
            Wants.nothing().over(Sample.of("a/o\u001b[31mne")));

    assertThat(DecisionTable.of(decision, false)).doesNotContain("\u001b", "\r");
  }

  @Property
  void noLineIsLongerThanATerminal(@ForAll long seed) {
    String table = DecisionTable.of(World.named(seed).decide(), false);

    assertThat(table.lines().filter(line -> line.length() > 100)).isEmpty();
    assertThat(table.lines().filter(line -> line.endsWith(" "))).isEmpty();
  }
}

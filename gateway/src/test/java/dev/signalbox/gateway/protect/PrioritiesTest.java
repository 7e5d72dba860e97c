package dev.signalbox.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrioritiesTest {
  private final Priorities priorities =
      new Priorities(
          List.of(
              new Priorities.Rule(
                  "desk of blue",
                  Set.of("blue"),
                  Set.of("desk"),
                  Set.of(),
                  Set.of(),
                  Priority.HIGH),
              new Priorities.Rule(
                  "batch", Set.of(), Set.of(), Set.of(), Set.of("batch", "night"), Priority.LOW),
              new Priorities.Rule(
                  "shop", Set.of(), Set.of(), Set.of("shop"), Set.of(), Priority.HIGH)));

  @ParameterizedTest
  @CsvSource({
    "blue/desk//,          HIGH",
    "blue/desk//batch,     HIGH",
    "blue///batch,         LOW",
    "red/desk/shop/night,  LOW",
    "red/desk/shop/web,    HIGH",
    "red/desk/other/web,   NORMAL",
  })
  void theFirstThatFitsInAllCounts(String sender, Priority expected) {
    String[] names = sender.split("/", -1);

    assertThat(priorities.of(names[0], names[1], names[2], names[3])).isEqualTo(expected);
  }

  @Test
  void withoutRulesAllAreNormal() {
    assertThat(new Priorities(List.of()).of("blue", "", "", "")).isEqualTo(Priority.NORMAL);
  }
}

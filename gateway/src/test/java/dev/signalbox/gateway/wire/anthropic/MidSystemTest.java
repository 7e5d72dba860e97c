package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MidSystemTest {
  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-8, true",
    "Claude-Opus-4-8, true",
    "claude-opus-4-8-20260101, true",
    "claude-opus-4-10, true",
    "claude-opus-4-7, false",
    "claude-opus-4, false",
    "claude-opus-4-20250514, false",
    "claude-opus-4-latest-8, false",
    "claude-5-opus, true",
    "claude-opus-5, true",
    "claude-opus-5-0, true",
    "claude-3-9-sonnet, false",
    "claude-opus-123, false",
    "claude-opus-4a, false",
    "claude-opus-/9, false",
    "claude-opus-:9, false",
    "claude-, false",
    "gpt-5, false",
    "anthropic.claude-opus-4-8, false",
    "claude-opus-4-8@20260101, false"
  })
  void theModelsNameSaysWhetherInstructionsMayStandInTheConversation(
      String model, boolean supported) {
    assertThat(MidSystem.of(model)).isEqualTo(new MidSystem(supported));
  }

  /** The turns by their first letters; `o` is the model's with a result at its end. */
  @ParameterizedTest
  @CsvSource({
    "us, 1, true",
    "usa, 1, true",
    "uda, 1, true",
    "ussa, 1, true",
    "ussa, 2, true",
    "usu, 1, false",
    "ussu, 1, false",
    "s, 0, false",
    "sa, 0, false",
    "ssa, 1, false",
    "as, 1, false",
    "os, 1, true",
    "osa, 1, true",
    "es, 1, false"
  })
  void anInstructionStaysBetweenWhatWasSaidAndTheAnswer(String turns, int index, boolean stays) {
    List<Turn> all = turns.chars().mapToObj(letter -> turn((char) letter)).toList();

    assertThat(new MidSystem(true).staysInPlace(all, index)).isEqualTo(stays);
    assertThat(new MidSystem(false).staysInPlace(all, index)).isFalse();
  }

  private static Turn turn(char letter) {
    List<Part> text = List.of(Part.Text.of("x"));
    return switch (letter) {
      case 'u' -> Turn.of(Role.USER, text);
      case 's' -> Turn.of(Role.SYSTEM, text);
      case 'd' -> Turn.of(Role.DEVELOPER, text);
      case 'o' ->
          Turn.of(
              Role.ASSISTANT,
              List.of(new Part.Opaque(Protocol.ANTHROPIC, "result", StrictJson.object())));
      case 'e' -> Turn.of(Role.ASSISTANT, List.of());
      default -> Turn.of(Role.ASSISTANT, text);
    };
  }
}

package dev.signalbox.gateway.wire.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SpokenTextTest {
  @Test
  void hearsTheLastTurnOfAChat() {
    assertThat(
            of(
                """
                {"model": "m", "messages": [
                  {"role": "system", "content": "be brief"},
                  {"role": "developer", "content": [{"type": "text", "text": "be kind"}]},
                  {"role": "user", "content": "first"},
                  {"role": "assistant", "content": "answer"},
                  {"content": [{"type": "text", "text": "look"},
                               {"type": "image_url", "image_url": {"url": "data:,text"}},
                               {"type": "text", "text": "here"}], "role": "user"},
                  {"role": "assistant", "content": null, "tool_calls": [{"id": "1"}]},
                  {"role": "tool", "tool_call_id": "1", "content": "rain"}]}
                """))
        .isEqualTo(new SpokenText("look\nhere", "be brief\nbe kind"));
  }

  @Test
  void hearsTheLastTurnOfMessagesThatIsNotOnlyWhatAToolGave() {
    assertThat(
            of(
                """
                {"system": [{"type": "text", "text": "one", "cache_control": {"type": "x"}},
                            {"type": "text", "text": "two"}],
                 "messages": [
                  {"role": "user", "content": [{"type": "text", "text": "weather?"}]},
                  {"role": "assistant", "content": [{"type": "text", "text": "I look"}]},
                  {"role": "user", "content": [
                    {"type": "tool_result", "content": [{"type": "text", "text": "rain"}]}]}]}
                """))
        .isEqualTo(new SpokenText("weather?", "one\ntwo"));
  }

  @Test
  void hearsTheInputOfResponses() {
    assertThat(of("{\"instructions\": \"be brief\", \"input\": \"hello\"}"))
        .isEqualTo(new SpokenText("hello", "be brief"));
    assertThat(
            of(
                """
                {"input": [
                  {"role": "developer", "content": "rules"},
                  {"type": "message", "role": "user",
                   "content": [{"type": "input_text", "text": "hello"}]},
                  {"type": "function_call", "name": "f", "arguments": "{}"},
                  {"type": "function_call_output", "output": "rain"}]}
                """))
        .isEqualTo(new SpokenText("hello", "rules"));
  }

  @Test
  void hearsTheContentsOfGemini() {
    assertThat(
            of(
                """
                {"systemInstruction": {"parts": [{"text": "be brief"}]},
                 "contents": [
                  {"role": "user", "parts": [{"text": "first"}]},
                  {"role": "model", "parts": [{"text": "answer"}]},
                  {"parts": [{"text": "second"}, {"inlineData": {"data": "AAAA"}}]},
                  {"role": "user", "parts": [{"functionResponse": {"response": {"text": "x"}}}]}]}
                """))
        .isEqualTo(new SpokenText("second", "be brief"));
    assertThat(of("{\"contents\": {\"parts\": {\"text\": \"alone\"}}}"))
        .isEqualTo(new SpokenText("alone", ""));
  }

  @Test
  void hearsThePromptOfOldCompletions() {
    assertThat(of("{\"prompt\": [\"one\", \"two\"]}")).isEqualTo(new SpokenText("two", ""));
  }

  @Test
  void hearsNothingWhereNothingIsSaid() {
    SpokenText nothing = new SpokenText("", "");

    assertThat(of("{}")).isEqualTo(nothing);
    assertThat(of("{\"messages\": null, \"system\": 7, \"input\": {}}")).isEqualTo(nothing);
    assertThat(
            of(
                "{\"messages\": [{\"role\": 1, \"content\": [1, [\"x\"], {\"text\": {\"text\": 1}}]}]}"))
        .isEqualTo(nothing);
    assertThat(of("{\"messages\": [{\"role\": \"user\", \"content\": \" \"}]}")).isEqualTo(nothing);
  }

  private static SpokenText of(String json) {
    return SpokenText.of(json.getBytes(StandardCharsets.UTF_8));
  }
}

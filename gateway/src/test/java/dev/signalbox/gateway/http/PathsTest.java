package dev.signalbox.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PathsTest {
  @Test
  void aGeminiMethodIsModelAndAction() {
    assertThat(GeminiPath.of("models/gemini-2.5-pro:generateContent"))
        .contains(new GeminiPath("gemini-2.5-pro", "generateContent"));
    assertThat(GeminiPath.of("models/ollama%2Fllama3:8b:countTokens"))
        .contains(new GeminiPath("ollama/llama3:8b", "countTokens"));
    assertThat(GeminiPath.of("models/a+b:embedContent"))
        .contains(new GeminiPath("a+b", "embedContent"));
    assertThat(GeminiPath.of("models/%zz:embedContent"))
        .contains(new GeminiPath("%zz", "embedContent"));
  }

  @Test
  void aPathWithoutModelOrActionIsNoMethod() {
    assertThat(GeminiPath.of("models/gemini-2.5-pro")).isEmpty();
    assertThat(GeminiPath.of("models/:generateContent")).isEmpty();
    assertThat(GeminiPath.of("models/x:")).isEmpty();
    assertThat(GeminiPath.of("")).isEmpty();
  }

  @Test
  void theKeyNeverGoesAlongInAQuery() {
    assertThat(Queries.withoutKey("key=secret&alt=sse")).isEqualTo("alt=sse");
    assertThat(Queries.withoutKey("alt=sse&key=secret&beta=true")).isEqualTo("alt=sse&beta=true");
    assertThat(Queries.withoutKey("key")).isEmpty();
    assertThat(Queries.withoutKey(null)).isEmpty();
    assertThat(Queries.withoutKey("keys=1")).isEqualTo("keys=1");
  }

  @Test
  void anAddressIsReadableWhereEachPercentSignBeginsAnEscape() {
    assertThat(Queries.isReadable("/v1/models/a%2Fb?x=%c3%A9")).isTrue();
    assertThat(Queries.isReadable("")).isTrue();
    assertThat(Queries.isReadable("/%zz")).isFalse();
    assertThat(Queries.isReadable("/%4")).isFalse();
    assertThat(Queries.isReadable("/%")).isFalse();
  }
}

package dev.signalbox.gateway.wire.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VocabulariesTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final Vocabularies vocabularies = new Vocabularies();

  @Test
  void countsWhatOpenAiCounted() {
    int counted = 0;
    for (Recording recording : RecordedTraffic.acceptedRequests(Protocol.CHAT)) {
      long told = recording.body().map(body -> body.at("/usage/prompt_tokens").asLong()).orElse(0L);
      Request request = decoded(StrictJson.toBytes(recording.requestBody().orElseThrow()));
      Vocabularies.Count count = vocabularies.count(request, request.model());
      if (told > 0 && count.exact()) {
        assertThat(count.tokens()).as(recording.toString()).isEqualTo(told);
        counted++;
      }
    }

    assertThat(counted).isGreaterThanOrEqualTo(3);
  }

  @Test
  void takesTokensOfTheFrameForText() {
    Vocabularies.Count count =
        vocabularies.count(chat("<|endoftext|>"), "gpt-4o"); // 7 tokens as text

    assertThat(count).isEqualTo(new Vocabularies.Count(7 + 4 + 3, true));
  }

  @Test
  void looksAtABoundedPartOfAPrompt() {
    Vocabularies.Count whole =
        vocabularies.count(chat("a ".repeat(VocabularyMeter.MAX_CHARACTERS / 2)), "gpt-4o");
    Vocabularies.Count tenfold =
        vocabularies.count(chat("a ".repeat(VocabularyMeter.MAX_CHARACTERS * 5)), "gpt-4o");

    assertThat(whole.exact()).isTrue();
    assertThat(tenfold.exact()).isFalse();
    assertThat(tenfold.tokens()).isBetween(whole.tokens() * 9, whole.tokens() * 11);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mini, O200K_BASE",
    "gpt-4.1, O200K_BASE",
    "o3-mini, O200K_BASE",
    "gpt-6-sol, O200K_BASE",
    "gpt-4, CL100K_BASE",
    "gpt-4-turbo, CL100K_BASE",
    "gpt-3.5-turbo, CL100K_BASE",
    "claude-haiku-4-5,",
    "gpt-oss-120b,"
  })
  void knowsWhichModelHasWhichVocabulary(String model, EncodingType vocabulary) {
    assertThat(Vocabularies.vocabularyOf(model).orElse(null)).isEqualTo(vocabulary);
  }

  private Request chat(String text) {
    return decoded(
        StrictJson.toBytes(
            StrictJson.object()
                .put("model", "m")
                .set("messages", StrictJson.parse(message(text)))));
  }

  private static byte[] message(String text) {
    return StrictJson.toBytes(
        StrictJson.mapper()
            .createArrayNode()
            .add(StrictJson.object().put("role", "user").put("content", text)));
  }

  private Request decoded(byte[] body) {
    return formats
        .client(Protocol.CHAT)
        .decodeRequest(StrictJson.parseObject(body), RequestTarget.IN_BODY);
  }
}

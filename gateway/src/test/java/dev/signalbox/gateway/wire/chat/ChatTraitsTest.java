package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ChatTraitsTest {
  private static final ModelTraits REASONING_MODEL =
      new ModelTraits(
          OptionalInt.empty(),
          ModelTraits.MaxTokensParam.MAX_COMPLETION_TOKENS,
          false,
          false,
          true,
          ModelTraits.Thinking.LEVEL);

  private final Losses losses = new Losses();

  private JsonNode written(String settings, ModelTraits traits) {
    return Chat.PROVIDER.encodeRequest(
        Chat.asking(settings), new ProviderTarget("served", traits, Dialect.OPENAI), losses);
  }

  @Test
  void whatAModelRefusesIsDroppedAndTold() {
    JsonNode body = written("'temperature':0.5,'top_p':0.5,'stop':'x'", REASONING_MODEL);

    assertThat(body)
        .isEqualTo(Chat.json("{'model':'served','messages':[{'role':'user','content':'hi'}]}"));
    assertThat(losses.toList()).extracting("field").containsExactly("temperature", "top_p", "stop");
  }

  @Test
  void theDefaultIsNotRefused() {
    assertThat(written("'temperature':1.0,'top_p':1", REASONING_MODEL).has("temperature")).isTrue();
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void theLimitGoesOutUnderTheNameTheModelTakes() {
    ModelTraits older =
        new ModelTraits(
            OptionalInt.empty(),
            ModelTraits.MaxTokensParam.MAX_TOKENS,
            true,
            true,
            true,
            ModelTraits.Thinking.NONE);

    assertThat(written("'max_completion_tokens':5", older).path("max_tokens").asInt()).isEqualTo(5);
    assertThat(written("'max_tokens':5", REASONING_MODEL).path("max_completion_tokens").asInt())
        .isEqualTo(5);
  }

  @Test
  void moreStopTextsThanAllowedAreCutAndTold() {
    assertThat(written("'stop':['1','2','3','4','5']", ModelTraits.UNKNOWN).path("stop"))
        .hasSize(4);
    assertThat(losses.toList()).extracting("field").containsExactly("stop");
  }

  @Test
  void aLongUserIsCutAndTold() {
    String id = "u".repeat(100);

    assertThat(written("'user':'%s'".formatted(id), ModelTraits.UNKNOWN).path("user").asText())
        .hasSize(64);
    assertThat(losses.toList()).extracting("field").containsExactly("user");
  }
}

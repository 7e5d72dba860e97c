package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.errors.OverloadedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.models.ModelInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only anthropic-java asks for. */
@ExtendWith(RunningGateway.class)
final class AnthropicSdkIT {
  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void countsTokensForAnyProvider(String model, Gateway gateway) {
    AnthropicClient client = Clients.anthropic(gateway.at(""), Gateway.KEY);

    assertThat(count(client, model, "Hello, how much is this? ".repeat(20)))
        .isGreaterThan(count(client, model, "Hello"));
    assertThat(count(client, model, "Hello")).isPositive();
  }

  @Test
  void listsModels(Gateway gateway) {
    AnthropicClient client = Clients.anthropic(gateway.at(""), Gateway.KEY);

    List<String> ids = client.models().list().autoPager().stream().map(ModelInfo::id).toList();

    assertThat(ids)
        .contains("gpt-4o", "sim-chat", "sim-claude", "sim-gemini")
        .doesNotHaveDuplicates();
  }

  @Test
  void saysWhichStopTextItWas(Gateway gateway) {
    Message message =
        Clients.anthropic(gateway.at(""), Gateway.KEY)
            .messages()
            .create(hello("sim-claude").addStopSequence(" said").build());

    assertThat(message.stopReason()).contains(StopReason.STOP_SEQUENCE);
    assertThat(message.stopSequence()).contains(" said");
  }

  @Test
  void getsTheNameItAskedForFromAMountThatRewrites(Gateway gateway) {
    AnthropicClient client = Clients.anthropic(gateway.at("/anthropic"), Gateway.TEAM_KEY);

    Message message = client.messages().create(hello("claude-haiku-4.5").build());

    assertThat(message.model().asString()).isEqualTo("claude-haiku-4.5");
    assertThat(client.models().list().data().getFirst().id()).isEqualTo("claude-haiku-4.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sim-chat", "sim-responses", "sim-claude", "sim-gemini"})
  void raisesItsFinerClassesWhateverApiFailed(String model, Gateway gateway) {
    AnthropicClient client = Clients.anthropic(gateway.at(""), Gateway.KEY);

    RateLimitException limited =
        catchThrowableOfType(
            RateLimitException.class,
            () -> client.messages().create(hello(model + ":fault=429").build()));
    OverloadedException overloaded =
        catchThrowableOfType(
            OverloadedException.class,
            () -> client.messages().create(hello("sim-claude:fault=overloaded").build()));

    assertThat(limited.type()).contains(ErrorType.RATE_LIMIT_ERROR);
    assertThat(limited.headers().values("retry-after")).containsExactly("1");
    assertThat(limited.requestId())
        .isEqualTo(limited.headers().values("x-request-id").stream().findFirst());
    assertThat(limited.requestId()).isPresent();
    assertThat(overloaded.type()).contains(ErrorType.OVERLOADED_ERROR);
    assertThat(overloaded.statusCode()).isEqualTo(529);
  }

  private static long count(AnthropicClient client, String model, String text) {
    return client
        .messages()
        .countTokens(MessageCountTokensParams.builder().model(model).addUserMessage(text).build())
        .inputTokens();
  }

  private static MessageCreateParams.Builder hello(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hello");
  }
}

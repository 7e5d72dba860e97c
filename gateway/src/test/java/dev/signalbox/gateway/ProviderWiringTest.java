package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ProviderConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderWiringTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type='openai' | openai | false
          type='openai'; endpoint='https://proxy.example.com/v1' | openai | false
          type='openai'; endpoint='https://api.groq.com/openai/v1' | groq | false
          type='openai_chat'; endpoint='https://api.mistral.ai' | mistral | false
          type='openai_chat'; endpoint='https://api.deepseek.com' | deepseek | false
          type='openai_chat'; endpoint='https://api.x.ai/v1' | xai | false
          type='openai_chat'; endpoint='https://api.together.xyz/v1' | together | false
          type='openai_chat'; endpoint='https://h.example.com'; dialect='groq' | groq | false
          type='openai'; maker='mistral' | mistral | false
          type='anthropic' | anthropic | false
          type='google' | google | false
          type='cohere' | cohere | false
          type='bedrock'; region='eu-central-1' | bedrock | false
          type='azure_openai'; endpoint='https://r.openai.azure.com'; api_form='v1' | azure | false
          type='local'; endpoint='http://localhost:11434' | ollama | true
          type='local'; endpoint='http://localhost:11434'; models=['m'] | ollama | false
          type='local'; endpoint='http://localhost:8000' | '' | true
          type='simulator'; protocol='openai_chat' | '' | true
          type='simulator'; protocol='openai_chat'; maker='openai' | openai | false
          """)
  void knowsWhoseCardsApplyAndWhoIsAskedForItsModels(String keys, String maker, boolean lists) {
    ProviderConfig provider =
        new ConfigLoader(Map.of())
            .parse("config.toml", "[[providers]]\nid = 'p'\n" + keys.replace(";", "\n"))
            .config()
            .providers()
            .getFirst();

    assertThat(ProviderWiring.makerOf(provider)).isEqualTo(maker);
    assertThat(ProviderWiring.listsItsModels(provider)).isEqualTo(lists);
  }
}

package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.cluster.Encoders;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromptConfigTest {
  @Test
  void placesNoPromptsUnlessAskedTo() {
    assertThat(prompts("")).isEqualTo(new PromptConfig(false, "static"));
    assertThat(prompts("[signals]\nclusters = true\n")).isEqualTo(new PromptConfig(true, "static"));
  }

  @Test
  void takesTheNativeEncoderOnlyFromABuildThatHasIt() {
    String text = "[signals]\nclusters = true\nencoder = \"onnx\"\n";

    if (Encoders.find("onnx").isPresent()) {
      assertThat(prompts(text)).isEqualTo(new PromptConfig(true, "onnx"));
    } else {
      assertThatThrownBy(() -> prompts(text))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("signals.encoder")
          .hasMessageContaining(
              "needs a build with it, `mvn -Ponnx package`; without, only `static` is there");
    }
  }

  private static PromptConfig prompts(String text) {
    return new ConfigLoader(Map.of()).parse("test.toml", text).config().signals().prompts();
  }
}

package dev.signalbox.onnx;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptText;

/** Encodes prompts with a model, on the thread that asks: milliseconds each. */
final class OnnxEncoder implements PromptEncoder {
  private final EmbeddingModel model;

  OnnxEncoder(EmbeddingModel model) {
    this.model = model;
  }

  @Override
  public int dimensions() {
    return model.dimension();
  }

  @Override
  public String revision() {
    return "onnx-all-minilm-l6-v2-q";
  }

  @Override
  public float[] encode(PromptText prompt) {
    return prompt.marked(meaning(prompt.turn()));
  }

  /** All zeros for a text without a word, which the model refuses in words of its own. */
  private float[] meaning(String turn) {
    try {
      return model.embed(turn).content().vector();
    } catch (IllegalArgumentException _) {
      return new float[dimensions()];
    }
  }
}

package dev.signalbox.onnx;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptEncoderProvider;

/** Brings all-MiniLM-L6-v2, quantised, with the native code that runs it. */
public final class OnnxEncoderProvider implements PromptEncoderProvider {
  @Override
  public String id() {
    return "onnx";
  }

  @Override
  public PromptEncoder load() {
    return new OnnxEncoder(new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run));
  }
}

package dev.signalbox.signals.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The encoder whose word pieces are distilled: all-MiniLM-L6-v2, quantised, as langchain4j ships it. */
final class WordPieceEncoder implements AutoCloseable {
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String VOCABULARY = "/bert-vocabulary-en.txt";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<String> vocabulary;
  private final long start;
  private final long end;

  /** Loads the encoder from the class path. */
  WordPieceEncoder() throws OrtException {
    var options = new OrtSession.SessionOptions();
    // one thread: sums are taken in the same order each time
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    session = environment.createSession(resource(MODEL), options);
    vocabulary = new String(resource(VOCABULARY), StandardCharsets.UTF_8).lines().toList();
    start = vocabulary.indexOf("[CLS]");
    end = vocabulary.indexOf("[SEP]");
  }

  /** All word pieces, by id. */
  List<String> pieces() {
    return vocabulary;
  }

  /**
   * What the encoder makes of one word piece that stands alone, of length 1.
   *
   * <p>Alone in its batch, too: the quantised model scales its activations by the batch.
   */
  float[] embed(int piece) throws OrtException {
    long[][] ids = {{start, piece, end}};
    long[][] ones = {{1, 1, 1}};
    long[][] zeros = {{0, 0, 0}};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
        OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
        OnnxTensor types = OnnxTensor.createTensor(environment, zeros);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      return direction(((float[][][]) result.get(0).getValue())[0]);
    }
  }

  private static float[] direction(float[][] states) {
    double[] mean = new double[states[0].length];
    for (float[] state : states) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += state[i] / states.length;
      }
    }
    double norm = Math.sqrt(Arrays.stream(mean).map(value -> value * value).sum());
    float[] direction = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      direction[i] = (float) (mean[i] / norm);
    }
    return direction;
  }

  private static byte[] resource(String name) {
    try (InputStream in = WordPieceEncoder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}

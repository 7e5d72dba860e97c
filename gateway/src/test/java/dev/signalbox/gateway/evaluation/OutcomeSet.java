package dev.signalbox.gateway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Prompts, and how each of some models answered them: files {@code NAME.models.json} and {@code
 * NAME.jsonl.gz}.
 */
record OutcomeSet(String name, List<Priced> models, List<Row> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A model and its prices, in dollars per million tokens. */
  record Priced(String model, double inputUsd, double outputUsd) {}

  /**
   * One prompt.
   *
   * @param group the kind of task, as far as a gateway can see it
   */
  record Row(
      String id, String group, String split, String prompt, boolean tools, Outcomes outcomes) {
    /** By model, 0 to 1; not a number where the model was not asked. */
    double[] score() {
      return outcomes.score;
    }

    /** Tokens of the prompt, by model. */
    double[] inputTokens() {
      return outcomes.inputTokens;
    }

    /** Tokens of the answers, by model. */
    double[] outputTokens() {
      return outcomes.outputTokens;
    }

    /** What each call cost. */
    double[] usd() {
      return outcomes.usd;
    }

    private Row only(int[] chosen) {
      return new Row(id, group, split, prompt, tools, outcomes.only(chosen));
    }
  }

  /** What each model made of a prompt. */
  static final class Outcomes {
    private final double[] score;
    private final double[] inputTokens;
    private final double[] outputTokens;
    private final double[] usd;

    private Outcomes(double[] score, double[] inputTokens, double[] outputTokens, double[] usd) {
      this.score = score;
      this.inputTokens = inputTokens;
      this.outputTokens = outputTokens;
      this.usd = usd;
    }

    private Outcomes only(int[] chosen) {
      return new Outcomes(
          pick(score, chosen),
          pick(inputTokens, chosen),
          pick(outputTokens, chosen),
          pick(usd, chosen));
    }

    private static double[] pick(double[] all, int[] chosen) {
      return IntStream.of(chosen).mapToDouble(i -> all[i]).toArray();
    }
  }

  /** Reads a set. */
  static OutcomeSet read(Path folder, String name) throws IOException {
    JsonNode described = JSON.readTree(folder.resolve(name + ".models.json").toFile());
    List<Priced> models = new ArrayList<>();
    described
        .path("models")
        .forEach(
            model ->
                models.add(
                    new Priced(
                        model.path("model").asText(),
                        model.path("usd_per_1m_in").asDouble(),
                        model.path("usd_per_1m_out").asDouble())));
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(row(JSON.readTree(line), models.size()));
      }
    }
    return new OutcomeSet(name, models, rows);
  }

  private static Row row(JsonNode row, int models) {
    return new Row(
        row.path("id").asText(),
        row.path("group").asText(),
        row.path("split").asText(),
        row.path("prompt").asText(),
        row.has("tools"),
        new Outcomes(
            numbers(row.path("score"), models),
            numbers(row.path("tin"), models),
            numbers(row.path("tout"), models),
            numbers(row.path("cost"), models)));
  }

  private static double[] numbers(JsonNode node, int models) {
    double[] numbers = new double[models];
    for (int i = 0; i < models; i++) {
      JsonNode one = node.isArray() ? node.path(i) : node;
      numbers[i] = one.isNumber() ? one.asDouble() : Double.NaN;
    }
    return numbers;
  }

  /** The rows of both sets, with the models that both have. */
  static OutcomeSet common(String name, OutcomeSet one, OutcomeSet other) {
    List<String> shared =
        one.models().stream()
            .map(Priced::model)
            .filter(model -> other.indexOf(model) >= 0)
            .toList();
    int[] ofOne = shared.stream().mapToInt(one::indexOf).toArray();
    int[] ofOther = shared.stream().mapToInt(other::indexOf).toArray();
    return new OutcomeSet(
        name,
        IntStream.of(ofOne).mapToObj(one.models()::get).toList(),
        Stream.concat(
                one.rows().stream().map(row -> row.only(ofOne)),
                other.rows().stream().map(row -> row.only(ofOther)))
            .toList());
  }

  /** The place of a model. */
  int indexOf(String model) {
    return models.stream().map(Priced::model).toList().indexOf(model);
  }

  /** The rows that {@code wanted} admits. */
  OutcomeSet where(Predicate<Row> wanted) {
    return new OutcomeSet(name, models, rows.stream().filter(wanted).toList());
  }

  /** The rows of a split. */
  OutcomeSet split(String split) {
    return where(row -> row.split().equals(split));
  }

  /**
   * The scores with the mean of a model where it was not asked; so for the costs.
   *
   * @param of which of the figures
   */
  double[][] filled(Function<Row, double[]> of) {
    double[] means = new double[models.size()];
    for (int m = 0; m < means.length; m++) {
      int model = m;
      means[m] =
          rows.stream()
              .mapToDouble(row -> of.apply(row)[model])
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElse(Double.NaN);
    }
    return rows.stream()
        .map(of)
        .map(
            values -> {
              double[] filled = values.clone();
              for (int m = 0; m < filled.length; m++) {
                filled[m] = Double.isNaN(filled[m]) ? means[m] : filled[m];
              }
              return filled;
            })
        .toArray(double[][]::new);
  }
}

package dev.signalbox.gateway.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked, in words of no API.
 *
 * @param extra fields of the request that only the asking API has, as it writes them
 */
record Question(
    String model,
    Optional<String> system,
    List<Turn> turns,
    List<Function> functions,
    Optional<Map<String, Object>> schema,
    Optional<String> stop,
    Optional<Integer> maxTokens,
    Map<String, Object> extra) {
  /** One turn of the conversation. */
  sealed interface Turn {
    /** A person said {@code text}. */
    record Said(String text) implements Turn {}

    /** A person said {@code text} and added {@code media}. */
    record Shown(String text, Media media) implements Turn {}

    /** The model called. */
    record Called(List<Answer.Call> calls) implements Turn {}

    /** The calls gave results. */
    record Results(List<Result> results) implements Turn {}
  }

  /**
   * An image, a document or a sound.
   *
   * @param type media type, such as {@code image/png}
   * @param base64 its bytes
   */
  record Media(String type, String base64) {
    /** What an OpenAI client writes in place of an address. */
    String dataUrl() {
      return "data:" + type + ";base64," + base64;
    }
  }

  /** What a call gave. */
  record Result(Answer.Call call, String output) {}

  /** A function that may be called. */
  record Function(String name, String description, Map<String, Object> schema) {}

  static Question of(String model, String text) {
    return new Question(
        model,
        Optional.empty(),
        List.of(new Turn.Said(text)),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  static Question showing(String model, String text, Media media) {
    return of(model, text).withTurns(List.of(new Turn.Shown(text, media)));
  }

  Question withSystem(String text) {
    return new Question(model, Optional.of(text), turns, functions, schema, stop, maxTokens, extra);
  }

  Question withTurns(List<Turn> newTurns) {
    return new Question(model, system, newTurns, functions, schema, stop, maxTokens, extra);
  }

  Question withFunctions(Function... newFunctions) {
    return new Question(
        model, system, turns, List.of(newFunctions), schema, stop, maxTokens, extra);
  }

  Question withSchema(Map<String, Object> newSchema) {
    return new Question(
        model, system, turns, functions, Optional.of(newSchema), stop, maxTokens, extra);
  }

  Question withStop(String text) {
    return new Question(
        model, system, turns, functions, schema, Optional.of(text), maxTokens, extra);
  }

  Question withMaxTokens(int tokens) {
    return new Question(model, system, turns, functions, schema, stop, Optional.of(tokens), extra);
  }

  Question withExtra(Map<String, Object> fields) {
    return new Question(model, system, turns, functions, schema, stop, maxTokens, fields);
  }

  /** The conversation goes on with the calls of {@code answer} and what they gave. */
  Question followedBy(Answer answer, List<String> outputs) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(new Result(answer.calls().get(i), outputs.get(i)));
    }
    List<Turn> longer = new ArrayList<>(turns);
    longer.add(new Turn.Called(answer.calls()));
    longer.add(new Turn.Results(results));
    return withTurns(longer);
  }
}

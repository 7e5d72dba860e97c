package dev.signalbox.gateway.config;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.Expectation;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.ReasonCode;
import dev.signalbox.gateway.config.schema.Form;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of {@code [[assertions]]}. */
final class AssertionKeys {
  private static final long MOST_TOKENS = 100_000_000;

  static final Key<String> NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the assertion");
  static final Key<String> MODEL =
      Key.of(
          "model",
          CommonKinds.MODEL_NAME,
          NameResolver.AUTO,
          "model name that the request asks for");
  static final Key<Optional<String>> PROFILE =
      Key.optional("profile", CommonKinds.PROFILE_ID, "profile that the request names");
  static final Key<String> TASK = label("task", "task that the request names");
  static final Key<Protocol> FORMAT =
      Key.of("format", CommonKinds.FORMAT, Protocol.CHAT, "API that the request comes by");
  static final Key<String> PROJECT = label("project", "project of the request");
  static final Key<String> SOURCE = label("source", "source of the request");
  static final Key<String> KEY = label("key", "label of the caller's key");
  static final Key<String> APP = label("app", "name of the app that the request comes through");
  static final Key<List<String>> CLASSIFICATIONS =
      Key.of(
          "classifications",
          CommonKinds.LABELS,
          List.of(),
          "tags of what would be found in the prompt");
  static final Key<List<Capability>> NEEDS =
      Key.of("needs", CommonKinds.CAPABILITIES, List.of(), "capabilities that the request needs");
  static final Key<Long> INPUT_TOKENS =
      Key.of("input_tokens", Kinds.wholeLong(0, MOST_TOKENS), 1_000L, "tokens of the prompt");
  static final Key<Optional<Long>> MAX_OUTPUT =
      Key.optional(
          "max_output", Kinds.wholeLong(1, MOST_TOKENS), "most output tokens the request allows");
  static final Key<Boolean> STRICT =
      Key.of("strict", Kinds.flag(), false, "whether the request refuses a loss in translation");
  static final Key<Optional<List<Selector>>> EXPECT_MODEL =
      Key.optional("expect_model", single(), "the model that must be chosen");
  static final Key<Optional<List<Selector>>> EXPECT_ANY_OF =
      Key.optional("expect_any_of", CommonKinds.SELECTORS, "models one of which must be chosen");
  static final Key<Optional<List<String>>> EXPECT_PROVIDERS =
      Key.optional(
          "expect_providers",
          new Kind.Many<>(CommonKinds.PROVIDER_ID, CommonKinds.MOST_KEYS, true),
          "providers that all of the plan must be at, failover included");
  static final Key<Optional<Double>> EXPECT_MAX_COST =
      Key.optional(
          "expect_max_cost_usd",
          Kinds.decimal(0, 1_000_000),
          "highest estimated cost of the chosen model; its price must be known");
  static final Key<Optional<List<Selector>>> EXPECT_NOT =
      Key.optional(
          "expect_not", CommonKinds.SELECTORS, "what must not be in the plan, failover included");
  static final Key<Optional<Expectation.Refusal>> EXPECT_REFUSAL =
      Key.optional(
          "expect_refusal", refusal(), "that nobody may answer; or the reason, for at least one");

  private static final List<Key<?>> REQUEST =
      List.of(
          NAME,
          MODEL,
          PROFILE,
          TASK,
          FORMAT,
          PROJECT,
          SOURCE,
          KEY,
          APP,
          CLASSIFICATIONS,
          NEEDS,
          INPUT_TOKENS,
          MAX_OUTPUT,
          STRICT);

  /** What is expected: an assertion has one of these. */
  private static final List<Key<?>> EXPECTED =
      List.of(
          EXPECT_MODEL,
          EXPECT_ANY_OF,
          EXPECT_PROVIDERS,
          EXPECT_MAX_COST,
          EXPECT_NOT,
          EXPECT_REFUSAL);

  static final Section<Assertion> SECTION =
      Section.checked(
          Stream.concat(REQUEST.stream(), EXPECTED.stream()).toList(), AssertionKeys::make);

  private AssertionKeys() {}

  private static Optional<Assertion> make(Values values) {
    List<Expectation> expectations = expectations(values);
    if (expectations.isEmpty()) {
      values
          .report()
          .wrong(
              values.place(NAME),
              "is of an assertion that expects nothing: give it one of " + Place.oneOf(EXPECTED));
    } else if (values.has(EXPECT_REFUSAL) && expectations.size() > 1) {
      values
          .report()
          .wrong(values.place(EXPECT_REFUSAL), "cannot hold together with another `expect_…`");
    }
    return values.areSound()
        ? Optional.of(new Assertion(values.get(NAME), request(values), expectations))
        : Optional.empty();
  }

  private static Assertion.Request request(Values values) {
    return new Assertion.Request(
        values.get(MODEL),
        values.get(PROFILE),
        values.get(FORMAT).id(),
        values.get(STRICT),
        new Needs(
            Set.copyOf(values.get(NEEDS)),
            new Needs.Tokens(
                values.get(INPUT_TOKENS),
                true,
                values.get(MAX_OUTPUT).map(OptionalLong::of).orElse(OptionalLong.empty())),
            Set.of(),
            Map.of()),
        new Question.Origin(
            values.get(KEY),
            values.get(APP),
            values.get(PROJECT),
            values.get(SOURCE),
            values.get(TASK),
            Set.copyOf(values.get(CLASSIFICATIONS)),
            Set.of()));
  }

  private static List<Expectation> expectations(Values values) {
    var expectations = new ArrayList<Expectation>();
    values.get(EXPECT_MODEL).map(Expectation.Chosen::new).ifPresent(expectations::add);
    values.get(EXPECT_ANY_OF).map(Expectation.Chosen::new).ifPresent(expectations::add);
    values
        .get(EXPECT_PROVIDERS)
        .map(ids -> new Expectation.Providers(Set.copyOf(ids)))
        .ifPresent(expectations::add);
    values
        .get(EXPECT_MAX_COST)
        .map(cost -> new Expectation.MaxCost(Math.round(cost * Trade.ONE)))
        .ifPresent(expectations::add);
    values.get(EXPECT_NOT).map(Expectation.Not::new).ifPresent(expectations::add);
    values.get(EXPECT_REFUSAL).ifPresent(expectations::add);
    return expectations;
  }

  private static Key<String> label(String name, String doc) {
    return Key.of(name, CommonKinds.LABEL, "", doc);
  }

  /** One selector, read as a list of one. */
  private static Kind<List<Selector>> single() {
    return new Kind.Many<>(CommonKinds.SELECTOR_TEXT, 1, true);
  }

  private static Kind<Expectation.Refusal> refusal() {
    List<String> codes =
        Stream.concat(
                Arrays.stream(ReasonCode.values()).map(ReasonCode::id),
                Stream.of(Rehearsal.UNKNOWN_MODEL, Rehearsal.UNKNOWN_PROFILE))
            .toList();
    return new Kind.Scalar<>(
        "true or the code of a reason, such as `no_capability`",
        Form.TEXT,
        codes,
        node ->
            switch (node) {
              case Node.Flag(var value, _) when value ->
                  Optional.of(new Expectation.Refusal(Optional.empty()));
              case Node.Text(_, var code, _) when codes.contains(code) ->
                  Optional.of(new Expectation.Refusal(Optional.of(code)));
              case Node.Flag _,
                  Node.Text _,
                  Node.Whole _,
                  Node.Decimal _,
                  Node.Other _,
                  Node.Items _,
                  Node.Table _ ->
                  Optional.empty();
            });
  }
}

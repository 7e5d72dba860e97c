package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DifferenceJsonTest {
  private static final Sample ONE = Sample.of("a/one");
  private static final Sample TWO = Sample.of("b/two");
  private static final Question QUESTION = Ask.auto().question();

  @Test
  void theSameTwiceIsEqual() {
    Decision decision = decide(Wants.nothing().over(ONE, TWO));

    JsonNode difference = DifferenceJson.of(decision, decide(Wants.nothing().over(ONE, TWO)));

    assertThat(difference.path("equal").booleanValue()).isTrue();
    assertThat(difference.path("changed_revisions")).isEmpty();
    assertThat(difference.path("utilities")).isEmpty();
    assertThat(difference.at("/plan/before")).isEqualTo(difference.at("/plan/after"));
    assertThat(DifferenceJson.ofPlans(decision.plan(), decision.plan()))
        .isEqualTo(json("{'equal': true, 'differences': []}"));
  }

  @Test
  void whoPassesOnlyOnceIsToldWithTheReasonOfTheOtherTime() {
    Decision both = decide(Wants.nothing().over(ONE, TWO));
    Decision without = decide(Wants.nothing().over(ONE, TWO.provider(DifferenceJsonTest::off)));
    Decision alone = decide(Wants.nothing().over(ONE));

    assertThat(DifferenceJson.of(both, without).path("newly_dropped"))
        .isEqualTo(
            json(
                "[{'model': 'b/two', 'layer': 'filter', 'reason': 'provider_disabled',"
                    + " 'text': 'the provider is switched off in the config'}]"));
    assertThat(DifferenceJson.of(without, both).at("/newly_kept/0/model").asText())
        .isEqualTo("b/two");
    assertThat(DifferenceJson.of(both, alone).at("/newly_dropped/0/reason").asText())
        .isEqualTo("no_candidate");
  }

  @Test
  void utilitiesAreToldWhereTheyChangeAndTheyAreThoseOfThePlan() {
    Decision before = decide(Wants.nothing().over(ONE));
    Decision after = decide(Wants.of(new Trade(1_000_000, 0)).over(ONE));

    JsonNode changed = DifferenceJson.of(before, after).path("utilities");

    assertThat(changed).hasSize(1);
    assertThat(changed.at("/0/before").longValue())
        .isEqualTo(before.plan().getFirst().utility())
        .isEqualTo(before.utilities().get(ONE.target()));
    assertThat(changed.at("/0/after").longValue()).isEqualTo(after.plan().getFirst().utility());
  }

  @Test
  void aPlanThatCameOutOtherwiseIsToldPlaceByPlace() {
    Decision both = decide(Wants.nothing().over(ONE, TWO));

    JsonNode difference = DifferenceJson.ofPlans(both.plan(), List.of(both.plan().get(1)));

    assertThat(difference.path("equal").booleanValue()).isFalse();
    assertThat(difference.at("/differences/0/place").intValue()).isEqualTo(1);
    assertThat(difference.at("/differences/0/stored/model").asText()).isEqualTo("a/one");
    assertThat(difference.at("/differences/0/again/model").asText()).isEqualTo("b/two");
    assertThat(difference.at("/differences/1").has("again")).isFalse();
  }

  private static Decision decide(Snapshot snapshot) {
    return Router.decide(QUESTION, snapshot);
  }

  private static ProviderFacts off(ProviderFacts provider) {
    return new ProviderFacts(
        provider.id(),
        provider.formats(),
        false,
        provider.local(),
        provider.regions(),
        provider.clearances(),
        provider.keepsNothing(),
        false);
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

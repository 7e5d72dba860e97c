package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogOverlayTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final Catalog BASE = CatalogReader.standard();

  private final CatalogOverlay overlay = new CatalogOverlay("config", TODAY);

  @Test
  void whatTheOverlayDoesNotNameStays() {
    ModelCard before = card(BASE, "openai/gpt-4o");

    ModelCard after =
        card(over("{'id':'openai/gpt-4o','limits':{'max_output_tokens':99}}"), "openai/gpt-4o");

    assertThat(after.limits().maxOutputTokens()).isEqualTo(OptionalInt.of(99));
    assertThat(after.toBuilder().limits(before.limits()).build()).isEqualTo(before);
  }

  @Test
  void aPriceWithoutASourceIsTheOverlaysOwn() {
    Catalog catalog = over("{'id':'openai/gpt-4o','price':{'rows':[{'input':2,'output':8}]}}");

    assertThat(card(catalog, "openai/gpt-4o").price())
        .isEqualTo(
            new PriceSheet(
                List.of(PriceRow.of(Rates.of(2_000_000_000L, 8_000_000_000L))),
                "config",
                Confidence.STATED,
                Optional.of(TODAY)));
  }

  @Test
  void aPriceWithASourceKeepsIt() {
    Catalog catalog =
        over(
            "{'id':'openai/gpt-4o','price':{'source':'contract','as_of':'2026-01-01','rows':[{'input':2}]}}");

    PriceSheet price = card(catalog, "openai/gpt-4o").price();

    assertThat(price.source()).isEqualTo("contract");
    assertThat(price.asOf()).contains(LocalDate.of(2026, 1, 1));
  }

  @Test
  void nullTakesAFactAway() {
    Catalog catalog = over("{'id':'openai/gpt-4o','price':null,'limits':{'context_tokens':null}}");

    ModelCard card = card(catalog, "openai/gpt-4o");

    assertThat(card.price()).isEqualTo(PriceSheet.UNKNOWN);
    assertThat(card.limits().contextTokens()).isEmpty();
    assertThat(card.limits().maxOutputTokens()).isPresent();
  }

  @Test
  void anUnknownIdMakesANewCardLast() {
    Catalog catalog =
        over(
            "{'id':'mine/one','governance':{'regions':['local'],'clearances':['secret']}}",
            "{'id':'mine/two','kind':'embedding','aliases':['vectors']}");

    ModelCard one = card(catalog, "mine/one");

    assertThat(catalog.cards().reversed().subList(0, 2))
        .extracting(ModelCard::id)
        .containsExactly("mine/two", "mine/one");
    assertThat(one.kind()).isEqualTo(ModelCard.Kind.CHAT);
    assertThat(one.governance().clearances()).containsExactly("secret");
    assertThat(one.provenance()).isEqualTo(Provenance.of("config", TODAY, Confidence.STATED));
    assertThat(catalog.named("vectors")).extracting(ModelCard::id).containsExactly("mine/two");
  }

  @Test
  void aLaterCardOfTheSameModelCountsOnTopOfAnEarlierOne() {
    Catalog catalog =
        over("{'id':'mine/one','name':'first','family':'f'}", "{'id':'mine/one','name':'second'}");

    assertThat(card(catalog, "mine/one").name()).isEqualTo("second");
    assertThat(card(catalog, "mine/one").family()).contains("f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'id':'openai/gpt-4o','speed':1}                   | catalog model `openai/gpt-4o`: there is no field `speed`: allowed are id,
          {'id':'openai/gpt-4o','limits':3}                  | catalog model `openai/gpt-4o`: `limits` must be an object
          {'id':'openai/gpt-4o','price':{'rows':[{'input':-1}]}} | catalog model `openai/gpt-4o`: `price.rows[0].input` must be dollars
          {'name':'x'}                                       | `id` must be a text
          {'id':'x'}                                         | `id` must be maker/model, not `x`
          {'id':'openai/x','aliases':['gpt-4o']}             | the name `gpt-4o` in `aliases` is that of `openai/gpt-4o` too
          {'id':'a/b','lifecycle':{'replacement':'a/c'}}     | `lifecycle.replacement` is `a/c`, which is no other card
          """)
  void aFaultIsNamed(String card, String message) {
    assertThatThrownBy(() -> over(card))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tooManyCardsAreRefused() {
    List<JsonNode> cards = Collections.nCopies(CatalogOverlay.MAX_CARDS + 1, json("{'id':'a/b'}"));

    assertThatThrownBy(() -> overlay.over(BASE, cards)).hasMessageContaining("at most 10000");
  }

  @Test
  void anImportChangesPricesAndLimitsOfKnownModelsAndAddsNewOnes() {
    ModelCard known = imported("openai/gpt-4o", 7);
    ModelCard alias = imported("openai/gpt-4o-2024-08-06", 7);
    ModelCard fresh = imported("openai/new", 7);

    List<ObjectNode> changes = CatalogOverlay.changesOf(BASE, List.of(known, alias, fresh));
    Catalog catalog = overlay.over(BASE, changes);

    ModelCard before = card(BASE, "openai/gpt-4o");
    assertThat(card(catalog, "openai/gpt-4o"))
        .isEqualTo(before.toBuilder().price(known.price()).build());
    assertThat(card(catalog, "openai/new")).isEqualTo(fresh);
    assertThat(catalog.byId("openai/gpt-4o-2024-08-06")).isEmpty();
  }

  private static ModelCard imported(String id, long rate) {
    return ModelCard.builder(id, ModelCard.Kind.CHAT)
        .price(PriceSheet.of(Rates.of(rate, rate), "list", TODAY))
        .provenance(Provenance.of("list", TODAY, Confidence.SINGLE))
        .build();
  }

  private Catalog over(String... cards) {
    return overlay.over(BASE, Stream.of(cards).map(CatalogOverlayTest::json).toList());
  }

  private static ModelCard card(Catalog catalog, String id) {
    return catalog.byId(id).orElseThrow();
  }

  private static JsonNode json(String text) {
    return CatalogReader.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

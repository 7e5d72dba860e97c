package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.catalog.ImportedCards.NotUnderstood;
import dev.signalbox.engine.price.Confidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

  private final ImportedCards liteLlm = LiteLlmImport.read(file("litellm.json"), AS_OF);
  private final ImportedCards modelsDev = ModelsDevImport.read(file("models-dev.json"), AS_OF);

  @Test
  void liteLlmModelsAreCardsOfTheirMakers() {
    assertThat(liteLlm.cards())
        .extracting(ModelCard::id)
        .containsExactly(
            "openai/acorn-4",
            "anthropic/claude-oak",
            "google/elm-flash",
            "alibaba/birch-plus",
            "openai/text-embedding-fir",
            "openai/odd-price",
            "azure/acorn-4");
  }

  @Test
  void liteLlmPricesKeepSizesAndServiceTiers() {
    assertCard(
        liteLlm,
        "openai/acorn-4",
        """
        {'id':'openai/acorn-4','kind':'chat','name':'acorn-4',
         'limits':{'max_input_tokens':300000,'max_output_tokens':8000},
         'capabilities':{'tools':'yes','vision':'no','json_schema':'yes'},
         'price':{'source':'LiteLLM','confidence':'single','as_of':'2026-11-20','rows':[
           {'input':2,'cache_read':0.5,'output':8},
           {'above_input_tokens':272000,'input':4,'output':12},
           {'tier':'batch','input':1,'output':4},
           {'tier':'flex','input':1,'output':4},
           {'tier':'priority','input':3.5,'cache_read':0.875,'output':14}]},
         'lifecycle':{'stage':'active','retired':'2027-01-14'},
         'provenance':{'sources':['LiteLLM'],'as_of':'2026-11-20','confidence':'single'}}
        """);
  }

  @Test
  void liteLlmCacheWritesForAnHourAreNoSizeTier() {
    assertCard(
        liteLlm,
        "anthropic/claude-oak",
        """
        {'id':'anthropic/claude-oak','kind':'chat','name':'claude-oak',
         'limits':{'max_input_tokens':200000,'max_output_tokens':64000},
         'price':{'source':'LiteLLM','confidence':'single','as_of':'2026-11-20','rows':[
           {'input':3,'cache_read':0.3,'cache_write':3.75,'cache_write_hour':6,'output':15,'reasoning':16},
           {'above_input_tokens':200000,'input':6,'cache_write':7.5,'output':15}]},
         'lifecycle':{'stage':'active'},
         'provenance':{'sources':['LiteLLM'],'as_of':'2026-11-20','confidence':'single'}}
        """);
  }

  @Test
  void liteLlmRangesOfSizesAreSizeTiers() {
    ModelCard card = card(liteLlm, "alibaba/birch-plus");

    assertThat(CardWriter.toJson(card).at("/price/rows").toString())
        .isEqualTo(
            quoted(
                "[{'input':0.4,'output':1.2},{'above_input_tokens':256000,'input':1.2,'output':3.6}]"));
  }

  @Test
  void liteLlmTellsWhatItLeftOut() {
    assertThat(liteLlm.notUnderstood())
        .containsExactly(
            note(
                "claude-oak",
                "search_context_cost_per_query",
                "is a price of a kind that is not known"),
            note("claude-oak", "tool_use_system_prompt_tokens", "is not known"),
            note("gemini/elm-flash", "max_output_tokens", "is no whole number of tokens"),
            note("odd-price", "input_cost_per_token", "is no price"),
            note("odd-price", "output_cost_per_token", "is no price"),
            note(
                "bad-date",
                "",
                "catalog model `openai/bad-date`: `lifecycle.retired` must be a date such as"
                    + " 2026-07-30"),
            note("azure/acorn-4", "supports_vision", "is neither true nor false"),
            note("azure_ai/acorn-4", "", "another entry has the same maker and name"),
            note("painter", "mode", "`image_generation` is neither chat nor embedding"),
            note("nobody", "litellm_provider", "is missing"));
  }

  @Test
  void modelsDevModelsAreCardsOfTheirMakers() {
    assertThat(modelsDev.cards())
        .extracting(ModelCard::id)
        .containsExactly("openai/acorn-4", "openai/text-embedding-fir", "moonshot/larch");
  }

  @Test
  void modelsDevTiersCountBeforeTheOldKeyForThem() {
    assertCard(
        modelsDev,
        "openai/acorn-4",
        """
        {'id':'openai/acorn-4','kind':'chat','name':'Acorn 4','family':'acorn',
         'limits':{'context_tokens':1050000,'max_input_tokens':922000,'max_output_tokens':128000},
         'capabilities':{'tools':'yes','vision':'yes','audio_in':'no','video_in':'no','pdf':'yes','json_schema':'yes','reasoning':'yes'},
         'parameters':{'temperature':'no'},
         'price':{'source':'models.dev','confidence':'single','as_of':'2026-11-20','rows':[
           {'input':10,'cache_read':1,'cache_write':12.5,'output':50},
           {'above_input_tokens':272000,'input':20,'output':75}]},
         'lifecycle':{'stage':'active','released':'2026-09-04'},
         'provenance':{'sources':['models.dev'],'as_of':'2026-11-20','confidence':'single','open_weights':false}}
        """);
  }

  @Test
  void modelsDevOldKeyForSizesCountsAlone() {
    ModelCard card = card(modelsDev, "moonshot/larch");

    assertThat(CardWriter.toJson(card).at("/price/rows").toString())
        .isEqualTo(
            quoted(
                "[{'input':0.6,'audio_input':3,'output':2.5},{'above_input_tokens':200000,'input':1.2,'output':5}]"));
    assertThat(card.lifecycle().stage()).isEqualTo(Lifecycle.Stage.PREVIEW);
    assertThat(card.limits().maxOutputTokens()).isEmpty();
  }

  @Test
  void modelsDevTellsWhatItLeftOut() {
    assertThat(modelsDev.notUnderstood())
        .containsExactly(
            note("openai/acorn-4", "cost.tiers", "has a tier that is not by context size"),
            note("openai/painter", "modalities", "the model makes neither text nor vectors"),
            note("moonshotai/larch", "colour", "is not known"),
            note("moonshotai/larch", "cost.per_minute", "is a price of a kind that is not known"),
            note("moonshotai/larch", "limit.frames", "is not known"),
            note("moonshotai/old-larch", "status", "`gone` is not known"),
            note(
                "moonshotai/old-larch",
                "",
                "catalog model `moonshot/old-larch`: `price.rows[0].input` must be dollars per"
                    + " million tokens, from 0"),
            note("nothing", "models", "is missing"));
  }

  @Test
  void importedCardsCanBeLaidOverTheCatalog() {
    Catalog base = CatalogReader.standard();
    CatalogOverlay overlay = new CatalogOverlay("import", AS_OF);

    Catalog catalog =
        overlay.over(
            overlay.over(base, CatalogOverlay.changesOf(base, liteLlm.cards())),
            CatalogOverlay.changesOf(base, modelsDev.cards()));

    assertThat(catalog.byId("moonshot/larch").orElseThrow().provenance().confidence())
        .isEqualTo(Confidence.SINGLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", ""})
  void whatIsNoListIsRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> LiteLlmImport.read(bytes, AS_OF))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ModelsDevImport.read(bytes, AS_OF))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void liteLlmNamesMayBeginWithAProviderASlashOrAnotherMaker() {
    ImportedCards imported =
        LiteLlmImport.read(
            quoted(
                    """
                    {'azure_ai/oak':{'mode':'chat','litellm_provider':'azure'},
                     'xai/fir':{'mode':'chat','litellm_provider':'xai'},
                     'meta/elm':{'mode':'chat','litellm_provider':'groq'},
                     '/ash':{'mode':'chat','litellm_provider':'groq',
                       'tiered_pricing':[{'input_cost_per_token':1}]}}
                    """)
                .getBytes(StandardCharsets.UTF_8),
            AS_OF);

    assertThat(imported.cards())
        .extracting(ModelCard::id)
        .containsExactly("azure/oak", "xai/fir", "groq/meta/elm", "groq//ash");
    assertThat(imported.notUnderstood())
        .containsExactly(note("/ash", "tiered_pricing", "has a range without a beginning"));
  }

  @Test
  void modelsDevNamesWithoutAnIdAreTheirKeys() {
    ImportedCards imported =
        ModelsDevImport.read(
            quoted("{'xai':{'models':{'fir':{'modalities':{'output':['text']}}}}}")
                .getBytes(StandardCharsets.UTF_8),
            AS_OF);

    assertThat(imported.cards()).extracting(ModelCard::id).containsExactly("xai/fir");
  }

  @Test
  void listsHaveAsManyModelsAsAnOverlayTakesAndNoMore() {
    assertThat(LiteLlmImport.read(liteLlmOf(CatalogOverlay.MAX_CARDS), AS_OF).notUnderstood())
        .hasSize(CatalogOverlay.MAX_CARDS);
    assertThat(ModelsDevImport.read(modelsDevOf(CatalogOverlay.MAX_CARDS - 1), AS_OF).cards())
        .hasSize(1);
    assertThatThrownBy(() -> LiteLlmImport.read(liteLlmOf(CatalogOverlay.MAX_CARDS + 1), AS_OF))
        .hasMessage("the list must be an object of at most %d models", CatalogOverlay.MAX_CARDS);
    assertThatThrownBy(() -> ModelsDevImport.read(modelsDevOf(CatalogOverlay.MAX_CARDS), AS_OF))
        .hasMessage("the list must have at most %d models", CatalogOverlay.MAX_CARDS);
  }

  private static byte[] liteLlmOf(int count) {
    return objectOf(count, "{}").getBytes(StandardCharsets.UTF_8);
  }

  /** One model that makes text, and {@code more} at another provider that make nothing. */
  private static byte[] modelsDevOf(int more) {
    return quoted(
            "{'a':{'models':{'m':{'modalities':{'output':['text']}}}},'b':{'models':%s}}"
                .formatted(objectOf(more, "{}")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String objectOf(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> quoted("'m%d':%s".formatted(i, value)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static void assertCard(ImportedCards imported, String id, String expected) {
    assertThat(CardReader.read(CardWriter.toJson(card(imported, id)), AS_OF))
        .isEqualTo(CardReader.read(json(expected), AS_OF))
        .isEqualTo(card(imported, id));
  }

  private static ModelCard card(ImportedCards imported, String id) {
    return imported.cards().stream().filter(card -> card.id().equals(id)).findFirst().orElseThrow();
  }

  private static NotUnderstood note(String model, String field, String reason) {
    return new NotUnderstood(model, field, reason);
  }

  private static JsonNode json(String text) {
    return CatalogReader.tree(quoted(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static byte[] file(String name) {
    try (InputStream file = Objects.requireNonNull(ImportTest.class.getResourceAsStream(name))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

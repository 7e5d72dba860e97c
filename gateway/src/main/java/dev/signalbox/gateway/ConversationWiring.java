package dev.signalbox.gateway;

import dev.signalbox.analytics.conversation.ConversationRetention;
import dev.signalbox.analytics.conversation.StoredConversations;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ResponsesConfig;
import dev.signalbox.gateway.config.ResponsesConfig.Keeping;
import dev.signalbox.gateway.conversation.SealedConversations;
import dev.signalbox.gateway.conversation.SharedResponses;
import dev.signalbox.gateway.http.RememberedResponses;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.protect.Dependencies;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** From the configuration to where answers of the Responses API are kept. */
final class ConversationWiring {
  private ConversationWiring() {}

  /** What those in the database may take up. */
  static ConversationRetention retentionOf(
      ResponsesConfig config, FactWriter captures, Database database) {
    return new ConversationRetention(
        captures,
        database,
        new ConversationRetention.Kept(config.retention(), config.maxStored(), config.maxBytes()));
  }

  /** Where they are kept: with the others of the database, or in memory. */
  static ResponseStore responsesOf(GatewayConfig config, Store store, Asked asked) {
    ResponsesConfig responses = config.responses();
    Keeping standard =
        config.database().place() instanceof Place.Server ? Keeping.DATABASE : Keeping.MEMORY;
    return switch (responses.keeping().orElse(standard)) {
      case MEMORY ->
          new RememberedResponses(
              responses.retention(), responses.maxStored(), responses.maxBytes());
      case DATABASE ->
          new SharedResponses(
              asked.vertx(),
              new StoredConversations(store.writers().captures()),
              new SharedResponses.Reads(
                  new FactReading(store.captures(), asked.vertx(), asked.dependencies()),
                  new SealedConversations(store.vault())),
              new SharedResponses.Terms(
                  responses.retention(), responses.maxBytes(), asked.clock()));
    };
  }

  /**
   * What asking the database takes.
   *
   * @param dependencies tell whether it answers
   */
  record Asked(Vertx vertx, Dependencies dependencies, InstantSource clock) {}
}

package dev.signalbox.analytics.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StoredConversationsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final StoredConversations.Name OURS = name("resp_1");

  /** Conversations in a database, written, read, and taken out. */
  private static final class Kept implements AutoCloseable {
    private final Database database;
    private final FactWriter writer;
    private final StoredConversations conversations;

    Kept(Place place) {
      database = Database.open(place);
      writer =
          new FactWriter(
              database, Area.CAPTURES, FactWriter.Settings.STANDARD, () -> Instant.EPOCH);
      conversations = new StoredConversations(writer);
    }

    void keep(StoredConversations.Name name, long atMillis, String body) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      conversations.keep(name, atMillis, bytes.length, () -> bytes).toCompletableFuture().join();
    }

    boolean remove(StoredConversations.Name name) {
      return conversations.remove(name).toCompletableFuture().join();
    }

    Optional<String> find(StoredConversations.Name name, long sinceMillis) {
      return StoredConversations.find(name, sinceMillis, database.reading(Area.CAPTURES))
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    List<String> left(String... ids) {
      return Stream.of(ids).filter(id -> find(name(id), 0).isPresent()).toList();
    }

    int takeOut(ConversationRetention.Kept kept, long nowMillis) {
      return new ConversationRetention(writer, database, kept).run(nowMillis);
    }

    @Override
    public void close() {
      writer.close();
      database.close();
    }
  }

  private static StoredConversations.Name name(String id) {
    return new StoredConversations.Name(id, "ann");
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void nobodyElseFindsOrRemovesOne(Place place) {
    StoredConversations.Name theirs = new StoredConversations.Name("resp_1", "bob");
    try (Kept kept = new Kept(place)) {
      kept.keep(OURS, 1_000, "ours");

      assertThat(kept.find(theirs, 0)).isEmpty();
      assertThat(kept.remove(theirs)).isFalse();
      kept.keep(theirs, 1_000, "theirs");
      assertThat(kept.find(OURS, 0)).contains("ours");
      assertThat(kept.find(theirs, 0)).contains("theirs");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void theLastOfAnIdIsKeptUntilItIsRemovedOrTooOld(Place place) {
    try (Kept kept = new Kept(place)) {
      kept.keep(OURS, 1_000, "first");
      kept.keep(OURS, 2_000, "second");

      assertThat(kept.find(OURS, 2_000)).contains("second");
      assertThat(kept.find(OURS, 2_001)).isEmpty();
      assertThat(kept.remove(OURS)).isTrue();
      assertThat(kept.remove(OURS)).isFalse();
      assertThat(kept.find(OURS, 0)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void theOldestGoWhereThereAreTooManyOrTheyAreTooLarge(Place place) {
    Duration aDay = Duration.ofDays(1);
    try (Kept kept = new Kept(place)) {
      for (int i = 1; i <= 4; i++) {
        kept.keep(name("resp_" + i), i * 1_000L, "0123456789");
      }

      assertThat(kept.takeOut(new ConversationRetention.Kept(aDay, 4, 40), 4_000)).isZero();
      assertThat(kept.takeOut(new ConversationRetention.Kept(aDay, 3, 40), 4_000)).isEqualTo(1);
      assertThat(kept.left("resp_1", "resp_2", "resp_3", "resp_4"))
          .containsExactly("resp_2", "resp_3", "resp_4");
      assertThat(kept.takeOut(new ConversationRetention.Kept(aDay, 9, 29), 4_000)).isEqualTo(1);
      assertThat(kept.left("resp_2", "resp_3", "resp_4")).containsExactly("resp_3", "resp_4");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void whatIsTooOldGoes(Place place) {
    ConversationRetention.Kept second =
        new ConversationRetention.Kept(Duration.ofSeconds(1), 9, 99);
    try (Kept kept = new Kept(place)) {
      kept.keep(name("resp_1"), 1_000, "old");
      kept.keep(name("resp_2"), 1_001, "young");

      assertThat(kept.takeOut(second, 2_001)).isEqualTo(1);
      assertThat(kept.left("resp_1", "resp_2")).containsExactly("resp_2");
    }
  }
}

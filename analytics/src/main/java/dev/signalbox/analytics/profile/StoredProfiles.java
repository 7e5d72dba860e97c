package dev.signalbox.analytics.profile;

import static dev.signalbox.analytics.schema.Tables.PROFILE_VERSIONS;

import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.schema.tables.records.ProfileVersionsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.analytics.store.FactWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The profiles in the database. Used by all threads. */
public final class StoredProfiles {
  /** Versions kept of one profile; the oldest go. */
  public static final int KEPT_VERSIONS = 50;

  /** Most characters of a profile as text. */
  public static final int MOST_CHARACTERS = 65_536;

  private final Database database;
  private final FactWriter writer;

  /**
   * Profiles in {@code database}.
   *
   * @param writer the one writer of {@link Area#CONTROL}
   */
  public StoredProfiles(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  /** Everything that is kept, of each profile the oldest first. Blocks. */
  public List<ProfileVersion> load() {
    return load(database);
  }

  /** The same of {@code database}, which may be open to be read only. Blocks. */
  public static List<ProfileVersion> load(Database database) {
    return database
        .reading(Area.CONTROL)
        .selectFrom(PROFILE_VERSIONS)
        .orderBy(PROFILE_VERSIONS.PROFILE, PROFILE_VERSIONS.VERSION)
        .fetch(StoredProfiles::versionOf);
  }

  /**
   * Keeps one more version. Completes on the writer's thread, in the order of the versions; fails
   * when it cannot be stored.
   *
   * @param wanted its number is raised when another process has stored that one
   * @return the version as it is stored
   */
  public CompletionStage<ProfileVersion> append(ProfileVersion wanted) {
    if (writer.state().failure().isPresent()) {
      return CompletableFuture.failedFuture(
          new DatabaseException("the control database cannot be written"));
    }
    AtomicReference<ProfileVersion> stored = new AtomicReference<>(wanted);
    return writer
        .write(batch -> batch.change(dsl -> stored.set(append(wanted, dsl))))
        .thenApply(_ -> stored.get());
  }

  private static ProfileVersion append(ProfileVersion wanted, DSLContext dsl) {
    int last =
        dsl.select(DSL.coalesce(DSL.max(PROFILE_VERSIONS.VERSION), 0))
            .from(PROFILE_VERSIONS)
            .where(PROFILE_VERSIONS.PROFILE.eq(wanted.id()))
            .fetchSingle()
            .value1();
    ProfileVersion version = wanted.numbered(Math.max(wanted.number(), last + 1));
    dsl.insertInto(PROFILE_VERSIONS).set(rowOf(version)).execute();
    dsl.deleteFrom(PROFILE_VERSIONS)
        .where(PROFILE_VERSIONS.PROFILE.eq(version.id()))
        .and(PROFILE_VERSIONS.VERSION.le(version.number() - KEPT_VERSIONS))
        .execute();
    Changes.note(dsl, SharedPart.PROFILES);
    return version;
  }

  private static ProfileVersionsRecord rowOf(ProfileVersion version) {
    ProfileVersionsRecord row = new ProfileVersionsRecord();
    row.setProfile(version.id());
    row.setVersion(version.number());
    row.setAtMs(version.at().toEpochMilli());
    row.setAuthor(version.by());
    row.setDeleted((short) (version.document().isEmpty() ? 1 : 0));
    row.setBody(version.document().orElse(""));
    return row;
  }

  private static ProfileVersion versionOf(ProfileVersionsRecord row) {
    return new ProfileVersion(
        row.getProfile(),
        row.getVersion(),
        Instant.ofEpochMilli(row.getAtMs()),
        row.getAuthor(),
        Optional.of(row.getBody()).filter(_ -> row.getDeleted() == 0));
  }
}

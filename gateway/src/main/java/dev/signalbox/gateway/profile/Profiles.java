package dev.signalbox.gateway.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.profile.ProfileVersion;
import dev.signalbox.analytics.profile.StoredProfiles;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ProfileConfig;
import dev.signalbox.gateway.config.ProfileDocument;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The profiles in force, and changes of them. Used by all event loops; the versions are guarded by
 * the object's monitor, which is also held while a change is handed on, so that changes keep their
 * order.
 */
public final class Profiles {
  /** Most profiles that versions are kept of, deleted ones included. */
  static final int MOST_PROFILES = 200;

  private static final long STORE_RETRY_SECONDS = 5;

  private final Map<String, ProfileConfig> builtIn;
  private final ProfileStore store;
  private final Map<String, List<ProfileVersion>> versions = new HashMap<>();
  private Map<String, ProfileConfig> file = Map.of();
  private Consumer<List<Profile>> changed = _ -> {};
  private Trial trial = _ -> Future.succeededFuture(List.of());
  private ProfileUse use = _ -> List.of();

  /** The profiles that {@code versions} leave stored, of each profile the oldest first. */
  public static List<Profile> ofVersions(List<ProfileVersion> versions) {
    return new Profiles(CompletableFuture::completedFuture, versions).stored();
  }

  /**
   * Who changes a profile, and when.
   *
   * @param force whether it is changed although an assertion breaks
   */
  public record Change(String id, String by, Instant at, boolean force) {}

  /** Says what the assertions would come to. */
  @FunctionalInterface
  public interface Trial {
    /** What they come to when {@code stored} are the stored profiles. */
    Future<List<AssertionResult>> of(List<Profile> stored);
  }

  /**
   * Profiles of a process, so far without those of a configuration.
   *
   * @param loaded what {@code store} holds, of each profile the oldest first
   */
  public Profiles(ProfileStore store, List<ProfileVersion> loaded) {
    this.builtIn =
        byId(
            BuiltInProfiles.all().stream()
                .map(profile -> new ProfileConfig(profile, Optional.empty()))
                .toList());
    this.store = store;
    loaded.forEach(this::keep);
  }

  /**
   * Goes over to another configuration.
   *
   * @param configured its profiles
   * @param assertions tries its assertions
   * @param users tells who names a profile
   * @param told told the stored profiles now and after every change, in place of who was before
   */
  public synchronized void follow(
      List<ProfileConfig> configured,
      Trial assertions,
      ProfileUse users,
      Consumer<List<Profile>> told) {
    file = byId(configured);
    trial = assertions;
    use = users;
    changed = told;
    changed.accept(stored());
  }

  private static Map<String, ProfileConfig> byId(List<ProfileConfig> profiles) {
    return profiles.stream()
        .collect(Collectors.toMap(each -> each.profile().id(), Function.identity()));
  }

  /** All that are in force, by id. */
  public synchronized List<ProfileView> all() {
    TreeSet<String> ids = new TreeSet<>(builtIn.keySet());
    ids.addAll(file.keySet());
    ids.addAll(versions.keySet());
    return ids.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /** The profile {@code id}; empty when there is none in force. */
  public synchronized Optional<ProfileView> find(String id) {
    List<ProfileVersion> kept = kept(id);
    Optional<ProfileConfig> stored =
        kept.stream().findFirst().flatMap(newest -> newest.document().map(text -> read(id, text)));
    Optional<ProfileView.Declared> declared = declared(id);
    return declared
        .filter(each -> stored.isEmpty() || each.source() == ProfileView.Source.CONFIG)
        .or(() -> stored.map(each -> new ProfileView.Declared(each, ProfileView.Source.STORED)))
        .map(each -> new ProfileView(each.profile(), each.source(), stored, kept, declared));
  }

  /** What the file has under {@code id}, else what is built in. */
  private Optional<ProfileView.Declared> declared(String id) {
    return Optional.ofNullable(file.get(id))
        .map(each -> new ProfileView.Declared(each, ProfileView.Source.CONFIG))
        .or(
            () ->
                Optional.ofNullable(builtIn.get(id))
                    .map(each -> new ProfileView.Declared(each, ProfileView.Source.BUILT_IN)));
  }

  /**
   * Stores a profile; the future fails with a {@link ProblemException} when it is wrong, when there
   * are too many, or when an assertion that holds would break.
   */
  public Future<ProfileView> put(Change change, ObjectNode document) {
    Profile profile;
    try {
      profile = ProfileDocument.read(change.id(), document).profile();
    } catch (ConfigException e) {
      return Future.failedFuture(invalid(e));
    }
    String text = StrictJson.toText(document);
    if (text.length() > StoredProfiles.MOST_CHARACTERS) {
      return Future.failedFuture(tooLong());
    }
    return tried(change, Optional.of(profile))
        .compose(_ -> append(change, Optional.of(text)))
        .map(_ -> find(change.id()).orElseThrow());
  }

  /**
   * Deletes what is stored under an id, so that the file or the built-in profile is in force again;
   * gives what is then. The future fails with a {@link ProblemException} when nothing is stored,
   * when none would be in force that somebody names, or when an assertion that holds would break.
   */
  public Future<Optional<ProfileView>> delete(Change change) {
    Optional<ProfileView> view = find(change.id());
    if (view.flatMap(ProfileView::stored).isEmpty()) {
      return Future.failedFuture(notStored(change.id(), view));
    }
    Optional<ProblemException> needed = refusal(change.id());
    if (needed.isPresent()) {
      return Future.failedFuture(needed.get());
    }
    return tried(change, Optional.empty())
        .compose(_ -> append(change, Optional.empty()))
        .map(_ -> find(change.id()));
  }

  /**
   * Stores what a kept version had, or deletes what is stored where it had nothing; {@link
   * ProfileView#DECLARED} stands for what the file has or is built in. Gives what is in force then.
   * The future fails with a {@link ProblemException} when there is no such version, or like {@link
   * #put} and {@link #delete}.
   */
  public Future<Optional<ProfileView>> rollBack(Change change, int version) {
    Optional<ProfileView> view = find(change.id());
    List<ProfileVersion> kept = kept(change.id());
    if (version == ProfileView.DECLARED && view.filter(ProfileView::isDeclared).isPresent()) {
      return delete(change);
    }
    return kept.stream()
        .filter(each -> each.number() == version)
        .findFirst()
        .map(found -> rollBack(change, found))
        .orElseGet(() -> Future.failedFuture(noVersion(change.id(), version, kept)));
  }

  private Future<Optional<ProfileView>> rollBack(Change change, ProfileVersion to) {
    return to.document()
        .map(text -> put(change, parsed(text)).map(Optional::of))
        .orElseGet(() -> delete(change));
  }

  /** The versions that are kept of {@code id}, the newest first; those of a deleted one too. */
  public synchronized List<ProfileVersion> kept(String id) {
    return versions.getOrDefault(id, List.of()).reversed();
  }

  /** Fails when assertions that hold break with {@code profile} under the id, or none there. */
  private Future<Void> tried(Change change, Optional<Profile> profile) {
    if (change.force()) {
      return Future.succeededFuture();
    }
    List<Profile> before = stored();
    List<Profile> after =
        Stream.concat(
                before.stream().filter(each -> !each.id().equals(change.id())), profile.stream())
            .toList();
    return triedBy()
        .of(after)
        .compose(
            results ->
                results.stream().allMatch(AssertionResult::held)
                    ? Future.succeededFuture()
                    : triedBy().of(before).compose(held -> refusal(held, results)));
  }

  /** Why nothing may be in the place of what is stored; empty when something else is, or may. */
  private synchronized Optional<ProblemException> refusal(String id) {
    return declared(id).isPresent() ? Optional.empty() : use.refusal(id);
  }

  private synchronized Trial triedBy() {
    return trial;
  }

  /** What is broken as it is cannot be blamed on a change. */
  private static Future<Void> refusal(List<AssertionResult> before, List<AssertionResult> after) {
    Set<String> held =
        before.stream()
            .filter(AssertionResult::held)
            .map(AssertionResult::name)
            .collect(Collectors.toSet());
    List<AssertionResult> broken =
        after.stream().filter(each -> !each.held() && held.contains(each.name())).toList();
    return broken.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            Problem.of(
                    ProblemKind.CONFLICT,
                    broken.stream().map(AssertionResult::breach).collect(Collectors.joining("; "))
                        + "; `force=true` changes the profile all the same")
                .withCode("assertion_broken")
                .toException());
  }

  /** Stored before it is in force; completes where it was called. */
  private Future<Void> append(Change change, Optional<String> document) {
    CompletionStage<Void> stored = store.append(next(change, document)).thenAccept(this::apply);
    Context context = Vertx.currentContext();
    Future<Void> done =
        context == null
            ? Future.fromCompletionStage(stored)
            : Future.fromCompletionStage(stored, context);
    return done.recover(_ -> Future.failedFuture(cannotBeStored()));
  }

  private synchronized ProfileVersion next(Change change, Optional<String> document) {
    List<ProfileVersion> kept = versions.getOrDefault(change.id(), List.of());
    if (kept.isEmpty() && versions.size() >= MOST_PROFILES) {
      throw Problem.of(
              ProblemKind.CONFLICT, "at most %d profiles can be stored".formatted(MOST_PROFILES))
          .toException();
    }
    int number = kept.isEmpty() ? 1 : kept.getLast().number() + 1;
    return new ProfileVersion(
        change.id(), number, change.at().truncatedTo(ChronoUnit.MILLIS), change.by(), document);
  }

  private void apply(ProfileVersion version) {
    learn(List.of(version));
  }

  /** Takes over {@code stored} versions that it does not know yet, such as those of other nodes. */
  public synchronized void learn(List<ProfileVersion> stored) {
    boolean news = false;
    for (ProfileVersion version : stored) {
      news |= keep(version);
    }
    if (news) {
      changed.accept(stored());
    }
  }

  /** Whether it is news; versions of several nodes may be told out of their order. */
  private synchronized boolean keep(ProfileVersion version) {
    List<ProfileVersion> kept = new ArrayList<>(versions.getOrDefault(version.id(), List.of()));
    if (kept.contains(version)) {
      return false;
    }
    kept.add(version);
    kept.sort(Comparator.comparingInt(ProfileVersion::number));
    if (kept.size() > StoredProfiles.KEPT_VERSIONS) {
      kept.removeFirst();
    }
    versions.put(version.id(), List.copyOf(kept));
    return true;
  }

  /** The stored profiles, whether the file has one of the same id or not. */
  public synchronized List<Profile> stored() {
    return versions.keySet().stream()
        .map(this::find)
        .flatMap(Optional::stream)
        .flatMap(view -> view.stored().stream())
        .map(ProfileConfig::profile)
        .toList();
  }

  private static ProfileConfig read(String id, String document) {
    return ProfileDocument.read(id, parsed(document));
  }

  private static ObjectNode parsed(String document) {
    return StrictJson.parseObject(document.getBytes(StandardCharsets.UTF_8));
  }

  private static ProblemException invalid(ConfigException cause) {
    String message =
        cause.problems().stream().map(ConfigProblem::message).collect(Collectors.joining("; "));
    return Problem.invalid(cause.problems().getFirst().place().path(), message)
        .withCode("invalid_profile")
        .toException();
  }

  private static ProblemException tooLong() {
    return Problem.invalid(
            "body",
            "a profile may have at most %,d characters".formatted(StoredProfiles.MOST_CHARACTERS))
        .withCode("invalid_profile")
        .toException();
  }

  private static ProblemException cannotBeStored() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "the profile stays as it is, as the database cannot be written")
        .withCode("profile_unavailable")
        .withRetryAfter(STORE_RETRY_SECONDS)
        .toException();
  }

  private static ProblemException noVersion(String id, int version, List<ProfileVersion> kept) {
    String there =
        kept.isEmpty()
            ? "none is kept"
            : "kept are %d to %d".formatted(kept.getLast().number(), kept.getFirst().number());
    return Problem.of(
            ProblemKind.NOT_FOUND,
            "there is no version %d of the profile `%s`; %s".formatted(version, id, there))
        .withCode("version_not_found")
        .withParam("version")
        .toException();
  }

  private static ProblemException notStored(String id, Optional<ProfileView> view) {
    return view.map(
            found ->
                Problem.of(
                        ProblemKind.CONFLICT,
                        "the profile `%s` is %s and cannot be deleted"
                            .formatted(
                                id,
                                found.source() == ProfileView.Source.CONFIG
                                    ? "that of the configuration file"
                                    : "built in"))
                    .withCode("profile_not_stored"))
        .orElseGet(
            () ->
                Problem.of(ProblemKind.NOT_FOUND, "there is no profile `%s`".formatted(id))
                    .withCode("profile_not_found"))
        .withParam("id")
        .toException();
  }
}

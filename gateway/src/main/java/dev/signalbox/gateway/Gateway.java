package dev.signalbox.gateway;

import dev.signalbox.analytics.profile.ProfileVersion;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.admin.facts.ProcessFacts;
import dev.signalbox.gateway.admin.live.LiveFeed;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.FileText;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.demo.PastKeeper;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.http.KeptAnswers;
import dev.signalbox.gateway.limit.Books;
import dev.signalbox.gateway.log.RequestLog;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.protect.Protection;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.auth.TokenSources;
import dev.signalbox.gateway.reach.SystemResolver;
import dev.signalbox.gateway.registry.Registered;
import dev.signalbox.gateway.registry.Registry;
import dev.signalbox.gateway.route.DecisionArchive;
import dev.signalbox.gateway.route.DecisionLog;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The running gateway: everything is made here, once, top to bottom, and handed over. */
public final class Gateway {
  private static final int KEPT_DECISIONS = 500;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final GatewayConfig start;
  private final Origin origin;
  private final Serving.Clocks clocks;
  private final long startedSeconds;
  private final WireFormats formats;
  private final AtomicInteger port = new AtomicInteger();
  private final Presence presence;
  private final Watching watching;
  private final FaultCounters counters = new FaultCounters();
  private final Protection protection;
  private final TracingWiring tracing;
  private final LiveFeed feed;
  private final MetricsWiring metrics;
  private volatile Optional<Running> running = Optional.empty();

  /** What is there once it runs. */
  private record Running(Lives lives, Opened opened, Reconfiguration changes) {}

  /** What is there before anything is served. */
  private record Opened(
      Store store,
      AccessWiring access,
      DecisionLog log,
      SignalWiring signals,
      PromptClusters clusters,
      Books books) {
    private void close() {
      books.close();
      access.close();
      signals.close();
      store.close();
    }
  }

  /**
   * Who looks on, on the threads that serve; nobody may block.
   *
   * @param records told of each request just before it is stored
   * @param signals told of what the gateway says against answers
   */
  public record Watching(Consumer<RequestRecord> records, SignalSink signals) {
    /** Nobody looks on. */
    public static final Watching NOBODY = new Watching(_ -> {}, SignalSink.NONE);
  }

  /**
   * What a gateway starts with.
   *
   * @param source where {@code config} is from, and is changed
   */
  public record Origin(LoadedConfig config, ConfigSource source) {}

  /** What was registered and stored at run time, before, and what that makes of the start. */
  private record Loaded(Registered registered, List<ProfileVersion> profiles, Prospect prospect) {}

  private Gateway(Vertx vertx, Origin origin, Watching watching, Serving.Clocks clocks) {
    this.vertx = vertx;
    this.watching = watching;
    this.clocks = clocks;
    this.startedSeconds = clocks.wall().instant().getEpochSecond();
    this.origin = origin;
    this.start = origin.config().config();
    this.protection = ProtectionWiring.protectionOf(start, clocks, counters);
    this.tracing = new TracingWiring(vertx, clocks, counters, protection.dependencies());
    this.metrics = new MetricsWiring(vertx, clocks, start.metrics(), this::live);
    this.feed = new LiveFeed(NodeWiring.nameOf(start), clocks.nanos());
    this.presence = new Presence(vertx, start, port::get);
    this.formats = new WireFormats(new SignatureSeal(HttpWiring.sealKeyOf(start.server())));
  }

  /** Starts a gateway of {@code origin} on {@code vertx}, before the eyes of {@code watching}. */
  public static Future<Gateway> start(Vertx vertx, Origin origin, Watching watching) {
    return start(vertx, origin, watching, Serving.Clocks.system());
  }

  /** The same by other clocks. */
  public static Future<Gateway> start(
      Vertx vertx, Origin origin, Watching watching, Serving.Clocks clocks) {
    Gateway gateway = new Gateway(vertx, origin, watching, clocks);
    try {
      return gateway.open().map(gateway);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return port.get();
  }

  /** Takes no new work, lets running answers finish within the configured time, and stops. */
  public Future<Void> stop() {
    feed.close();
    return presence
        .leave()
        .compose(_ -> undeployed())
        .onComplete(_ -> presence.ended())
        .transform(_ -> vertx.close())
        .onComplete(_ -> running.ifPresent(now -> now.opened().close()))
        .onComplete(_ -> protection.close())
        .onComplete(_ -> metrics.close());
  }

  /** Done when what ran has ended, or its time is over. */
  private Future<?> undeployed() {
    return Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList());
  }

  /**
   * Serves new requests under the configuration that {@code source} gives, while those under way
   * finish under theirs; one call after the other. When it cannot be used, everything stays as it
   * is, the future fails and {@code /health} tells why.
   *
   * @param source called on a worker thread
   * @return what of the configuration holds only at the next start or is probably a mistake, a
   *     sentence each
   */
  public Future<List<String>> reload(Supplier<GatewayConfig> source) {
    return load(() -> LoadedConfig.of(source.get()));
  }

  /** The same with what was read. */
  Future<List<String>> load(Supplier<LoadedConfig> source) {
    return running().changes().reload(source);
  }

  /** Whether what {@code file} holds is what is served, with no fault since. Blocks. */
  boolean isServing(Path file) {
    return running().changes().state().lastError().isEmpty()
        && FileText.read(file)
            .filter(running().changes().file().written().text()::equals)
            .isPresent();
  }

  /** The configuration that is served. */
  public GatewayConfig config() {
    return running().changes().config();
  }

  /** Where what would have happened before the start can be written. */
  public PastKeeper past() {
    return new Past(live(), running().opened().store());
  }

  private Future<Void> open() {
    vertx.executeBlocking(() -> Store.prepare(start.database().place()));
    Prospect declared = Prospect.of(start, today());
    declared.requireAssertions(now());
    return vertx
        .executeBlocking(
            () -> {
              AnswersSince answers = new AnswersSince();
              Store store =
                  Store.open(
                      start,
                      watching
                          .records()
                          .andThen(answers::count)
                          .andThen(metrics.records())
                          .andThen(RequestLog::ended)
                          .andThen(feed::ended),
                      clocks.wall());
              presence.joined(store);
              DecisionLog log = new DecisionLog(KEPT_DECISIONS);
              PromptClusters clusters = PromptWiring.clustersOf(start.signals().prompts(), store);
              return new Opened(
                  store,
                  AccessWiring.of(store, clocks.wall()),
                  log,
                  SignalWiring.of(
                      start.signals(),
                      new SignalWiring.Parts(
                          store,
                          log,
                          answers,
                          counters,
                          () -> PromptWiring.inForceFrom(clusters, now()),
                          clocks.wall())),
                  clusters,
                  LimitWiring.booksOf(start, protection.dependencies(), clocks, counters));
            })
        .map(opened -> Objects.requireNonNull(opened))
        .compose(opened -> open(declared, opened).onFailure(_ -> opened.close()));
  }

  private Future<Void> open(Prospect declared, Opened opened) {
    Store store = opened.store();
    return vertx
        .executeBlocking(() -> loaded(declared, store))
        .map(Objects::requireNonNull)
        .compose(loaded -> open(loaded, opened))
        .compose(this::deploy)
        .compose(_ -> vertx.deployVerticle(chores(opened)))
        .onSuccess(_ -> protection.begin())
        .onSuccess(_ -> presence.begin(running().changes().state()))
        .mapEmpty();
  }

  private Chores chores(Opened opened) {
    Chores chores = new Chores(vertx);
    opened.store().addTo(chores, clocks.wall(), () -> Money.leaseMillis(config()));
    opened.access().addTo(chores, () -> live().http().settings().authenticator());
    PromptWiring.addTo(chores, opened.clusters(), clocks.wall());
    presence.follow(chores, clocks.wall(), running().changes());
    return chores.every(SECOND, Chores.atOnce(() -> feed.second(now())));
  }

  private Loaded loaded(Prospect declared, Store store) {
    Registered registered = store.shelf().load();
    GatewayConfig wanted = registered.over(start);
    Prospect prospect = wanted.equals(start) ? declared : Prospect.of(wanted, today());
    prospect.requireAssertions(now());
    return new Loaded(registered, store.profiles().load(), prospect);
  }

  private Future<Live> open(Loaded loaded, Opened opened) {
    Profiles profiles = new Profiles(opened.store().profiles()::append, loaded.profiles());
    Registry registry =
        new Registry(
            vertx,
            loaded.registered(),
            new SystemResolver(vertx),
            change -> running().changes().register(change));
    LiveWiring wiring = wiring(profiles, opened, registry);
    // what the records of a large configuration say takes a first time as long as all the rest
    Future<String> revision =
        vertx
            .executeBlocking(() -> RevisionIds.of(loaded.prospect().config()), false)
            .map(Objects::requireNonNull);
    return wiring
        .liveOf(loaded.prospect(), Optional.empty())
        .compose(
            live ->
                revision.map(
                    named -> {
                      Lives lives = new Lives(live);
                      Reconfiguration changes =
                          new Reconfiguration(
                              vertx,
                              clocks.wall(),
                              new Reconfiguration.Parts(
                                  wiring,
                                  lives,
                                  registry,
                                  opened.store(),
                                  opened.access(),
                                  profiles,
                                  opened.clusters(),
                                  this::tell),
                              new Reconfiguration.First(origin.config(), named));
                      running = Optional.of(new Running(lives, opened, changes));
                      return live;
                    }));
  }

  /** Tells whoever looks on, and other nodes, of a change. */
  private void tell(ConfigState state) {
    feed.configured(state);
    presence.serves(state);
  }

  private Live live() {
    return running().lives().current();
  }

  private LiveWiring wiring(Profiles profiles, Opened opened, Registry registry) {
    Store store = opened.store();
    return new LiveWiring(
        new LiveWiring.Lasting(
            vertx,
            clocks,
            new Simulators(vertx, formats),
            ProviderWiring.Fetched.on(
                vertx, new TokenSources.Clocks(clocks.wall(), clocks.steady())),
            ConversationWiring.responsesOf(
                start,
                store,
                new ConversationWiring.Asked(vertx, protection.dependencies(), clocks.wall())),
            new KeptAnswers(),
            new DecisionArchive(vertx, opened.log(), store.decisions(), metrics.decisions()),
            profiles,
            store,
            opened.books(),
            opened.clusters(),
            opened.access(),
            opened.signals(),
            registry,
            feed,
            metrics,
            counters,
            protection,
            new ConfigEditing(
                vertx,
                origin.source(),
                new ConfigEditing.Parts(() -> running().changes(), registry, profiles)),
            (specs, execution) -> facts(specs, execution, store)));
  }

  private Running running() {
    return running.orElseThrow(() -> new IllegalStateException("the gateway does not run"));
  }

  private Instant now() {
    return clocks.wall().instant();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now(), ZoneOffset.UTC);
  }

  private Future<String> deploy(Live first) {
    GatewayVerticle.Shared shared =
        new GatewayVerticle.Shared(
            running().lives(),
            first.http().settings(),
            formats,
            new Vocabularies(),
            clocks,
            running().opened().signals().before(watching.signals()),
            protection,
            tracing,
            metrics.connections(),
            port::set);
    return vertx.deployVerticle(
        () -> new GatewayVerticle(shared),
        new DeploymentOptions().setInstances(EventLoops.listening(start)));
  }

  private ProcessFacts facts(List<UpstreamSpec> specs, Execution execution, Store store) {
    return new ProcessFacts(
        Version.current(),
        clocks.wall(),
        startedSeconds,
        port::get,
        presence::readiness,
        store.membership(),
        () -> running().changes().state(),
        () -> running().opened().store().writers().facts().state(),
        specs,
        store.reader(),
        execution,
        protection,
        tracing::report);
  }
}

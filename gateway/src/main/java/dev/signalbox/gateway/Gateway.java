package dev.signalbox.gateway;

import dev.signalbox.analytics.record.RecentRequests;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.admin.ControlRoutes;
import dev.signalbox.gateway.admin.ProcessFacts;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ServerConfig;
import dev.signalbox.gateway.config.SessionsConfig;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.http.HttpLoop;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.pipeline.ModelFacts;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.profile.MemoryProfileStore;
import dev.signalbox.gateway.profile.ProfileStore;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.provider.ModelDirectory;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.route.DecisionLog;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.SessionMemory;
import dev.signalbox.gateway.route.Snapshots;
import dev.signalbox.gateway.simulator.Pace;
import dev.signalbox.gateway.simulator.Script;
import dev.signalbox.gateway.simulator.Simulator;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.estimate.Vocabularies;
import dev.signalbox.gateway.wire.formats.WireFormats;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The running gateway: everything is made here, once, top to bottom, and handed over. */
public final class Gateway {
  private static final int RECENT_REQUESTS = 10_000;
  private static final long FIRST_LISTING_MILLIS = 300;
  private static final int KEPT_DECISIONS = 5_000;

  private final Vertx vertx;
  private final GatewayConfig config;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final RecentRequests requests = new RecentRequests(RECENT_REQUESTS);

  private Gateway(Vertx vertx, GatewayConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Starts a gateway of {@code config} on {@code vertx}. */
  public static Future<Gateway> start(Vertx vertx, GatewayConfig config) {
    Gateway gateway = new Gateway(vertx, config);
    return gateway.open().map(gateway);
  }

  /** Vert.x options for a process that is a gateway. */
  public static VertxOptions vertxOptions(GatewayConfig config) {
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setBlockedThreadCheckInterval(1)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS);
    return config.server().eventLoops() > 0
        ? options.setEventLoopPoolSize(config.server().eventLoops())
        : options;
  }

  /** The port it listens on. */
  public int port() {
    return port.get();
  }

  /** The last requests it served. */
  public RecentRequests requests() {
    return requests;
  }

  /** Takes no new work, lets running answers finish within the configured time, and stops. */
  public Future<Void> stop() {
    ready.set(false);
    return vertx.close();
  }

  private Future<Void> open() {
    SignatureSeal seal = new SignatureSeal(sealKey(config.server()));
    WireFormats formats = new WireFormats(seal);
    Catalog catalog = CatalogReader.standard();
    Snapshots snapshots =
        new Snapshots(snapshotOf(catalog, Map.of(), PolicyWiring.policyOf(config)));
    return profiles(snapshots)
        .compose(
            profiles ->
                providers(formats)
                    .compose(
                        specs -> serve(formats, specs, new Known(catalog, snapshots, profiles))));
  }

  /** What routing and the control paths know from. */
  private record Known(Catalog catalog, Snapshots snapshots, Profiles profiles) {}

  private Future<Profiles> profiles(Snapshots snapshots) {
    ProfileStore store = new MemoryProfileStore();
    return store
        .load()
        .map(
            loaded -> {
              Profiles profiles =
                  new Profiles(
                      config.policy().profiles(),
                      store,
                      loaded,
                      stored -> putInForce(stored, snapshots));
              putInForce(profiles.stored(), snapshots);
              return profiles;
            });
  }

  private void putInForce(List<Profile> stored, Snapshots snapshots) {
    Snapshot.Policy policy = PolicyWiring.policyOf(config, stored);
    snapshots.update(now -> now.under(RevisionIds.of(policy), policy));
  }

  private Future<Void> serve(WireFormats formats, List<UpstreamSpec> specs, Known known) {
    Catalog catalog = known.catalog();
    Snapshots snapshots = known.snapshots();
    LiveNames names = new LiveNames(NameWiring.tableOf(config, catalog));
    Serving.Clocks clocks = Serving.Clocks.of(InstantSource.system(), System::nanoTime);
    ProviderKeys keys = new ProviderKeys(specs);
    Execution execution =
        ExecutionWiring.executionOf(
            vertx, keys, snapshots, new ExecutionWiring.Parts(config, clocks));
    ModelDirectory directory =
        directory(
            specs,
            listed -> {
              names.heard(listed);
              snapshots.update(
                  now -> execution.board().refreshed(snapshotOf(catalog, listed, now.policy())));
            });
    Authenticator authenticator = new Authenticator(NameWiring.callersOf(config));
    HttpSettings settings =
        HttpWiring.settingsOf(config, authenticator, NameWiring.mountsOf(config));
    ControlRoutes control =
        new ControlRoutes(facts(clocks, specs, execution), settings, catalog, known.profiles());
    HttpLoop.Shared http =
        new HttpLoop.Shared(
            settings,
            names,
            directory,
            new ResponseStore(
                config.responses().retention(),
                config.responses().maxStored(),
                config.responses().maxBytes()),
            requests,
            control::mount);
    GatewayVerticle.Shared shared =
        new GatewayVerticle.Shared(
            http,
            formats,
            keys,
            routing(snapshots, clocks),
            new ModelFacts(catalog),
            execution,
            new Vocabularies(),
            HttpWiring.mediaOf(config.media()),
            clocks,
            config.server().timeouts().drain(),
            port::set);
    return listed(directory)
        .compose(_ -> deploy(shared))
        .onSuccess(_ -> ready.set(true))
        .mapEmpty();
  }

  private Snapshot snapshotOf(
      Catalog catalog, Map<String, List<String>> listed, Snapshot.Policy policy) {
    Fleet fleet = new FleetWiring(catalog, listed).fleetOf(config);
    return new Snapshot(RevisionIds.of(policy, fleet), policy, fleet);
  }

  private Routing routing(Snapshots snapshots, Serving.Clocks clocks) {
    SessionsConfig sessions = config.policy().sessions();
    return new Routing(
        new Routing.Parts(
            snapshots,
            new SessionMemory(sessions.remember(), sessions.max(), sessions.hardPin()),
            new DecisionLog(KEPT_DECISIONS)),
        clocks.nanos());
  }

  private Future<String> deploy(GatewayVerticle.Shared shared) {
    return vertx.deployVerticle(
        () -> new GatewayVerticle(shared), new DeploymentOptions().setInstances(loops()));
  }

  /** Event loops that listen; one where any free port will do, as each would find another one. */
  private int loops() {
    if (config.server().port() == 0) {
      return 1;
    }
    return config.server().eventLoops() > 0
        ? config.server().eventLoops()
        : Runtime.getRuntime().availableProcessors();
  }

  private ProcessFacts facts(Serving.Clocks clocks, List<UpstreamSpec> specs, Execution execution) {
    return new ProcessFacts(
        Version.current(),
        clocks.wall(),
        clocks.wall().instant().getEpochSecond(),
        port::get,
        ready::get,
        specs,
        requests,
        execution);
  }

  /** Servers without declared models and without a maker are asked what they serve. */
  private ModelDirectory directory(
      List<UpstreamSpec> specs, Consumer<Map<String, List<String>>> heard) {
    Set<String> listing =
        config.enabledProviders().stream()
            .filter(ProviderWiring::listsItsModels)
            .map(ProviderConfig::id)
            .collect(Collectors.toSet());
    List<UpstreamSpec> asked = specs.stream().filter(spec -> listing.contains(spec.id())).toList();
    return new ModelDirectory(vertx, asked, heard);
  }

  private Future<Void> listed(ModelDirectory directory) {
    return Future.any(
            directory.refresh(),
            vertx.timer(FIRST_LISTING_MILLIS, TimeUnit.MILLISECONDS).mapEmpty())
        .mapEmpty();
  }

  private Future<List<UpstreamSpec>> providers(WireFormats formats) {
    List<Future<UpstreamSpec>> opened = new ArrayList<>();
    for (ProviderConfig provider : config.enabledProviders()) {
      opened.add(
          provider
              .simulator()
              .map(settings -> simulator(provider, settings, formats))
              .orElseGet(
                  () -> Future.succeededFuture(ProviderWiring.specOf(provider, Optional.empty()))));
    }
    return Future.all(opened).map(_ -> opened.stream().map(Future::result).toList());
  }

  private Future<UpstreamSpec> simulator(
      ProviderConfig provider, ProviderConfig.Simulator settings, WireFormats formats) {
    SimulatorOptions options =
        SimulatorOptions.standard()
            .withSeed(settings.seed())
            .withPace(
                new Pace(
                    (int) settings.firstTokenDelay().toMillis(),
                    (int) settings.tokenDelay().toMillis()))
            .withModels(provider.models().stream().map(ProviderConfig.Model::id).toList())
            .withClock(Clock.systemUTC())
            .withKeptRequests(0);
    Simulator simulator = new Simulator(vertx, options, formats::client, new Script());
    return simulator
        .start()
        .map(_ -> ProviderWiring.specOf(provider, Optional.of(URI.create(simulator.origin()))));
  }

  /** The configured key, or one that lasts as long as the process. */
  private static byte[] sealKey(ServerConfig server) {
    return server
        .signingKey()
        .map(key -> key.value().getBytes(StandardCharsets.UTF_8))
        .orElseGet(
            () -> {
              byte[] random = new byte[32];
              new SecureRandom().nextBytes(random);
              return random;
            });
  }
}

package dev.signalbox.gateway;

import dev.signalbox.analytics.view.SavedViews;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.admin.ControlRoutes;
import dev.signalbox.gateway.admin.access.AccessParts;
import dev.signalbox.gateway.admin.ask.AskControl;
import dev.signalbox.gateway.admin.ask.Asking;
import dev.signalbox.gateway.admin.config.ConfigDesk;
import dev.signalbox.gateway.admin.facts.FactSubjects;
import dev.signalbox.gateway.admin.facts.ProcessFacts;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.live.LiveFeed;
import dev.signalbox.gateway.admin.provider.Registering;
import dev.signalbox.gateway.admin.routing.RoutingSubjects;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.ExplorationConfig;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.config.SessionsConfig;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.http.HttpLoop;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.KeptAnswers;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.limit.Books;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.limit.LimitPlan;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.pipeline.ModelFacts;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.plan.PlanDesk;
import dev.signalbox.gateway.plan.Planning;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.protect.Protection;
import dev.signalbox.gateway.provider.ModelDirectory;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.registry.Registry;
import dev.signalbox.gateway.route.DecisionArchive;
import dev.signalbox.gateway.route.ExplorationCaps;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.SessionMemory;
import dev.signalbox.gateway.route.Snapshots;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.trial.Trial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a configuration to everything that is made from it. */
final class LiveWiring {
  private static final Logger log = LoggerFactory.getLogger(LiveWiring.class);
  private static final long FIRST_LISTING_MILLIS = 300;

  private final Lasting lasting;

  /** For questions that go through our own door; closed with Vert.x. */
  private final HttpClient askingClient;

  private final PortalWiring portal;

  /** The same whatever configuration is served meanwhile. */
  private final PlanDesk.Turns planning = new PlanDesk.Turns();

  /** Names stand-ins where none is configured, so that a reload changes none. */
  private final Secret standInKey = GuardWiring.randomKey();

  /**
   * What outlives a configuration.
   *
   * @param fetched what providers are told in place of keys
   * @param books how much callers have taken
   * @param clusters what prompts are placed among
   * @param feed what is told to pages as it happens
   * @param metrics what is counted and measured
   * @param counters how often what went wrong
   * @param protection keeps the process from more than it can do
   * @param editing shows and changes the file
   * @param facts what control paths tell of the process when it has these providers
   */
  record Lasting(
      Vertx vertx,
      Serving.Clocks clocks,
      Simulators simulators,
      ProviderWiring.Fetched fetched,
      ResponseStore responses,
      KeptAnswers answers,
      DecisionArchive decisions,
      Profiles profiles,
      Store store,
      Books books,
      PromptClusters clusters,
      AccessWiring access,
      SignalWiring signals,
      Registry registry,
      LiveFeed feed,
      MetricsWiring metrics,
      FaultCounters counters,
      Protection protection,
      ConfigDesk editing,
      BiFunction<List<UpstreamSpec>, Execution, ProcessFacts> facts) {}

  LiveWiring(Lasting lasting) {
    this.lasting = lasting;
    this.askingClient = lasting.vertx().createHttpClient();
    this.portal =
        new PortalWiring(
            new FactReading(
                lasting.store().reader(), lasting.vertx(), lasting.protection().dependencies()),
            lasting.clocks().wall());
  }

  /**
   * Everything that is made from a configuration; made on a worker thread, as that takes its time
   * where there are many deployments.
   *
   * @param earlier what goes on where the configuration is the same: benched keys, sessions, what
   *     servers listed
   */
  Future<Live> liveOf(Prospect prospect, Optional<Live> earlier) {
    return providers(prospect.config())
        .compose(
            specs ->
                lasting
                    .vertx()
                    .executeBlocking(
                        () -> {
                          Live live = live(prospect, specs, earlier);
                          earlier.ifPresent(
                              old -> live.http().directory().takeOver(old.http().directory()));
                          return live;
                        }))
        .map(Objects::requireNonNull)
        .compose(live -> listed(live.http().directory()).map(live));
  }

  private HttpSettings settingsOf(GatewayConfig config) {
    return HttpWiring.settingsOf(
        config,
        lasting.access().authenticatorOf(config),
        MountWiring.mountsOf(config),
        GuardWiring.guardOf(config.sanitization(), standInKey));
  }

  private static ProviderKeys keysOf(List<UpstreamSpec> specs, Optional<Live> earlier) {
    return earlier
        .map(old -> new ProviderKeys(specs, old.providers()))
        .orElseGet(() -> new ProviderKeys(specs));
  }

  private Execution executionOf(
      GatewayConfig config, ProviderKeys keys, Snapshots snapshots, Optional<Live> earlier) {
    return ExecutionWiring.executionOf(
        lasting.vertx(),
        keys,
        snapshots,
        new ExecutionWiring.Parts(
            config, lasting.clocks(), lasting.counters(), earlier.map(Live::execution)));
  }

  private Live live(Prospect prospect, List<UpstreamSpec> specs, Optional<Live> earlier) {
    GatewayConfig config = prospect.config();
    LiveNames names = new LiveNames(prospect.names());
    Snapshots snapshots = new Snapshots(declared(prospect, earlier));
    ProviderKeys keys = keysOf(specs, earlier);
    Execution execution = executionOf(config, keys, snapshots, earlier);
    Runnable tick = ExecutionWiring.ticking(lasting.vertx(), execution);
    ModelDirectory directory =
        new ModelDirectory(
            lasting.vertx(),
            ProviderWiring.listing(config, specs),
            listed -> {
              names.heard(listed);
              snapshots.update(
                  now -> execution.board().refreshed(prospect.snapshot(listed, now.policy(), now)));
            });
    HttpSettings settings = settingsOf(config);
    PlanDesk desk = desk(prospect, snapshots, names, directory);
    ProcessFacts facts = lasting.facts().apply(ProviderWiring.common(config, specs), execution);
    ControlRoutes control = control(prospect, new Told(settings, facts, desk));
    SessionMemory sessions = sessions(config.policy().sessions(), earlier);
    Routing routing = routing(config, snapshots, sessions, earlier);
    return new Live(
        earlier.map(old -> old.number() + 1).orElse(1L),
        config,
        new HttpLoop.Shared(
            settings,
            names,
            directory,
            lasting.responses(),
            lasting.answers(),
            lasting.store().ledger(),
            lasting.feed()::begun,
            CaptureWiring.capturesOf(config, lasting.store(), lasting.clocks().wall()),
            portal.pages(config, control)),
        keys,
        routing,
        sessions,
        new ModelFacts(prospect.catalog()),
        execution,
        HttpWiring.mediaOf(config.media()),
        lasting.store().money().budgetsOf(config.budgets()),
        new CallerLimits(new LimitPlan(config.limits()), lasting.books()),
        clusters(config),
        () -> {
          ProtectionWiring.follow(lasting.protection(), config);
          lasting.metrics().under(facts, lasting);
          putProfilesInForce(prospect, snapshots, routing.trial());
          teach(snapshots, routing.trial().canary());
          lasting.feed().under(portal.terms(config, settings.authenticator(), execution.board()));
        },
        () -> {
          tick.run();
          directory.close();
          giveBack(config.calledProviders());
        });
  }

  private Routing routing(
      GatewayConfig config, Snapshots snapshots, SessionMemory sessions, Optional<Live> earlier) {
    return new Routing(
        new Routing.Parts(
            snapshots,
            sessions,
            lasting.decisions(),
            exploration(config.exploration(), earlier),
            TrialWiring.trialOf(
                config.trial(),
                snapshots.current().policy(),
                new TrialWiring.Parts(
                    lasting.vertx(), lasting.store().shadows(), lasting.store().stops()),
                earlier),
            lasting.store().ledger()::nextNumber),
        lasting.clocks().nanos());
  }

  private static Snapshot declared(Prospect prospect, Optional<Live> earlier) {
    Snapshot.Policy policy = PolicyWiring.policyOf(prospect.config());
    return earlier
        .map(old -> prospect.snapshot(Map.of(), policy, old.routing().snapshot()))
        .orElseGet(() -> prospect.snapshot(Map.of(), policy));
  }

  private ExplorationCaps exploration(ExplorationConfig config, Optional<Live> earlier) {
    return earlier
        .map(old -> old.routing().exploration().under(config))
        .orElseGet(() -> new ExplorationCaps(config, lasting.store().membership()::living));
  }

  /** Ready to place prompts, where the configuration wants it. */
  private Optional<PromptClusters> clusters(GatewayConfig config) {
    if (!config.signals().prompts().clusters()) {
      return Optional.empty();
    }
    lasting.clusters().prepare(lasting.clocks().wall().instant());
    return Optional.of(lasting.clusters());
  }

  /** What control paths tell of one configuration. */
  private record Told(HttpSettings settings, ProcessFacts facts, PlanDesk planning) {}

  private PlanDesk desk(
      Prospect prospect, Snapshots snapshots, LiveNames names, ModelDirectory directory) {
    return new PlanDesk(
        lasting.vertx(),
        new Planning(lasting.store().history()),
        new ProspectProposals(
            prospect,
            new ProspectProposals.Known(
                snapshots::current,
                names,
                directory::known,
                lasting.profiles()::stored,
                file -> lasting.registry().current().over(file),
                lasting.clocks().wall()::instant,
                lasting.editing()::restored)),
        planning);
  }

  private ControlRoutes control(Prospect prospect, Told told) {
    HttpSettings settings = told.settings();
    ProcessFacts facts = told.facts();
    Store store = lasting.store();
    AccessParts access = lasting.access().partsOf(settings.authenticator(), prospect.config());
    return new ControlRoutes(
        new ControlRoutes.Known(
            new FactSubjects(
                facts,
                store.captures(),
                access.reader(),
                new SavedViews(store.writers().control()),
                store.closedDays(),
                prospect.config().tracing().link()),
            new RoutingSubjects(
                settings,
                prospect.catalog(),
                lasting.profiles(),
                lasting.responses(),
                lasting.store().shadows(),
                told.planning()),
            lasting.store().money().repricing(),
            asking(prospect.config(), facts),
            lasting.signals().subjectsOf(prospect.config()),
            access,
            new Registering(lasting.registry(), prospect.config()),
            lasting.feed(),
            lasting.metrics().subject(prospect.config().metrics()),
            lasting.editing()));
  }

  private Asking asking(GatewayConfig config, ProcessFacts facts) {
    return new Asking(
        lasting.store().asking(),
        config.ask(),
        new AskControl.Here(askingClient, config.server().host(), facts.port()));
  }

  /** On a worker thread, as what signals taught is weighed anew with these cards. */
  private void teach(Snapshots snapshots, Canary canary) {
    lasting
        .vertx()
        .executeBlocking(
            () -> {
              lasting.signals().teaching().teach(snapshots, canary);
              return snapshots;
            })
        .onFailure(cause -> log.warn("what signals taught could not be put in force", cause));
  }

  private void putProfilesInForce(Prospect prospect, Snapshots snapshots, Trial trial) {
    GatewayConfig config = prospect.config();
    lasting
        .profiles()
        .follow(
            config.policy().profiles(),
            stored ->
                lasting
                    .vertx()
                    .executeBlocking(
                        () -> prospect.assertions(lasting.clocks().wall().instant(), stored))
                    .map(Objects::requireNonNull),
            new ProfileUses(config, lasting.registry(), lasting.access().state()),
            stored -> {
              Snapshot.Policy policy = PolicyWiring.policyOf(config, stored);
              snapshots.update(now -> now.under(SnapshotCodec.policyRevision(policy), policy));
              trial.follow(policy);
            });
  }

  private static SessionMemory sessions(SessionsConfig config, Optional<Live> earlier) {
    return earlier
        .map(old -> old.sessions().under(config))
        .orElseGet(() -> new SessionMemory(config));
  }

  /** Waits for what servers list, but not for long. */
  private Future<Void> listed(ModelDirectory directory) {
    return Future.any(
            directory.refresh(),
            lasting.vertx().timer(FIRST_LISTING_MILLIS, TimeUnit.MILLISECONDS).mapEmpty())
        .mapEmpty();
  }

  private Future<List<UpstreamSpec>> providers(GatewayConfig config) {
    List<Future<UpstreamSpec>> opened = new ArrayList<>();
    for (ProviderConfig provider : config.calledProviders()) {
      opened.add(
          lasting
              .simulators()
              .take(provider)
              .map(origin -> ProviderWiring.specOf(provider, origin, lasting.fetched())));
    }
    return Future.join(opened)
        .map(_ -> opened.stream().map(Future::result).toList())
        .onFailure(_ -> giveBack(config.calledProviders()));
  }

  private void giveBack(List<ProviderConfig> providers) {
    providers.forEach(lasting.simulators()::giveBack);
  }
}

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Requests a second over 32 connections, and what each costs the contender in CPU time. */
final class Rates {
  private static final int CONNECTIONS = 32;
  private static final String TRANSLATED = Contenders.GATEWAY + " translated";

  private final Settings settings;
  private final Contenders contenders;
  private final Table table;
  private final Profile profile;
  private final Wrk wrk;
  private final Turns turns = new Turns();
  private final Turns cpu = new Turns();

  Rates(Settings settings, Contenders contenders, Table table) {
    this.settings = settings;
    this.contenders = contenders;
    this.table = table;
    this.profile = new Profile(settings, contenders.process(Contenders.GATEWAY));
    this.wrk = new Wrk(settings.path("folder").resolve("post.lua"), CONNECTIONS);
  }

  void measure() throws IOException {
    System.err.println("requests per second, " + CONNECTIONS + " connections");
    List<Contender> all = new ArrayList<>();
    all.add(contenders.chat(Contenders.NGINX, "json"));
    all.add(contenders.chat(Contenders.GATEWAY, "json"));
    if (!settings.on("stand-in")) {
      all.add(contenders.translated());
    }
    for (Contender contender : all) {
      warmUp(contender);
      cpu.add(contender.name());
      turns.add(contender.name(), () -> window(contender));
    }
    turns.take(settings.windows());
    String same = "same protocol, 32 connections: ";
    String other = "Anthropic client → Chat provider: ";
    row(same + "requests/s", turns, Contenders.GATEWAY, Goal.atLeast(0.35, 0.5));
    if (!settings.on("stand-in")) {
      row(other + "requests/s", turns, TRANSLATED, Goal.atLeast(0.22, 0.35));
    }
    row(same + "CPU µs per request", cpu, Contenders.GATEWAY, Goal.NONE);
    if (!settings.on("stand-in")) {
      row(other + "CPU µs per request", cpu, TRANSLATED, Goal.NONE);
    }
    profile.report(table);
  }

  private OptionalDouble window(Contender contender) {
    boolean watched = contender.name().startsWith(Contenders.GATEWAY);
    if (watched) {
      profile.start();
    }
    CpuTime time = contenders.cpuOf(contender.name());
    double before = time.seconds();
    Optional<Wrk.Run> run = wrk.run(contender, settings.quick() ? 2 : 8);
    double spent = time.seconds() - before;
    if (watched) {
      profile.stop(contender.name());
    }
    run.ifPresent(ended -> cpu.note(contender.name(), spent * 1e6 / ended.count()));
    return run.map(ended -> OptionalDouble.of(ended.perSecond())).orElse(OptionalDouble.empty());
  }

  private void row(String measure, Turns figures, String who, Goal goal) {
    int windows = settings.windows();
    table.ratio(
        measure, figures.median(Contenders.NGINX, windows), figures.median(who, windows), goal);
  }

  /**
   * A JVM gets faster with every thousand requests, for a while: has {@code contender} serve so
   * many that its code is compiled, and then until its compilers take less than a twentieth of its
   * time and the CPU time of a request stays within a twentieth of the least seen, three times
   * running.
   */
  private void warmUp(Contender contender) {
    CpuTime time = contenders.cpuOf(contender.name());
    boolean quick = settings.quick();
    int enough = contender.name().equals(Contenders.NGINX) ? 0 : quick ? 40_000 : 100_000;
    int most = quick ? 45 : 60;
    double least = Double.MAX_VALUE;
    long served = 0;
    int steady = 0;
    for (int i = 0; i < most && (served < enough || steady < 3); i++) {
      double before = time.seconds();
      double compiled = time.compiling();
      Optional<Wrk.Run> run = wrk.run(contender, quick ? 2 : 4);
      if (run.isPresent()) {
        double all = time.seconds() - before;
        double spent = all / run.get().count();
        boolean quiet = time.compiling() - compiled < all / 20;
        steady = quiet && spent > least * 0.95 ? steady + 1 : 0;
        least = Math.min(least, spent);
        served += run.get().count();
      }
    }
    System.err.printf("  %s: warm after %,d requests%n", contender.name(), served);
  }
}

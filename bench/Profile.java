import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the gateway does in the windows of a load, if that is asked for: recordings of the JVM's
 * flight recorder, and where they say that time and memory go.
 */
final class Profile {
  private static final int FRAMES = 15;
  private static final int SITES = 10;
  private static final String OURS = "dev.signalbox.";

  private final boolean on;
  private final Path work;
  private final Path jdk;
  private final Memory process;
  private final Map<String, List<Path>> recordings = new LinkedHashMap<>();

  Profile(Settings settings, long process) {
    this.on = settings.on("profile");
    this.work = settings.path("work");
    this.jdk = settings.path("jdk");
    this.process = new Memory(process);
  }

  /** Begins a recording, just before a window. */
  void start() {
    ask(
        "JFR.start",
        "name=window",
        "settings=profile",
        "jdk.CPUTimeSample#enabled=true",
        "jdk.CPUTimeSample#throttle=2ms",
        "jdk.ObjectAllocationSample#throttle=1000/s");
  }

  /** Ends it, and keeps it for {@code kind} of load. */
  void stop(String kind) {
    if (!on) {
      return;
    }
    List<Path> kept = recordings.computeIfAbsent(kind, _ -> new ArrayList<>());
    Path file = work.resolve(kind.replace(' ', '-') + "-" + kept.size() + ".jfr");
    ask("JFR.stop", "name=window", "filename=" + file);
    kept.add(file);
  }

  /** Adds what was found below {@code table}. */
  void report(Table table) throws IOException {
    for (Map.Entry<String, List<Path>> kind : recordings.entrySet()) {
      new Findings(kind.getValue()).report(kind.getKey(), table);
    }
  }

  private void ask(String... command) {
    if (!on) {
      return;
    }
    try {
      process.jcmd(jdk, command);
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    }
  }

  /** What recordings of one kind hold, added up. */
  private static final class Findings {
    private final Map<String, Long> frames = new HashMap<>();
    private final Map<String, Long> sites = new HashMap<>();

    Findings(List<Path> recordings) throws IOException {
      for (Path recording : recordings) {
        Set<Long> known = new HashSet<>();
        try (RecordingFile file = new RecordingFile(recording)) {
          while (file.hasMoreEvents()) {
            note(file.readEvent(), known);
          }
        }
      }
    }

    void report(String kind, Table table) {
      list(table, kind + ": frames with most time of their own", frames, FRAMES);
      list(table, kind + ": sites that allocate most", sites, SITES);
    }

    /**
     * A sample of allocation weighs what its thread allocated since the sample before, so that the
     * first one of a recording, whose thread is not {@code known}, weighs what came before it.
     */
    private void note(RecordedEvent event, Set<Long> known) {
      if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
        return;
      }
      List<RecordedFrame> stack = event.getStackTrace().getFrames();
      switch (event.getEventType().getName()) {
        case "jdk.CPUTimeSample" -> frames.merge(name(stack.getFirst()), 1L, Long::sum);
        case "jdk.ObjectAllocationSample" -> {
          if (!known.add(event.getThread().getId())) {
            String site = event.getClass("objectClass").getName() + " in " + site(stack);
            sites.merge(site, event.getLong("weight"), Long::sum);
          }
        }
        default -> {}
      }
    }

    /** The frame that allocates, and the nearest of the gateway's own that had it do so. */
    private static String site(List<RecordedFrame> stack) {
      String top = place(stack.getFirst());
      String ours =
          stack.stream()
              .map(Findings::place)
              .filter(name -> name.startsWith(OURS))
              .findFirst()
              .orElse(top);
      return top.equals(ours) ? top : top + " for " + ours;
    }

    private static String name(RecordedFrame frame) {
      return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static String place(RecordedFrame frame) {
      return name(frame) + ":" + frame.getLineNumber();
    }

    private static void list(Table table, String title, Map<String, Long> counts, int most) {
      double all = counts.values().stream().mapToLong(Long::longValue).sum();
      table.detail("| " + title + " | % |");
      table.detail("| --- | --- |");
      counts.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(most)
          .forEach(
              entry ->
                  table.detail(
                      "| `%s` | %.1f |".formatted(entry.getKey(), 100 * entry.getValue() / all)));
      table.detail("");
    }
  }
}
